import { CALLS_ARGUMENT, LOCK_METHODS, type LockMode, PRINTS } from '../knowledge/locks.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { Conditions } from './lock-conditions.ts';
import type { DoubleLock, LockEffect, LockSummary } from './lock-model.ts';
import type { LockCall, LockPaths, PlacePath } from './lock-paths.ts';
import { type Fact, type LockName, LockState, type Standing } from './lock-state.ts';
import type { BasicBlock, ControlFlowGraph, Edge, Exit, WitnessStep } from './model.ts';

/** More steps than this and nothing is known of a function. */
const BUDGET = 2000;

/** What the walk of one function asks about others. */
export interface LockHost {
  readonly pkg: PackageModel;
  readonly paths: LockPaths;
  /** Effects of a function of the package when some of its conditions are known; undefined when it has none. */
  summaryOf(fn: GoFunction, facts: ReadonlyMap<string, Fact>): LockSummary | undefined;
  /** Whether a function, or one that it calls, concerns locks at all. */
  isTouching(fn: GoFunction): boolean;
  /** The `String` or `Error` method that printing an expression calls. */
  printedBy(expression: SyntaxNode): GoFunction | undefined;
}

interface Visit {
  readonly block: BasicBlock;
  readonly state: LockState;
  readonly from: Visit | undefined;
  readonly edge: Edge | undefined;
}

/** A lock that is held where a function leaves or goes round. */
export interface HeldAt {
  readonly standing: Standing;
  readonly node: SyntaxNode;
  readonly reason: 'return' | 'end' | 'panic' | 'loop';
  readonly path: readonly WitnessStep[];
  readonly state: LockState;
}

/** What all paths of a function do to locks. */
export interface Walked {
  readonly held: readonly HeldAt[];
  /** Calls whose lock some path releases, with the ways in which those paths leave. */
  readonly releases: ReadonlyMap<SyntaxNode, ReadonlySet<SyntaxNode>>;
  readonly doubles: readonly Omit<DoubleLock, 'writer' | 'function'>[];
  readonly summary: LockSummary;
}

const NO_FACTS: ReadonlyMap<string, Fact> = new Map();
const NOTHING: LockSummary = { effects: [], releasesForeign: new Set() };

/** Walks every path of a function with all its locks. */
export class LockWalker {
  readonly #conditions: Conditions;
  readonly #exits = new Map<BasicBlock, Exit>();
  readonly #held = new Map<string, HeldAt>();
  readonly #releases = new Map<SyntaxNode, Set<SyntaxNode>>();
  readonly #doubles = new Map<string, Omit<DoubleLock, 'writer' | 'function'>>();
  readonly #foreign = new Set<SyntaxNode>();
  /** Locks that were touched, with every change of level at a way to return. */
  readonly #names = new Map<string, LockName>();
  readonly #takenAt = new Map<string, SyntaxNode>();
  readonly #maybeTaken = new Set<string>();
  /** States in which the function comes back to its caller. */
  readonly #returned: { readonly state: LockState; readonly exit: SyntaxNode }[] = [];
  readonly #recovers: boolean;
  #changing: readonly SyntaxNode[] | undefined;
  #mentioned: ReadonlySet<SyntaxNode> | undefined;
  readonly #mappings = new Map<
    LockSummary,
    Map<SyntaxNode, readonly { readonly effect: LockEffect; readonly lock: LockName }[]>
  >();
  readonly #actions = new Map<SyntaxNode, readonly SyntaxNode[]>();

  constructor(
    readonly host: LockHost,
    readonly graph: ControlFlowGraph,
  ) {
    this.#conditions = new Conditions(
      host.pkg,
      host.paths,
      graph,
      (literal) => this.#changesLocks(literal),
      (statement) => this.#decides(statement),
      (call) => {
        const fn = host.pkg.calleeOf(call)?.function;
        const summary = fn && host.isTouching(fn) ? host.summaryOf(fn, NO_FACTS) : undefined;
        return summary !== undefined && isConditional(summary);
      },
    );
    for (const exit of graph.exits) this.#exits.set(exit.block, exit);
    this.#recovers = recovers(host.pkg, graph.function);
  }

  walk(facts: ReadonlyMap<string, Fact> = NO_FACTS): Walked {
    const work: Visit[] = [
      { block: this.graph.entry, state: LockState.EMPTY.with({ facts }), from: undefined, edge: undefined },
    ];
    const seen = new Map<BasicBlock, Map<string, LockState>>();
    let visits = 0;
    while (work.length > 0) {
      const visit = work.pop()!;
      if (++visits > BUDGET) return { held: [], releases: new Map(), doubles: [], summary: NOTHING };
      const state = this.#block(visit);
      if (!state) continue;
      for (const edge of visit.block.successors) {
        const crossed = this.#conditions.cross(edge, state);
        const next = crossed && this.#attempted(edge, crossed);
        if (!next) continue;
        let keys = seen.get(edge.to);
        if (!keys) {
          keys = new Map();
          seen.set(edge.to, keys);
        }
        const before = keys.get(next.key);
        if (before) {
          // from here on the two are one: what only the first has taken is taken on some paths
          for (const key of before.acquired) if (!next.acquired.has(key)) this.#maybeTaken.add(key);
          continue;
        }
        keys.set(next.key, next);
        work.push({ block: edge.to, state: next, from: visit, edge });
      }
    }
    return {
      held: [...this.#held.values()],
      releases: this.#releases,
      doubles: [...this.#doubles.values()],
      summary: this.#summary(),
    };
  }

  #summary(): LockSummary {
    const effects: LockEffect[] = [];
    for (const [key, lock] of this.#names) {
      if (isOwn(lock.path.root, this.graph.function)) continue;
      const takenAt = this.#takenAt.get(key);
      const changes = [...new Set(this.#returned.map(({ state }) => state.levelOf(key)))];
      if (!takenAt && changes.every((change) => change === 0)) continue;
      effects.push({
        lock,
        changes,
        takes: takenAt ? this.#takes(key, takenAt) : 'never',
        takenAt,
      });
    }
    return { effects, releasesForeign: this.#foreign };
  }

  #takes(key: string, takenAt: SyntaxNode): LockEffect['takes'] {
    const done = this.#returned.filter(({ exit }) => !saysNo(this.host.pkg, exit));
    const counted = done.length > 0 ? done : this.#returned;
    if (!this.#maybeTaken.has(key) && counted.every(({ state }) => state.acquired.has(key))) return 'always';
    return isOptional(takenAt) ? 'optionally' : 'sometimes';
  }

  /** The state behind a block; undefined when the path ends in it. */
  #block(visit: Visit): LockState | undefined {
    let state: LockState | undefined = visit.state;
    for (const node of visit.block.nodes) {
      state = this.#node(node, state, visit);
      if (!state) return undefined;
    }
    const exit = this.#exits.get(visit.block);
    if (!exit) return state;
    this.#leave(exit, state, visit);
    return undefined;
  }

  #leave(exit: Exit, before: LockState, visit: Visit): void {
    const isReturn = exit.kind === 'return' || exit.kind === 'end';
    if (exit.kind === 'no-return') return;
    let state: LockState | undefined = before;
    for (const statement of before.deferred.toReversed()) {
      const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
      if (call) state = this.#call(call, state, visit, true);
      if (!state) return;
    }
    for (const site of state.released) {
      let ways = this.#releases.get(site);
      if (!ways) {
        ways = new Set();
        this.#releases.set(site, ways);
      }
      ways.add(exit.node);
    }
    if (isReturn) {
      this.#returned.push({ state, exit: exit.node });
    } else if (!this.#recovers) return;
    for (const standing of state.standings.values()) {
      if (standing.level === undefined || standing.level <= 0 || !standing.site) continue;
      this.#hold(standing, exit.node, isReturn ? (exit.kind as 'return' | 'end') : 'panic', state, visit);
    }
  }

  #hold(
    standing: Standing,
    node: SyntaxNode,
    reason: HeldAt['reason'],
    state: LockState,
    visit: Visit,
  ): void {
    const key = `${standing.site!.id} ${node.id} ${standing.lock.key}`;
    if (this.#held.has(key)) return;
    this.#held.set(key, { standing, node, reason, path: witness(visit, node), state });
  }

  /** Effects of one statement or condition; undefined when the path cannot go on. */
  #node(node: SyntaxNode, state: LockState, visit: Visit): LockState | undefined {
    if (node.kind === 'select_statement') return state;
    if (node.kind === 'defer_statement' || node.kind === 'go_statement')
      return this.#later(node, state, visit);
    let current = this.#expressions(node, state, visit);
    if (!current) return undefined;
    current = this.#aliases(node, current);
    for (const { target, value } of assignmentsOf(node))
      current = this.#assign(target, value, node, current, visit);
    return current;
  }

  /** A deferred call runs when the function leaves; a goroutine may release what it was given. */
  #later(node: SyntaxNode, state: LockState, visit: Visit): LockState | undefined {
    const call = node.namedChildren.find((child) => child.kind === 'call_expression');
    if (!call) return state;
    let current: LockState | undefined = state;
    for (const argument of call.field('arguments')?.namedChildren ?? []) {
      current = current && this.#expressions(argument, current, visit);
    }
    if (!current) return undefined;
    if (node.kind === 'defer_statement') {
      return current.deferred.includes(node)
        ? current
        : current.with({ deferred: [...current.deferred, node] });
    }
    const direct = this.host.paths.ofCall(call);
    if (direct?.operation.kind === 'unlock' && direct.declaration) {
      return current.forgetLocks((standing) => standing.lock.declaration === direct.declaration);
    }
    const fn = this.host.pkg.calleeOf(call)?.function;
    return fn ? this.#handedTo(fn, current) : current;
  }

  /** A function value that may run at any time releases what it releases. */
  #handedTo(fn: GoFunction, state: LockState): LockState {
    const foreign = this.host.summaryOf(fn, NO_FACTS)?.releasesForeign;
    return foreign && foreign.size > 0
      ? state.forgetLocks((standing) => foreign.has(standing.lock.declaration))
      : state;
  }

  /** What calls, method values and literals inside a node do to locks, in the order in which they run. */
  #expressions(node: SyntaxNode, state: LockState, visit: Visit): LockState | undefined {
    let current: LockState | undefined = state;
    for (const action of this.#actionsIn(node)) {
      current =
        action.kind === 'call_expression'
          ? this.#call(action, current, visit, false)
          : action.kind === 'func_literal'
            ? this.#handedTo(this.#literal(action)!, current)
            : this.#methodValue(action, current);
      if (!current) return undefined;
    }
    return current;
  }

  #actionsIn(node: SyntaxNode): readonly SyntaxNode[] {
    let actions = this.#actions.get(node);
    if (!actions) {
      actions = [];
      this.#collect(node, actions as SyntaxNode[]);
      this.#actions.set(node, actions);
    }
    return actions;
  }

  #collect(node: SyntaxNode, actions: SyntaxNode[]): void {
    if (node.kind === 'func_literal') {
      const literal = this.#literal(node);
      if (literal && this.host.isTouching(literal) && !this.#isLocalName(node)) actions.push(node);
      return;
    }
    const isCall = node.kind === 'call_expression';
    for (const child of node.namedChildren) {
      if (isCall && child.fieldName === 'function' && child.kind === 'func_literal') continue;
      this.#collect(child, actions);
    }
    if (isCall ? this.#concernsLocks(node) : this.#isUnlockValue(node)) actions.push(node);
  }

  /** Whether the branches of a statement that go on leave different locks held. */
  #decides(statement: SyntaxNode): boolean {
    this.#changing ??= this.#changingCalls();
    const levels = new Map<string, number>();
    for (const call of this.#changing) {
      if (
        !statement.contains(call) ||
        call.parent?.kind === 'defer_statement' ||
        leavesAfter(call, statement)
      )
        continue;
      const direct = this.host.paths.ofCall(call);
      if (!direct || direct.operation.kind === 'try') return true;
      const key = `${direct.name} ${direct.operation.mode}`;
      levels.set(key, (levels.get(key) ?? 0) + (direct.operation.kind === 'lock' ? 1 : -1));
    }
    return [...levels.values()].some((level) => level !== 0);
  }

  /** Whether a call inside a statement takes or releases a lock. */
  #changesLocks(statement: SyntaxNode): boolean {
    this.#changing ??= this.#changingCalls();
    return this.#changing.some((call) => statement.contains(call));
  }

  #changingCalls(): SyntaxNode[] {
    const { body } = this.graph.function;
    return [...(body?.descendants('call_expression') ?? [])].filter((call) => {
      if (this.host.paths.ofCall(call)) return true;
      const fn = this.host.pkg.calleeOf(call)?.function;
      const effects = fn && this.host.isTouching(fn) ? this.host.summaryOf(fn, NO_FACTS)?.effects : undefined;
      return effects?.some(({ changes }) => changes.some((change) => change !== 0)) === true;
    });
  }

  #concernsLocks(call: SyntaxNode): boolean {
    if (this.host.paths.ofCall(call)) return true;
    const callee = this.host.pkg.calleeOf(call);
    if (!callee) return false;
    if (callee.function && callee.kind !== 'interface-method') return this.host.isTouching(callee.function);
    if (CALLS_ARGUMENT.has(callee.id) || PRINTS.has(callee.id)) return true;
    return (call.field('arguments')?.namedChildren ?? []).some(
      (argument) => argument.kind === 'unary_expression' && argument.field('operator')?.text === '&',
    );
  }

  #literal(node: SyntaxNode): GoFunction | undefined {
    return this.host.pkg.fileOf(node).functions.find((fn) => fn.node === node);
  }

  /** `s.mu.Unlock` as a value, unless that only gives it a local name. */
  #isUnlockValue(node: SyntaxNode): boolean {
    if (node.kind !== 'selector_expression') return false;
    if (node.parent?.kind === 'call_expression' && node.fieldName === 'function') return false;
    const method = this.host.paths.ofMethod(node);
    return (
      method?.operation.kind === 'unlock' && method.declaration !== undefined && !this.#isLocalName(node)
    );
  }

  /** Whoever gets the method may release the lock. */
  #methodValue(node: SyntaxNode, state: LockState): LockState {
    const declaration = this.host.paths.ofMethod(node)?.declaration;
    return state.forgetLocks((standing) => standing.lock.declaration === declaration);
  }

  /** Whether a function value only gets a local name, by which it is only called. */
  #isLocalName(value: SyntaxNode): boolean {
    const list = value.parent;
    if (list?.kind !== 'expression_list' || list.fieldName !== 'right') return false;
    const target = list.parent?.field('left')?.namedChildren[list.namedChildren.indexOf(value)];
    const object = target && this.host.pkg.objectOf(target);
    if (object?.kind !== 'var' || object.role !== 'local') return false;
    return this.host.pkg
      .referencesTo(object)
      .every(
        (reference) =>
          reference === target ||
          (reference.parent?.kind === 'call_expression' && reference.fieldName === 'function'),
      );
  }

  #call(call: SyntaxNode, state: LockState, visit: Visit, isDeferred: boolean): LockState | undefined {
    const direct = this.host.paths.ofCall(call);
    if (direct) return this.#operate(direct, call, state, visit, isDeferred);
    const callee = this.host.pkg.calleeOf(call);
    if (!callee) return state;
    const fn = callee.function;
    if (fn && callee.kind !== 'interface-method') {
      let summary = this.host.summaryOf(fn, NO_FACTS);
      if (!summary) return state;
      if (isConditional(summary)) {
        const facts = this.#bindings(fn, call, state);
        if (facts.size > 0) summary = this.host.summaryOf(fn, facts) ?? summary;
      }
      return this.#apply(
        summary,
        (path) => this.#mapped(path, fn, callee, call),
        call,
        state,
        visit,
        isDeferred,
        'proved',
      );
    }
    const index = CALLS_ARGUMENT.get(callee.id);
    const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
    const called = argument?.kind === 'func_literal' ? this.#literal(argument) : undefined;
    const summary = called && this.host.summaryOf(called, NO_FACTS);
    if (summary) {
      return this.#apply(summary, (path) => path, call, state, visit, isDeferred, 'likely');
    }
    const printed = this.#printed(callee, call, state, visit, isDeferred);
    return printed && this.#passed(call, printed);
  }

  /** A lock whose address an unknown function gets. */
  #passed(call: SyntaxNode, state: LockState): LockState {
    let current = state;
    for (const argument of call.field('arguments')?.namedChildren ?? []) {
      if (argument.kind !== 'unary_expression' || argument.field('operator')?.text !== '&') continue;
      const path = this.host.paths.pathOf(argument);
      const key = path && this.host.paths.keyOf(path);
      if (key) current = current.forgetLocks(({ lock }) => this.host.paths.keyOf(lock.path) === key);
    }
    return current;
  }

  /** `fmt` calls the String or Error method of what it prints. */
  #printed(
    callee: Callee,
    call: SyntaxNode,
    state: LockState,
    visit: Visit,
    isDeferred: boolean,
  ): LockState | undefined {
    const first = PRINTS.get(callee.id);
    if (first === undefined || state.standings.size === 0) return state;
    let current: LockState | undefined = state;
    for (const argument of (call.field('arguments')?.namedChildren ?? []).slice(first)) {
      const method = this.host.printedBy(argument);
      const summary = method && this.host.summaryOf(method, NO_FACTS);
      if (!method || !summary || !current) continue;
      const base = this.host.paths.pathOf(argument);
      const map = (path: PlacePath): PlacePath | undefined =>
        base && path.root === method.receiver
          ? { ...base, steps: [...base.steps, ...path.steps] }
          : undefined;
      current = this.#apply(summary, map, call, current, visit, isDeferred, 'proved');
    }
    return current;
  }

  /** What is known at a call of the conditions inside the function called. */
  #bindings(fn: GoFunction, call: SyntaxNode, state: LockState): ReadonlyMap<string, Fact> {
    const facts = new Map<string, Fact>();
    const args = call.field('arguments')?.namedChildren ?? [];
    fn.parameters.forEach((parameter, index) => {
      const argument = args[index];
      if (!parameter || !argument) return;
      const known =
        argument.kind === 'true' || argument.kind === 'false'
          ? argument.kind === 'true'
          : this.#knownValue(argument, state);
      if (known === undefined) return;
      const key = `#${this.host.paths.numberOf(parameter)} `;
      facts.set(key, {
        condition: { key, isPositive: true, objects: [parameter], isVolatile: false },
        holds: known,
      });
    });
    if (fn.node.kind !== 'func_literal') return facts;
    for (const [key, fact] of state.facts) {
      const [object] = fact.condition.objects;
      if (!object || fact.condition.objects.length !== 1 || !/^#\d+ $/.test(key)) continue;
      if (this.host.pkg.referencesTo(object).some((reference) => fn.node.contains(reference)))
        facts.set(key, fact);
    }
    return facts;
  }

  #knownValue(argument: SyntaxNode, state: LockState): boolean | undefined {
    const condition = this.#conditions.of(argument);
    const fact = condition && state.facts.get(condition.key);
    return fact && fact.holds === condition.isPositive;
  }

  /** A lock of a function called, in terms of its caller. */
  #mapped(path: PlacePath, fn: GoFunction, callee: Callee, call: SyntaxNode): PlacePath | undefined {
    const { root } = path;
    if (!isOwn(root, fn) && root !== fn.receiver && !fn.parameters.includes(root)) return path;
    if (path.indexes.length > 0) return undefined;
    const index = fn.parameters.indexOf(root);
    const argument = index < 0 ? undefined : call.field('arguments')?.namedChildren[index];
    const base =
      root === fn.receiver
        ? this.host.paths.receiverOf(callee)
        : argument && this.host.paths.pathOf(argument);
    return base && { ...base, steps: [...base.steps, ...path.steps] };
  }

  #apply(
    summary: LockSummary,
    map: (path: PlacePath) => PlacePath | undefined,
    call: SyntaxNode,
    state: LockState,
    visit: Visit,
    isDeferred: boolean,
    certainty: 'proved' | 'likely',
  ): LockState | undefined {
    let current = state;
    const seen = new Set<SyntaxNode>();
    for (const { effect, lock } of this.#named(summary, map, call)) {
      const { key } = lock;
      if (effect.takenAt) {
        const clash = effect.takes === 'optionally' ? undefined : this.#clash(lock, current);
        if (clash?.site === call) {
          this.#hold(clash, call, 'loop', current, visit);
          return undefined;
        }
        if (clash) {
          const isSure = effect.takes === 'always' && certainty === 'proved';
          this.#double(clash, lock, call, effect.takenAt, isDeferred, isSure ? 'proved' : 'likely');
          if (isSure && !(clash.lock.mode === 'read' && lock.mode === 'read')) return undefined;
        }
        current = this.#taken(lock, effect.takenAt, current, effect.takes === 'always');
      }
      const [change] = effect.changes;
      if (effect.changes.length > 1 || change === undefined) {
        if (effect.changes.length > 0) {
          const level = current.levelOf(key);
          // what is neither held nor named here stays of no interest
          if (level !== undefined && (level !== 0 || this.#isMentioned(lock)))
            current = current.set({ lock, level: undefined, site: undefined });
          if (effect.changes.some((each) => each === undefined || each < 0)) this.#noteRelease(lock, current);
        }
      } else if (change !== 0) {
        if (change < 0) current = this.#release(lock, current);
        else current = current.set({ lock, level: (current.levelOf(key) ?? 0) + change, site: call });
      }
      seen.add(effect.lock.declaration);
    }
    for (const declaration of summary.releasesForeign) {
      if (seen.has(declaration)) continue;
      // the function releases a lock of this kind by another way: it may be one of ours
      current = current.forgetLocks((standing) => standing.lock.declaration === declaration);
      this.#foreign.add(declaration);
    }
    return current;
  }

  /** Whether the function itself calls a method of a lock. */
  #isMentioned(lock: LockName): boolean {
    if (!this.#mentioned) {
      const mentioned = new Set<SyntaxNode>();
      const { body } = this.graph.function;
      for (const name of body ? LOCK_METHODS.keys() : []) {
        for (const identifier of body!.tree.identifiersNamed(name, body)) {
          const selector = identifier.parent;
          const found =
            selector?.kind === 'selector_expression'
              ? this.host.paths.ofMethod(selector)?.declaration
              : undefined;
          if (found) mentioned.add(found);
        }
      }
      this.#mentioned = mentioned;
    }
    return this.#mentioned.has(lock.declaration);
  }

  /** The locks of a function called as its caller names them. */
  #named(
    summary: LockSummary,
    map: (path: PlacePath) => PlacePath | undefined,
    call: SyntaxNode,
  ): readonly { readonly effect: LockEffect; readonly lock: LockName }[] {
    let byCall = this.#mappings.get(summary);
    if (!byCall) {
      byCall = new Map();
      this.#mappings.set(summary, byCall);
    }
    let named = byCall.get(call);
    if (!named) {
      named = summary.effects.flatMap((effect) => {
        const path = map(effect.lock.path);
        if (!path) return [];
        const key = `${this.host.paths.keyOf(path)}|${effect.lock.mode}`;
        const lock: LockName = { ...effect.lock, key, path, name: nameOf(path) };
        this.#names.set(key, lock);
        return [{ effect, lock }];
      });
      byCall.set(call, named);
    }
    return named;
  }

  #operate(
    call: LockCall,
    node: SyntaxNode,
    state: LockState,
    visit: Visit,
    isDeferred: boolean,
  ): LockState | undefined {
    if (call.operation.kind === 'try') return state;
    if (!call.path || !call.declaration) {
      if (call.operation.kind === 'unlock' && call.declaration) {
        this.#foreign.add(call.declaration);
        return state.forgetLocks((standing) => standing.lock.declaration === call.declaration);
      }
      return state;
    }
    const lock = this.#name(call)!;
    this.#names.set(lock.key, lock);
    if (call.operation.kind === 'unlock') return this.#release(lock, state);
    const standing = state.standings.get(lock.key);
    if (standing?.site === node && (standing.level ?? 0) > 0) {
      this.#hold(standing, node, 'loop', state, visit);
      return lock.mode === 'read' ? state : undefined;
    }
    const clash = this.#clash(lock, state);
    if (clash) {
      this.#double(clash, lock, node, node, isDeferred, 'proved');
      if (!(clash.lock.mode === 'read' && lock.mode === 'read')) return undefined;
    }
    const level = state.levelOf(lock.key) ?? 0;
    const taken = this.#taken(lock, node, state, true);
    const released = new Set(taken.released);
    released.delete(node);
    return taken
      .with({ released })
      .set({ lock, level: level + 1, site: clash?.lock.key === lock.key ? clash.site : node });
  }

  #name(call: LockCall): LockName | undefined {
    if (!call.path || !call.declaration) return undefined;
    return {
      key: `${this.host.paths.keyOf(call.path)}|${call.operation.mode}`,
      path: call.path,
      mode: call.operation.mode,
      declaration: call.declaration,
      name: call.name,
      kind: call.kind,
    };
  }

  /** The lock, held by this function, that another one would wait for. */
  #clash(lock: LockName, state: LockState): Standing | undefined {
    const modes: readonly LockMode[] = ['write', 'read'];
    for (const mode of modes) {
      const standing = state.standings.get(`${this.host.paths.keyOf(lock.path)}|${mode}`);
      if (standing?.site && (standing.level ?? 0) > 0) return standing;
    }
    return undefined;
  }

  #double(
    held: Standing,
    lock: LockName,
    site: SyntaxNode,
    takenAt: SyntaxNode,
    isDeferred: boolean,
    certainty: 'proved' | 'likely',
  ): void {
    const key = `${site.id} ${lock.key}`;
    const isElement = lock.path.steps.some((step) => step.declaration === undefined);
    const known = this.#doubles.get(key);
    if (known && known.certainty === 'proved') return;
    this.#doubles.set(key, {
      lock,
      site,
      heldSince: held.site!,
      heldMode: held.lock.mode,
      takenMode: lock.mode,
      takenAt,
      isDeferred,
      certainty: isElement || lock.kind !== 'mutex' ? 'likely' : certainty,
    });
  }

  /** Notes that the lock is taken from the point of view of a caller: this function has not released it before. */
  #taken(lock: LockName, at: SyntaxNode, state: LockState, isSure: boolean): LockState {
    const level = state.levelOf(lock.key);
    const other = state.levelOf(
      `${this.host.paths.keyOf(lock.path)}|${lock.mode === 'read' ? 'write' : 'read'}`,
    );
    if (level === undefined || level < 0 || other === undefined || other < 0) return state;
    if (!this.#takenAt.has(lock.key)) this.#takenAt.set(lock.key, at);
    if (!isSure || state.acquired.has(lock.key)) {
      if (!isSure && !state.acquired.has(lock.key)) this.#maybeTaken.add(lock.key);
      return state;
    }
    return state.with({ acquired: new Set(state.acquired).add(lock.key) });
  }

  #release(lock: LockName, state: LockState): LockState {
    const standing = state.standings.get(lock.key);
    if (!standing) {
      // Unlock of what was taken by RLock is a fault of its own; here it only ends the hold
      const base = this.host.paths.keyOf(lock.path);
      const other = state.standings.get(`${base}|${lock.mode === 'read' ? 'write' : 'read'}`);
      if (other?.site && (other.level ?? 0) > 0) return this.#release(other.lock, state);
      this.#foreign.add(lock.declaration);
      const moved = state.forgetLocks(
        (each) =>
          each.lock.declaration === lock.declaration && this.host.paths.keyOf(each.lock.path) !== base,
      );
      return moved.set({ lock, level: -1, site: undefined });
    }
    if (standing.level === undefined) return state.set({ ...standing, level: 0 });
    // the path may never leave the function
    if (standing.site && !this.#releases.has(standing.site)) this.#releases.set(standing.site, new Set());
    const level = standing.level - 1;
    if (level < 0) this.#foreign.add(lock.declaration);
    const next = state.set({ ...standing, level, site: level > 0 ? standing.site : undefined });
    return standing.site && level === 0
      ? next.with({ released: new Set(next.released).add(standing.site) })
      : next;
  }

  #noteRelease(lock: LockName, state: LockState): void {
    if (state.levelOf(lock.key) === 0) this.#foreign.add(lock.declaration);
  }

  /** A branch on the result of TryLock. */
  #attempted(edge: Edge, state: LockState): LockState {
    const { condition, kind } = edge;
    if (!condition || (kind !== 'true' && kind !== 'false')) return state;
    let current = state;
    if (condition.kind === 'identifier') {
      const object = this.host.pkg.objectOf(condition);
      const attempt = object?.kind === 'var' ? state.attempts.get(object) : undefined;
      if (attempt && kind === 'true')
        current = state.set({ lock: attempt.lock, level: 1, site: attempt.site });
      if (attempt && object?.kind === 'var') {
        const attempts = new Map(current.attempts);
        attempts.delete(object);
        current = current.with({ attempts });
      }
      return current;
    }
    if (condition.kind !== 'call_expression' || kind === 'false') return state;
    const call = this.host.paths.ofCall(condition);
    const lock = call?.operation.kind === 'try' ? this.#name(call) : undefined;
    if (!lock) return state;
    this.#names.set(lock.key, lock);
    return state.set({ lock, level: 1, site: condition });
  }

  #assign(
    target: SyntaxNode,
    value: SyntaxNode | undefined,
    node: SyntaxNode,
    before: LockState,
    visit: Visit,
  ): LockState {
    let state = this.#conditions.assign(target, value, before);
    if (target.kind === 'identifier') {
      const object = this.host.pkg.objectOf(target);
      if (object?.kind !== 'var') return state;
      for (const standing of state.standings.values()) {
        const { path } = standing.lock;
        if (path.root !== object && !path.indexes.includes(object)) continue;
        if (standing.site && (standing.level ?? 0) > 0 && !this.#isDeferred(standing, state))
          this.#hold(standing, node, 'loop', state, visit);
        state = state.set({ ...standing, level: 0 });
      }
      if (value?.kind === 'call_expression') {
        const call = this.host.paths.ofCall(value);
        const lock = call?.operation.kind === 'try' ? this.#name(call) : undefined;
        if (lock) {
          this.#names.set(lock.key, lock);
          state = state.with({ attempts: new Map(state.attempts).set(object, { lock, site: value }) });
        }
      }
      return state;
    }
    const path = this.host.paths.pathOf(target);
    const prefix = path && `${this.host.paths.keyOf(path)}.`;
    return prefix
      ? state.forgetLocks(({ lock }) => `${this.host.paths.keyOf(lock.path)}.`.startsWith(prefix))
      : state;
  }

  /** Whether a deferred call will release a lock. */
  #isDeferred(standing: Standing, state: LockState): boolean {
    return state.deferred.some((statement) => {
      const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
      const direct = call && this.host.paths.ofCall(call);
      if (direct) return direct.declaration === standing.lock.declaration;
      const fn = call && this.host.pkg.calleeOf(call)?.function;
      const foreign = fn && this.host.summaryOf(fn, NO_FACTS)?.releasesForeign;
      return foreign?.has(standing.lock.declaration) === true;
    });
  }

  /** What holds a lock gets another name, or is put away: from there somebody else may release it. */
  #aliases(node: SyntaxNode, state: LockState): LockState {
    if (state.standings.size === 0) return state;
    return state.forgetLocks(({ lock, level }) => {
      const { root } = lock.path;
      return (
        (level ?? 0) > 0 &&
        root.role !== 'receiver' &&
        root.role !== 'package' &&
        isPutAway(this.host.pkg, node, root)
      );
    });
  }
}

/** Whether a statement returns, stores, sends or renames what a variable stands for. */
export function isPutAway(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  for (const identifier of node.tree.identifiersNamed(object.name, node)) {
    let mention = identifier;
    const pointer = identifier.parent;
    if (pointer?.kind === 'unary_expression' && pointer.field('operator')?.text === '&') mention = pointer;
    const parent = mention.parent;
    const isWhole =
      parent?.kind === 'literal_element' ||
      parent?.kind === 'keyed_element' ||
      (parent?.kind === 'send_statement' && mention.fieldName === 'value') ||
      (parent?.kind === 'expression_list' && parent.fieldName !== 'left') ||
      (parent?.kind === 'argument_list' && parent.parent?.field('function')?.text === 'append');
    if (isWhole && mention.fieldName !== 'key' && pkg.objectOf(identifier) === object) return true;
  }
  return false;
}

/** Whether a variable exists only while a function, or a literal in it, runs. */
function isOwn(root: VarObject, fn: GoFunction): boolean {
  if (root === fn.receiver || fn.parameters.includes(root)) return false;
  for (let owner = root.function; owner; owner = owner.outer) if (owner === fn) return true;
  return false;
}

/** Whether what a function does to locks differs between its paths. */
function isConditional(summary: LockSummary): boolean {
  return summary.effects.some(
    ({ takes, changes }) => takes === 'sometimes' || takes === 'optionally' || changes.length > 1,
  );
}

/** Whether a block around a node, inside a statement, ends in a return. */
function leavesAfter(node: SyntaxNode, statement: SyntaxNode): boolean {
  for (let at = node; at !== statement && at.parent; at = at.parent) {
    if (at.parent.kind !== 'statement_list') continue;
    const { namedChildren } = at.parent;
    if (namedChildren[namedChildren.length - 1]?.kind === 'return_statement') return true;
  }
  return false;
}

/** Whether an `if` holds nothing but a Lock and what undoes it, so that the work behind it is done either way. */
function isOptional(lock: SyntaxNode): boolean {
  const list = lock.parent?.parent;
  const branch = list?.parent?.parent;
  if (lock.parent?.kind !== 'expression_statement' || branch?.kind !== 'if_statement') return false;
  return list!.namedChildren.every(
    (statement) =>
      statement === lock.parent ||
      statement.kind === 'defer_statement' ||
      statement.kind === 'assignment_statement',
  );
}

/** Functions that make an error that is not nil. */
const MAKES_ERROR =
  /^(errors\.(New|Join)|fmt\.Errorf|github\.com\/pkg\/errors\.\w+|google\.golang\.org\/grpc\/status\.Errorf?)$/;

/** Whether a way to leave tells the caller that nothing was done: an error, `false`, or nil for every result. */
export function saysNo(pkg: PackageModel, node: SyntaxNode): boolean {
  if (node.kind !== 'return_statement') return false;
  const results = node.firstNamedChild?.namedChildren ?? [];
  const last = results[results.length - 1];
  if (!last) return false;
  if (results.some((result) => result.kind === 'false')) return true;
  const declared = pkg.functionOf(node)?.node.field('result');
  if (!declared || !/\berror\b/.test(declared.text)) return results.every((result) => result.kind === 'nil');
  if (last.kind === 'call_expression') return MAKES_ERROR.test(pkg.calleeOf(last)?.id ?? '');
  return last.kind !== 'nil';
}

/** Whether a deferred literal of the function stops panics. */
function recovers(pkg: PackageModel, fn: GoFunction): boolean {
  if (!fn.body) return false;
  for (const call of fn.body.tree.identifiersNamed('recover', fn.body)) {
    const literal = pkg.functionOf(call);
    const parent = literal?.node.parent;
    if (literal?.outer === fn && parent?.parent?.kind === 'defer_statement') return true;
  }
  return false;
}

/** A path as a caller would write it. */
function nameOf(path: PlacePath): string {
  return [path.root.name, ...path.steps.filter((step) => !step.isEmbedded).map((step) => step.text)]
    .join('.')
    .replaceAll('.[', '[');
}

/** The branches taken on the way to a node. */
function witness(last: Visit, node: SyntaxNode): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let visit: Visit | undefined = last; visit; visit = visit.from) {
    const edge = visit.edge;
    if (!edge?.condition) continue;
    if (edge.kind === 'true' || edge.kind === 'false') {
      steps.push({ node: edge.condition, kind: 'branch', taken: edge.kind === 'true' });
    } else if (edge.kind === 'case' || edge.kind === 'default') {
      steps.push({ node: edge.condition, kind: 'branch', taken: undefined });
    }
  }
  steps.reverse();
  steps.push({ node, kind: 'exit', taken: undefined });
  return steps;
}
