import { CALLS_ARGUMENT, PRINTS } from '../../knowledge/locks.ts';
import type { Callee, GoFunction } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { ControlFlowGraph } from '../model.ts';
import { pointersIn } from './candidates.ts';
import type { Conditions } from './conditions.ts';
import { givenFacts } from './given-facts.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { LockEffect, LockSummary } from './model.ts';
import type { LockOperations } from './operations.ts';
import { type LockPaths, mapped, type PlacePath, writtenAs } from './paths.ts';
import type { Visit, WalkRecord } from './record.ts';
import type { Relevance } from './relevance.ts';
import type { Fact, LockName, LockState } from './state.ts';

/** An effect of a function called, and the lock as its caller names it. */
export interface NamedEffect {
  readonly effect: LockEffect;
  readonly lock: LockName;
}

/**
 * @param map from a place as the function called names it
 * @param declaration of the lock as the caller sees it
 */
export function namedEffects(
  paths: LockPaths,
  summary: LockSummary,
  map: (path: PlacePath) => PlacePath | undefined,
  declaration: SyntaxNode,
): readonly NamedEffect[] {
  return summary.effects.flatMap((effect) => {
    const path = map(effect.lock.path);
    if (!path) return [];
    const key = `${paths.keyOf(path)}|${effect.lock.mode}`;
    return [{ effect, lock: { ...effect.lock, key, path, declaration, name: writtenAs(path) } }];
  });
}

/** What calls do to the state of a path. */
export class LockCalls {
  readonly #mappings = new Map<LockSummary, Map<SyntaxNode, readonly NamedEffect[]>>();

  constructor(
    readonly host: LockHost,
    readonly graph: ControlFlowGraph,
    readonly record: WalkRecord,
    readonly relevance: Relevance,
    readonly conditions: Conditions,
    readonly operations: LockOperations,
  ) {}

  /** A function value that may run at any time releases what it releases. */
  handedTo(fn: GoFunction, state: LockState): LockState {
    const foreign = this.host.summaryOf(fn, this.relevance.lock, NO_FACTS)?.releasesForeign;
    return foreign && foreign.size > 0
      ? state.forgetLocks((standing) => foreign.has(standing.lock.declaration))
      : state;
  }

  /** A function that is started as a goroutine releases, at any time, what it releases of the locks that it is given. */
  startedBy(call: SyntaxNode, fn: GoFunction, state: LockState): LockState {
    const { lock: own } = this.relevance;
    const isHandedOver = this.relevance
      .seenBy(fn, call)
      .some((lock) => lock !== own && this.host.summaryOf(fn, lock, NO_FACTS)?.releasesForeign.has(lock));
    const current = this.handedTo(fn, state);
    return isHandedOver ? current.forgetLocks(({ lock }) => lock.declaration === own) : current;
  }

  call(call: SyntaxNode, state: LockState, visit: Visit, isDeferred: boolean): LockState | undefined {
    const direct = this.host.paths.ofCall(call);
    if (direct) {
      return direct.declaration === this.relevance.lock
        ? this.operations.operate(direct, call, state, visit, isDeferred)
        : state;
    }
    const callee = this.host.pkg.calleeOf(call);
    if (!callee) return state;
    const fn = callee.function;
    if (fn && callee.kind !== 'interface-method') {
      let current: LockState | undefined = state;
      for (const lock of this.relevance.seenBy(fn, call)) {
        const summary = current && this.#summary(fn, callee, lock, call, current);
        if (!current || !summary) continue;
        const map = (path: PlacePath): PlacePath | undefined =>
          mapped(this.host.paths, path, fn, callee, call);
        current = this.#apply(summary, map, call, current, visit, isDeferred, 'proved');
      }
      return current;
    }
    const mayRelease = this.host
      .releasersBehind(call)
      .some((each) => this.host.summaryOf(each, this.relevance.lock, NO_FACTS)?.releasesForeign.size);
    if (mayRelease) return state.forgetLocks(() => true);
    const index = CALLS_ARGUMENT.get(callee.id);
    const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
    const called = argument?.kind === 'func_literal' ? this.host.pkg.functionAt(argument) : undefined;
    const summary = called && this.host.summaryOf(called, this.relevance.lock, NO_FACTS);
    if (summary) {
      return this.#apply(summary, (path) => path, call, state, visit, isDeferred, 'likely');
    }
    const printed = this.#printed(callee, call, state, visit, isDeferred);
    return printed && this.#passed(call, printed);
  }

  /** What a function called does to a lock, given what is known at the call. */
  #summary(
    fn: GoFunction,
    callee: Callee,
    lock: SyntaxNode,
    call: SyntaxNode,
    state: LockState,
  ): LockSummary | undefined {
    const summary = this.host.summaryOf(fn, lock, NO_FACTS);
    if (!summary || !isConditional(summary)) return summary;
    const facts = new Map(this.#bindings(fn, call, state));
    if (isAsGiven(summary)) {
      for (const [key, fact] of givenFacts(this.host, this.graph, fn, callee, call, state.facts))
        if (!facts.has(key)) facts.set(key, fact);
    }
    return facts.size > 0 ? (this.host.summaryOf(fn, lock, facts) ?? summary) : summary;
  }

  /** A lock whose address an unknown function gets. */
  #passed(call: SyntaxNode, state: LockState): LockState {
    let current = state;
    for (const argument of pointersIn(call)) {
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
      const summary = method && this.host.summaryOf(method, this.relevance.lock, NO_FACTS);
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
    let isNamed = false;
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
          this.record.double(
            clash,
            lock,
            call,
            effect.takenAt,
            isDeferred,
            isSure ? 'proved' : 'likely',
            effect.takes === 'as-given',
          );
          if (isSure && !(clash.lock.mode === 'read' && lock.mode === 'read')) return undefined;
        }
        current = this.operations.taken(lock, call, effect.takenAt, current, effect.takes);
      }
      const [change] = effect.changes;
      // what is released here was not taken under this name: it may be one that was taken under another
      if (mayRelease(effect) && !((current.levelOf(key) ?? 0) > 0))
        current = current.forgetLocks((standing) => standing.lock.key !== key && (standing.level ?? 0) > 0);
      if (effect.changes.length > 1 || change === undefined) {
        if (effect.changes.length > 0) {
          const level = current.levelOf(key);
          // what is neither held nor named here stays of no interest
          if (level !== undefined && (level !== 0 || this.relevance.isMentioned))
            current = current.set({ lock, level: undefined, site: undefined });
          if (mayRelease(effect)) this.operations.noteRelease(lock, current);
        }
      } else if (change !== 0) {
        if (change < 0) current = this.operations.release(lock, current);
        else current = current.set({ lock, level: (current.levelOf(key) ?? 0) + change, site: call });
      }
      isNamed = true;
    }
    // the function releases a lock of this kind by another way: it may be one of ours
    if (summary.releasesForeign.size > 0 && !isNamed) {
      current = current.forgetLocks(() => true);
      this.record.foreign.add(this.relevance.lock);
    }
    return current;
  }

  /** The locks of a function called as its caller names them. */
  #named(
    summary: LockSummary,
    map: (path: PlacePath) => PlacePath | undefined,
    call: SyntaxNode,
  ): readonly NamedEffect[] {
    let byCall = this.#mappings.get(summary);
    if (!byCall) {
      byCall = new Map();
      this.#mappings.set(summary, byCall);
    }
    let named = byCall.get(call);
    if (!named) {
      named = namedEffects(this.host.paths, summary, map, this.relevance.lock);
      for (const { lock } of named) this.record.names.set(lock.key, lock);
      byCall.set(call, named);
    }
    return named;
  }
}

function mayRelease({ changes }: LockEffect): boolean {
  return changes.some((each) => each === undefined || each < 0);
}

/** Whether a function takes a lock by what it is given. */
export function isAsGiven({ effects }: LockSummary): boolean {
  return effects.some(({ takes }) => takes === 'as-given');
}

/** Whether what a function does to locks differs between its paths. */
export function isConditional(summary: LockSummary): boolean {
  return summary.effects.some(
    ({ takes, changes }) => (takes !== 'always' && takes !== 'never') || changes.length > 1,
  );
}
