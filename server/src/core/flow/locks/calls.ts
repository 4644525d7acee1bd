import { CALLS_ARGUMENT, PRINTS } from '../../knowledge/locks.ts';
import type { Callee, GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Conditions } from './conditions.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { LockEffect, LockSummary } from './model.ts';
import type { LockOperations } from './operations.ts';
import { isOwn, type PlacePath, writtenAs } from './paths.ts';
import type { Visit, WalkRecord } from './record.ts';
import { literalOf, type Relevance } from './relevance.ts';
import type { Fact, LockName, LockState } from './state.ts';

/** What calls do to the state of a path. */
export class LockCalls {
  readonly #mappings = new Map<
    LockSummary,
    Map<SyntaxNode, readonly { readonly effect: LockEffect; readonly lock: LockName }[]>
  >();

  constructor(
    readonly host: LockHost,
    readonly record: WalkRecord,
    readonly relevance: Relevance,
    readonly conditions: Conditions,
    readonly operations: LockOperations,
  ) {}

  /** A function value that may run at any time releases what it releases. */
  handedTo(fn: GoFunction, state: LockState): LockState {
    const foreign = this.host.summaryOf(fn, NO_FACTS)?.releasesForeign;
    return foreign && foreign.size > 0
      ? state.forgetLocks((standing) => foreign.has(standing.lock.declaration))
      : state;
  }

  call(call: SyntaxNode, state: LockState, visit: Visit, isDeferred: boolean): LockState | undefined {
    const direct = this.host.paths.ofCall(call);
    if (direct) return this.operations.operate(direct, call, state, visit, isDeferred);
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
    const called = argument?.kind === 'func_literal' ? literalOf(this.host.pkg, argument) : undefined;
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
    const condition = this.conditions.of(argument);
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
        const clash = effect.takes === 'optionally' ? undefined : this.operations.clash(lock, current);
        if (clash?.site === call) {
          this.record.hold(clash, call, 'loop', current, visit);
          return undefined;
        }
        if (clash) {
          const isSure = effect.takes === 'always' && certainty === 'proved';
          this.record.double(clash, lock, call, effect.takenAt, isDeferred, isSure ? 'proved' : 'likely');
          if (isSure && !(clash.lock.mode === 'read' && lock.mode === 'read')) return undefined;
        }
        current = this.operations.taken(lock, effect.takenAt, current, effect.takes === 'always');
      }
      const [change] = effect.changes;
      if (effect.changes.length > 1 || change === undefined) {
        if (effect.changes.length > 0) {
          const level = current.levelOf(key);
          // what is neither held nor named here stays of no interest
          if (level !== undefined && (level !== 0 || this.relevance.isMentioned(lock)))
            current = current.set({ lock, level: undefined, site: undefined });
          if (effect.changes.some((each) => each === undefined || each < 0))
            this.operations.noteRelease(lock, current);
        }
      } else if (change !== 0) {
        if (change < 0) current = this.operations.release(lock, current);
        else current = current.set({ lock, level: (current.levelOf(key) ?? 0) + change, site: call });
      }
      seen.add(effect.lock.declaration);
    }
    for (const declaration of summary.releasesForeign) {
      if (seen.has(declaration)) continue;
      // the function releases a lock of this kind by another way: it may be one of ours
      current = current.forgetLocks((standing) => standing.lock.declaration === declaration);
      this.record.foreign.add(declaration);
    }
    return current;
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
        const lock: LockName = { ...effect.lock, key, path, name: writtenAs(path) };
        this.record.names.set(key, lock);
        return [{ effect, lock }];
      });
      byCall.set(call, named);
    }
    return named;
  }
}

/** Whether what a function does to locks differs between its paths. */
export function isConditional(summary: LockSummary): boolean {
  return summary.effects.some(
    ({ takes, changes }) => takes === 'sometimes' || takes === 'optionally' || changes.length > 1,
  );
}
