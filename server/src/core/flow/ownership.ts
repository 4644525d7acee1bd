import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { JUMPS } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import type { Conditions } from './conditions.ts';
import { conditionsFor } from './error-checks.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Edge, Exit, Leak } from './model.ts';
import { variable } from './nil-comparison.ts';
import { type Outcome, OutcomeTally, type Trail } from './outcome.ts';
import { wayOf } from './owners.ts';
import type { PathState } from './path-state.ts';
import { StatementEffects, type StatementHost } from './statement-effects.ts';
import type { PathTrace } from './trace.ts';
import { UseClassifier } from './use-classifier.ts';
import type { Effects } from './uses.ts';

/** States visited for one value before it is given up as not judged. */
const BUDGET = 6000;

const STRAIGHT: ReadonlySet<string> = new Set([
  'expression_statement',
  'assignment_statement',
  'short_var_declaration',
]);

/** A point of a path: where it is, what is known, and how it came there. */
interface Visit extends Trail {
  readonly index: number;
  readonly state: PathState;
}

/** Walks every path of a function from one point with the state of one value. */
export class PathWalker implements StatementHost {
  readonly classifier: UseClassifier;
  readonly conditions: Conditions;
  readonly tally = new OutcomeTally();
  readonly exitOf: ReadonlyMap<BasicBlock, Exit>;
  readonly #statements: StatementEffects;

  /**
   * @param acquisition the statement that acquires the value, when the walk starts behind it
   * @param isCoarse remembers only what errors say, for functions with too many paths
   * @param trace told what the walk sees
   */
  constructor(
    readonly pkg: PackageModel,
    readonly graph: ControlFlowGraph,
    readonly type: OwnershipType,
    readonly effects: Effects,
    readonly acquisition: SyntaxNode | undefined,
    readonly isCoarse = false,
    readonly trace: PathTrace | undefined = undefined,
  ) {
    this.conditions = conditionsFor(pkg, graph, type);
    this.classifier = new UseClassifier(pkg, graph.function, type, effects);
    this.exitOf = new Map(graph.exits.map((exit) => [exit.block, exit]));
    this.#statements = new StatementEffects(this);
  }

  walk(block: BasicBlock, index: number, state: PathState): Outcome {
    const outcome = this.#walk(block, index, state);
    if (!outcome.exceeded || this.isCoarse) return outcome;
    const { pkg, graph, type, effects, acquisition, trace } = this;
    const coarse = new PathWalker(pkg, graph, type, effects, acquisition, true, trace);
    return coarse.walk(block, index, state);
  }

  #walk(block: BasicBlock, index: number, state: PathState): Outcome {
    const work: Visit[] = [{ block, index, state, from: undefined, edge: undefined }];
    const seen = new Map<BasicBlock, Set<string>>();
    let visits = 0;
    let exceeded = false;
    while (work.length > 0) {
      const visit = work.pop()!;
      if (++visits > BUDGET) {
        exceeded = true;
        this.trace?.({ kind: 'exceeded' });
        break;
      }
      this.trace?.({ kind: 'enter', block: visit.block, edge: visit.edge, state: visit.state });
      const after = this.#block(visit);
      if (!after) continue;
      for (const edge of visit.block.successors) {
        const crossed = this.conditions.cross(edge, after);
        if (typeof crossed === 'string') {
          this.trace?.({ kind: 'cut', edge, why: crossed });
          continue;
        }
        if (this.#isForNone(edge, crossed)) {
          this.tally.take();
          this.trace?.({ kind: 'cut', edge, why: 'infeasible' });
          continue;
        }
        const next = this.isCoarse ? coarse(crossed) : crossed;
        if (next.isReleased && !after.isReleased) {
          this.tally.end();
          this.trace?.({ kind: 'released-by-condition', edge });
        }
        let keys = seen.get(edge.to);
        if (!keys) {
          keys = new Set();
          seen.set(edge.to, keys);
        }
        if (keys.has(next.key)) {
          this.trace?.({ kind: 'cut', edge, why: 'known' });
          continue;
        }
        keys.add(next.key);
        work.push({ block: edge.to, index: 0, state: next, from: visit, edge });
      }
    }
    return this.tally.outcome(exceeded);
  }

  /** Whether a range loop that hands the value over in every round, or to what may release it, ends before the first: nobody makes one for nothing. */
  #isForNone(edge: Edge, state: PathState): boolean {
    const body = edge.kind === 'done' ? edge.condition?.parent?.field('body') : undefined;
    if (!body || state.isReleased) return false;
    for (const statement of body.namedChildren.flatMap((list) => list.namedChildren)) {
      if (this.#mayJump(statement)) return false;
      if (!STRAIGHT.has(statement.kind)) continue;
      if (!this.graph.blockOf(statement)) return false;
      for (const identifier of statement.descendants('identifier')) {
        const object = variable(this.pkg, identifier);
        const alias = object && state.aliases.get(object);
        if (!object || !alias || isAssignedWhole(identifier)) continue;
        const use = this.classifier.ofMention(identifier, object, alias, state.aliases);
        if (use.kind === 'move' || use.kind === 'release') return true;
      }
    }
    return false;
  }

  /** Whether control may jump away inside a statement. */
  #mayJump(statement: SyntaxNode): boolean {
    const fn = this.pkg.functionOf(statement);
    return [...statement.descendants(...JUMPS)].some((jump) => this.pkg.functionOf(jump) === fn);
  }

  /** The state behind the block, or undefined when the path is over for the value. */
  #block(visit: Visit): PathState | undefined {
    let state = visit.state;
    const { nodes } = visit.block;
    for (let index = visit.index; index < nodes.length; index++) {
      const node = nodes[index]!;
      if (node === this.acquisition && !this.#outlives(node, state)) {
        if (state.isReleased) return undefined;
        this.lose(visit, node, 'loop-iteration', state);
        return undefined;
      }
      const next = this.#statements.after(node, state, visit);
      const after = next && this.conditions.after(node, next);
      if (!after || typeof after === 'string') return undefined;
      if (after.isReleased && !next.isReleased) this.tally.end();
      state = after;
    }
    const exit = this.exitOf.get(visit.block);
    if (!exit) return state;
    this.#leave(exit, state, visit);
    return undefined;
  }

  /** Whether another name than the ones that a statement assigns still stands for the value. */
  #outlives(statement: SyntaxNode, state: PathState): boolean {
    const assigned = new Set(assignmentsOf(statement).map(({ target }) => variable(this.pkg, target)));
    return [...state.aliases].some(
      ([object, alias]) => alias.role === this.type.role && !assigned.has(object),
    );
  }

  #leave(exit: Exit, state: PathState, visit: Visit): void {
    if (exit.kind === 'no-return' || (exit.kind === 'panic' && !exit.isRecovered)) {
      this.trace?.({ kind: 'leave', exit, how: 'no-return' });
      return;
    }
    if (state.isReleased) this.trace?.({ kind: 'leave', exit, how: 'released' });
    else {
      if (this.#returnsByName(exit, state, visit)) {
        this.trace?.({ kind: 'leave', exit, how: 'returned' });
        return;
      }
      const end = this.#runDeferred(exit, state);
      if (end === 'held') {
        const reason = { end: 'end-of-function', panic: 'panic', return: 'early-return' } as const;
        this.lose(visit, exit.node, reason[exit.kind], state);
        return;
      }
      this.trace?.({ kind: 'leave', exit, how: end === 'unknown' ? 'maybe-deferred' : 'deferred' });
      if (end === 'unknown') {
        this.tally.maybeRelease(visit.block);
        return;
      }
      this.tally.release();
    }
    if (exit.kind === 'panic') return;
    if (exit.kind === 'end' || !this.conditions.values.saysFailure(exit.node, state))
      this.tally.leaveUnseen();
  }

  /** What the deferred literals do that release the value under a condition, the last one registered first. */
  #runDeferred(exit: Exit, state: PathState): 'held' | 'released' | 'unknown' {
    if (state.deferred.length === 0) return 'held';
    const atExit = this.#withResults(exit, state).with({ deferred: [] });
    for (const literal of [...state.deferred].reverse()) {
      const graph = graphsOf(this.pkg).graphOf(literal);
      const walker = new PathWalker(this.pkg, graph, this.type, this.effects, undefined, this.isCoarse);
      const outcome = walker.walk(graph.entry, 0, atExit);
      if (outcome.exceeded || outcome.moved > 0 || outcome.maybeReleased > 0) return 'unknown';
      if (outcome.lost.length === 0) return 'released';
      if (outcome.released > 0) return 'unknown';
    }
    return 'held';
  }

  /** A return statement assigns its values to the named results before deferred calls run. */
  #withResults(exit: Exit, state: PathState): PathState {
    const values = exit.kind === 'return' ? (exit.node.firstNamedChild?.namedChildren ?? []) : [];
    const { results } = this.graph.function;
    let current = state;
    if (values.length === 0) return current;
    for (const [index, object] of results.entries()) {
      const value = values.length === results.length ? values[index] : undefined;
      if (!object || (value && variable(this.pkg, value) === object)) continue;
      const assignment = { target: object.node, value, isZero: false };
      current = this.conditions.values.assigned(assignment, object, current.forget(object), state);
    }
    return current;
  }

  /** A bare `return`, or a panic that is recovered, hands over a named result. */
  #returnsByName(exit: Exit, state: PathState, visit: Visit): boolean {
    if (exit.kind === 'end' || (exit.kind === 'return' && exit.node.namedChildren.length > 0)) return false;
    for (const [object, alias] of state.aliases) {
      const index = this.graph.function.results.indexOf(object);
      if (index < 0 || alias.role === 'receipt') continue;
      if (alias.role === 'function')
        this.tally.move({ kind: 'move', result: index, isHolder: true }, visit.block, false);
      else this.tally.returnByName(index, alias.owners && wayOf(alias));
      return true;
    }
    return false;
  }

  /** @param isOfFailedCall whether only the failure of the call that the exit returns leaves the value behind */
  lose(at: Trail, exit: SyntaxNode, reason: Leak['reason'], state: PathState, isOfFailedCall = false): void {
    if ([...state.aliases.values()].some((alias) => alias.role === 'receipt')) {
      this.tally.take();
      return;
    }
    this.trace?.({ kind: 'lost', node: exit, reason });
    const isFailure = exit.kind === 'return_statement' && this.conditions.values.saysFailure(exit, state);
    this.tally.lose(at, exit, reason, state, { isFailure, isOfFailedCall });
  }
}

/** What a path knows without the facts that multiply paths. */
function coarse(state: PathState): PathState {
  const isKept = (object: VarObject): boolean => state.guards.has(object) || state.reading.errors.has(object);
  const facts = new Map([...state.facts].filter(([object]) => isKept(object)));
  return state.with({ facts, links: new Map(), conditions: new Map() });
}
