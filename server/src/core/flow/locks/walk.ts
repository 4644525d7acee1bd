import type { SyntaxNode } from '../../syntax/tree.ts';
import { assignmentsOf } from '../assignments.ts';
import type { BasicBlock, ControlFlowGraph, Exit } from '../model.ts';
import { isConditional, LockCalls } from './calls.ts';
import { Conditions } from './conditions.ts';
import { isPutAway, recovers } from './exits.ts';
import { type LockHost, NO_FACTS } from './host.ts';
import type { LockSummary } from './model.ts';
import { LockOperations } from './operations.ts';
import { type Visit, type Walked, WalkRecord } from './record.ts';
import { Relevance } from './relevance.ts';
import { type Fact, LockState } from './state.ts';

/** More steps than this and nothing is known of a function. */
const BUDGET = 2000;

const NOTHING: LockSummary = { effects: [], releasesForeign: new Set() };

/** Walks every path of a function with one lock. */
export class LockWalker {
  readonly #conditions: Conditions;
  readonly #record: WalkRecord;
  readonly #relevance: Relevance;
  readonly #operations: LockOperations;
  readonly #calls: LockCalls;
  readonly #recovers: boolean;

  constructor(
    readonly host: LockHost,
    readonly graph: ControlFlowGraph,
    /** The declaration of the lock. */
    readonly lock: SyntaxNode,
  ) {
    this.#record = new WalkRecord(host, graph);
    this.#relevance = new Relevance(host, graph.function, lock);
    this.#operations = new LockOperations(host, this.#record, lock);
    this.#conditions = new Conditions(
      host.pkg,
      host.paths,
      graph,
      (literal) => this.#relevance.changesLocks(literal),
      (statement) => this.#relevance.decides(statement),
      (call) => {
        const fn = host.pkg.calleeOf(call)?.function;
        if (!fn) return false;
        return this.#relevance.seenBy(fn, call).some((each) => {
          const summary = host.summaryOf(fn, each, NO_FACTS);
          return summary !== undefined && isConditional(summary);
        });
      },
    );
    this.#calls = new LockCalls(
      host,
      graph,
      this.#record,
      this.#relevance,
      this.#conditions,
      this.#operations,
    );
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
      if (++visits > BUDGET)
        return {
          sections: [],
          held: [],
          releases: new Map(),
          sites: new Map(),
          doubles: [],
          summary: NOTHING,
          isOverBudget: true,
        };
      const state = this.#block(visit);
      if (!state) continue;
      for (const edge of visit.block.successors) {
        const crossed = this.#conditions.cross(edge, state);
        const next = crossed && this.#operations.attempted(edge, crossed);
        if (!next) continue;
        let keys = seen.get(edge.to);
        if (!keys) {
          keys = new Map();
          seen.set(edge.to, keys);
        }
        const before = keys.get(next.key);
        if (before) {
          // from here on the two are one: what only the first has taken is taken on some paths
          for (const key of before.acquired) if (!next.acquired.has(key)) this.#record.maybeTaken.add(key);
          continue;
        }
        keys.set(next.key, next);
        work.push({ block: edge.to, state: next, from: visit, edge });
      }
    }
    return this.#record.result();
  }

  /** The state behind a block; undefined when the path ends in it. */
  #block(visit: Visit): LockState | undefined {
    let state: LockState | undefined = visit.state;
    for (const node of visit.block.nodes) {
      state = this.#node(node, state, visit);
      if (!state) return undefined;
    }
    const exit = this.graph.exitOf(visit.block);
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
      if (call) state = this.#calls.call(call, state, visit, true);
      if (!state) return;
    }
    for (const site of state.released) {
      let ways = this.#record.releases.get(site);
      if (!ways) {
        ways = new Set();
        this.#record.releases.set(site, ways);
      }
      ways.add(exit.node);
    }
    if (isReturn) {
      this.#record.returned.push({ state, exit: exit.node });
    } else if (!this.#recovers) return;
    for (const standing of state.standings.values()) {
      if (standing.level === undefined || standing.level <= 0 || !standing.site) continue;
      this.#record.hold(
        standing,
        exit.node,
        isReturn ? (exit.kind as 'return' | 'end') : 'panic',
        state,
        visit,
      );
    }
  }

  /** Effects of one statement or condition; undefined when the path cannot go on. */
  #node(node: SyntaxNode, state: LockState, visit: Visit): LockState | undefined {
    this.#record.evaluate(node, state);
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
      return current.deferred.includes(node) || !this.#relevance.concerns(call)
        ? current
        : current.with({ deferred: [...current.deferred, node] });
    }
    const direct = this.host.paths.ofCall(call);
    if (direct?.operation.kind === 'unlock' && direct.declaration === this.lock) {
      return current.forgetLocks(() => true);
    }
    const fn = this.host.pkg.calleeOf(call)?.function;
    return fn ? this.#calls.startedBy(call, fn, current) : current;
  }

  /** What calls, method values and literals inside a node do to locks, in the order in which they run. */
  #expressions(node: SyntaxNode, state: LockState, visit: Visit): LockState | undefined {
    let current: LockState | undefined = state;
    for (const action of this.#relevance.actionsIn(node)) {
      current =
        action.kind === 'call_expression'
          ? this.#calls.call(action, current, visit, false)
          : action.kind === 'func_literal'
            ? this.#calls.handedTo(this.host.pkg.functionAt(action)!, current)
            : // whoever gets the method may release the lock
              current.forgetLocks(() => true);
      if (!current) return undefined;
    }
    return current;
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
        if (standing.site && (standing.level ?? 0) > 0 && !this.#isDeferred(state))
          this.#record.hold(standing, node, 'loop', state, visit);
        state = state.set({ ...standing, level: 0 });
      }
      if (value?.kind === 'call_expression') {
        const call = this.host.paths.ofCall(value);
        const lock =
          call?.operation.kind === 'try' && call.declaration === this.lock
            ? this.#operations.name(call)
            : undefined;
        if (lock) {
          this.#record.names.set(lock.key, lock);
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
  #isDeferred(state: LockState): boolean {
    return state.deferred.some((statement) => {
      const call = statement.namedChildren.find((child) => child.kind === 'call_expression');
      const direct = call && this.host.paths.ofCall(call);
      if (direct) return direct.declaration === this.lock;
      const fn = call && this.host.pkg.calleeOf(call)?.function;
      return (
        fn !== undefined && (this.host.summaryOf(fn, this.lock, NO_FACTS)?.releasesForeign.size ?? 0) > 0
      );
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
