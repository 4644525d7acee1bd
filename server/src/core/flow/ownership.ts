import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import type { Conditions } from './conditions.ts';
import { conditionsFor } from './error-checks.ts';
import { isDeferred } from './facts.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Edge, Exit, FreshResults, Leak, WitnessStep } from './model.ts';
import { variable } from './nil-comparison.ts';
import { wayOf } from './owners.ts';
import { type PathState, REMAINS, type Reading, type Way } from './path-state.ts';
import { isCloser, readingAfter } from './reading.ts';
import type { PathTrace } from './trace.ts';
import { UseClassifier } from './use-classifier.ts';
import type { Effects, Use } from './uses.ts';

/** States visited for one value before it is given up as not judged. */
const BUDGET = 6000;

/** A point of a path: where it is, what is known, and how it came there. */
interface Visit {
  readonly block: BasicBlock;
  readonly index: number;
  readonly state: PathState;
  readonly from: Visit | undefined;
  readonly edge: Edge | undefined;
}

export interface LostValue {
  readonly exit: SyntaxNode;
  readonly reason: Leak['reason'];
  readonly path: readonly WitnessStep[];
  /** Whether an error check proved on this path that the value is there. */
  readonly isCertain: boolean;
  /** Variables that stand for it there. */
  readonly names: ReadonlySet<VarObject>;
  /** How the last read to its end went on this path. */
  readonly reading: Reading['outcome'];
  /** Whether a path on which the value has become somebody else's may leave here too: releasing it here would hit both. */
  readonly isShared: boolean;
}

/** What all paths from a point do with a value. */
export interface Outcome {
  readonly lost: readonly LostValue[];
  readonly released: number;
  /** Of those, the ones that have run it to its end. */
  readonly ended: number;
  /** Paths on which a release depends on something unknown. */
  readonly maybeReleased: number;
  /** Paths on which it becomes somebody else's, returned or kept. */
  readonly moved: number;
  /** Of those, the ones on which it is not simply returned. */
  readonly kept: number;
  /** Of those, the ones that put it into an error that is returned. */
  readonly keptOnFailure: number;
  /** Results that hand it over; not those that some path gives back already released. */
  readonly returned: FreshResults;
  /** Results that are structs which hold it and never release it. */
  readonly held: ReadonlySet<number>;
  /** Paths that release and then leave in a way that a caller cannot tell from one that hands the value back. */
  readonly releasedUnseen: number;
  /** The paths were too many; nothing is known. */
  readonly exceeded: boolean;
  /** Something of unknown body saw the value and was taken for a reader. */
  readonly isGuess: boolean;
}

/** Walks every path of a function from one point with the state of one value. */
export class PathWalker {
  readonly #classifier: UseClassifier;
  readonly #conditions: Conditions;
  readonly #lost: (Omit<LostValue, 'isShared'> & { readonly block: BasicBlock })[] = [];
  readonly #movedIn = new Set<BasicBlock>();
  readonly #lostAt = new Map<SyntaxNode, number>();
  readonly #returned = new Map<number, Way | undefined>();
  readonly #returnedOtherwise = new Set<number>();
  readonly #held = new Set<number>();
  readonly #returnedReleased = new Set<number>();
  readonly #exitOf = new Map<BasicBlock, ControlFlowGraph['exits'][number]>();
  #released = 0;
  #ended = 0;
  #maybeReleased = 0;
  #releasedUnseen = 0;
  #moved = 0;
  #kept = 0;
  #keptOnFailure = 0;
  #isGuess = false;

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
    readonly trace?: PathTrace,
  ) {
    this.#conditions = conditionsFor(pkg, graph, type);
    this.#classifier = new UseClassifier(pkg, graph.function, type, effects);
    for (const exit of graph.exits) this.#exitOf.set(exit.block, exit);
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
        const crossed = this.#conditions.cross(edge, after);
        if (typeof crossed === 'string') {
          this.trace?.({ kind: 'cut', edge, why: crossed });
          continue;
        }
        const next = this.isCoarse ? coarse(crossed) : crossed;
        if (next.isReleased && !after.isReleased) {
          this.#released++;
          this.#ended++;
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
    return {
      lost: exceeded ? [] : this.#lostValues(),
      released: this.#released,
      ended: this.#ended,
      maybeReleased: this.#maybeReleased,
      moved: this.#moved,
      kept: this.#kept + this.#returnedOtherwise.size,
      keptOnFailure: this.#keptOnFailure,
      returned: new Map(
        [...this.#returned].filter(
          ([index]) => !this.#returnedReleased.has(index) && !this.#returnedOtherwise.has(index),
        ),
      ),
      held: this.#held,
      releasedUnseen: this.#releasedUnseen,
      exceeded,
      isGuess: this.#isGuess,
    };
  }

  #lostValues(): LostValue[] {
    const behindMoves = new Set(this.#movedIn);
    for (const block of behindMoves) for (const { to } of block.successors) behindMoves.add(to);
    return this.#lost.map(({ block, ...lost }) => ({ ...lost, isShared: behindMoves.has(block) }));
  }

  /** The state behind the block, or undefined when the path is over for the value. */
  #block(visit: Visit): PathState | undefined {
    let state = visit.state;
    const { nodes } = visit.block;
    for (let index = visit.index; index < nodes.length; index++) {
      const node = nodes[index]!;
      if (node === this.acquisition && !this.#outlives(node, state)) {
        if (state.isReleased) return undefined;
        this.#lose(visit, node, 'loop-iteration', state);
        return undefined;
      }
      const next = this.#node(node, state, visit);
      const after = next && this.#conditions.after(node, next);
      if (!after || typeof after === 'string') return undefined;
      state = after;
    }
    const exit = this.#exitOf.get(visit.block);
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
      if (this.#returnsByName(exit, state)) {
        this.trace?.({ kind: 'leave', exit, how: 'returned' });
        return;
      }
      const end = this.#runDeferred(exit, state);
      if (end === 'held') {
        const reason = { end: 'end-of-function', panic: 'panic', return: 'early-return' } as const;
        this.#lose(visit, exit.node, reason[exit.kind], state);
        return;
      }
      this.trace?.({ kind: 'leave', exit, how: end === 'unknown' ? 'maybe-deferred' : 'deferred' });
      if (end === 'unknown') {
        this.#movedIn.add(visit.block);
        this.#maybeReleased++;
        this.#releasedUnseen++;
        return;
      }
      this.#released++;
    }
    if (exit.kind === 'panic') return;
    if (exit.kind === 'end' || !this.#conditions.values.saysFailure(exit.node, state)) this.#releasedUnseen++;
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
      current = this.#conditions.values.assigned(assignment, object, current.forget(object), state);
    }
    return current;
  }

  /** Effects of one statement or condition; undefined when the value is released, moved or lost. */
  #node(node: SyntaxNode, state: PathState, visit: Visit): PathState | undefined {
    if (node.kind === 'select_statement') return state;
    if (state.isReleased) {
      this.#noteReturnOfReleased(node, state);
      return this.#assignments(node, state, state, visit);
    }
    const names = new Set([...state.aliases.keys()].map((object) => object.name));
    let current = state;
    let guard: VarObject | undefined;
    const isReplaced = this.#replacesCloser(node, state);
    for (const identifier of node.descendants('identifier', 'func_literal', 'call_expression')) {
      let use: Use | undefined;
      if (identifier.kind === 'call_expression') use = this.#literalCall(identifier, current);
      else if (identifier.kind === 'identifier' && names.has(identifier.text)) {
        const object = variable(this.pkg, identifier);
        const alias = object && current.aliases.get(object);
        if (!object || !alias || isAssignedWhole(identifier)) continue;
        use = this.#classifier.ofMention(identifier, object, alias, current.aliases);
      }
      if (use?.isGuess) this.#isGuess = true;
      if (!use || !this.graph.evaluates(node, identifier)) continue;
      // what is put into the value's own place is still reached, and closed, through it
      if (isReplaced && use.kind === 'move') continue;
      const literal =
        use.kind === 'release' && !use.surely ? this.#deferredLiteral(node, identifier) : undefined;
      this.trace?.(literal ? { kind: 'deferred', literal } : { kind: 'use', node: identifier, use });
      if (use.kind === 'read') continue;
      if (literal) {
        const others = current.deferred.filter((other) => other !== literal);
        current = current.with({ deferred: [...others, literal] });
        continue;
      }
      if (use.kind === 'release') {
        if (use.surely) this.#released++;
        else {
          this.#maybeReleased++;
          this.#releasedUnseen++;
          this.#movedIn.add(visit.block);
        }
        // a caller needs to know how the function is left afterwards
        if (use.surely) return this.#assignments(node, current.with({ isReleased: true }), state, visit);
        return undefined;
      }
      if (use.kind === 'move') {
        if (use.result !== undefined && use.isHolder) this.#held.add(use.result);
        else if (use.result !== undefined) this.#return(use.result, use.way);
        else if (node.kind === 'return_statement' && this.#conditions.values.saysFailure(node, current))
          this.#keptOnFailure++;
        else this.#kept++;
        this.#moved++;
        this.#movedIn.add(visit.block);
        return undefined;
      }
      if (use.alias.role === 'receipt') this.#taken();
      current = current.alias(use.object, use.alias);
      names.add(use.object.name);
      if (use.error) guard = use.error;
    }
    let after = this.#assignments(node, current, state, visit);
    const failures = this.#releasingErrors(node, state);
    if (after && failures.length > 0) after = after.with({ guards: new Set([...after.guards, ...failures]) });
    if (after && guard) after = after.with({ guards: new Set(after.guards).add(guard) });
    const reading = readingAfter(this, node, state);
    return reading === state.reading ? after : after?.with({ reading });
  }

  /** The literal of a defer statement that captures the value. */
  #deferredLiteral(node: SyntaxNode, identifier: SyntaxNode): GoFunction | undefined {
    if (node.kind !== 'defer_statement') return undefined;
    let fn = this.pkg.functionOf(identifier);
    while (fn?.outer && fn.outer !== this.graph.function) fn = fn.outer;
    return fn?.outer === this.graph.function && isDeferred(fn.node) ? fn : undefined;
  }

  #noteReturnOfReleased(node: SyntaxNode, state: PathState): void {
    if (node.kind !== 'return_statement') return;
    for (const [index, value] of (node.firstNamedChild?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, value);
      if (object && state.aliases.has(object)) this.#returnedReleased.add(index);
    }
  }

  /** The errors of methods in a statement that have released the value when they fail: `err := rows.Scan(&id)` of pgx. */
  #releasingErrors(node: SyntaxNode, state: PathState): VarObject[] {
    if (this.type.releasedOnError.size === 0) return [];
    const errors: VarObject[] = [];
    for (const call of node.descendants('call_expression')) {
      const method = call.field('function');
      if (method?.kind !== 'selector_expression') continue;
      if (!this.type.releasedOnError.has(method.field('field')?.text ?? '')) continue;
      if (!isCloser(this.pkg, method.field('operand')!, state)) continue;
      const targets = call.parent?.parent?.field('left')?.namedChildren ?? [];
      const last = targets[targets.length - 1];
      const error = last && variable(this.pkg, last);
      if (error) errors.push(error);
    }
    return errors;
  }

  /** Whether a statement assigns to the field that leads to the closer: `resp.Body = wrap(resp.Body)`. */
  #replacesCloser(node: SyntaxNode, state: PathState): boolean {
    if (node.kind !== 'assignment_statement') return false;
    return (node.field('left')?.namedChildren ?? []).some((target) => {
      const operand = target.kind === 'selector_expression' ? target.field('operand') : undefined;
      const object = operand && variable(this.pkg, operand);
      const alias = object && state.aliases.get(object);
      return alias !== undefined && alias.rest.length > 0 && alias.rest[0] === target.field('field')?.text;
    });
  }

  /** A call of a local variable that holds a literal which captures the value. */
  #literalCall(call: SyntaxNode, state: PathState): Use | undefined {
    const callee = call.field('function');
    if (callee?.kind !== 'identifier') return undefined;
    const literal = this.pkg.calleeOf(call)?.function;
    if (literal?.node.kind !== 'func_literal' || literal.outer !== this.graph.function) return undefined;
    for (const [object, alias] of state.aliases) {
      const mentions = this.pkg.referencesTo(object).some((reference) => literal.node.contains(reference));
      if (!mentions) continue;
      const use = this.#classifier.ofLiteralCall(literal, object, alias);
      if (use.kind !== 'read') return use;
    }
    return undefined;
  }

  /** Forgets what is assigned, and remembers flags and copies of errors. */
  #assignments(node: SyntaxNode, state: PathState, before: PathState, visit: Visit): PathState | undefined {
    let current = state;
    for (const assignment of assignmentsOf(node)) {
      const object = variable(this.pkg, assignment.target);
      if (!object) continue;
      const isNewAlias =
        current.aliases.has(object) && current.aliases.get(object) !== before.aliases.get(object);
      if (isNewAlias) continue;
      const wasAlias = current.aliases.has(object);
      if (current.aliases.get(object)?.role === 'receipt') {
        this.#taken();
        return undefined;
      }
      const next = current.forget(object);
      if (
        wasAlias &&
        !state.isReleased &&
        ![...next.aliases.values()].some((alias) => alias.role === this.type.role)
      ) {
        this.#lose(visit, node, 'overwritten', current);
        return undefined;
      }
      current = this.#conditions.values.assigned(assignment, object, next, before);
    }
    return current;
  }

  /** A bare `return`, or a panic that is recovered, hands over a named result. */
  #returnsByName(exit: Exit, state: PathState): boolean {
    if (exit.kind === 'end' || (exit.kind === 'return' && exit.node.namedChildren.length > 0)) return false;
    for (const [object, alias] of state.aliases) {
      const index = this.graph.function.results.indexOf(object);
      if (index < 0 || alias.role === 'receipt') continue;
      this.#return(index, alias.owners && wayOf(alias));
      this.#moved++;
      return true;
    }
    return false;
  }

  /** A result that is the value on one path and a struct which owns it on another counts as kept. */
  #return(index: number, way: Way | undefined): void {
    const known = this.#returned.get(index);
    if (this.#returned.has(index) && known?.rest.join('.') !== way?.rest.join('.'))
      this.#returnedOtherwise.add(index);
    this.#returned.set(index, way);
  }

  /** Somebody has it who would have said so otherwise. */
  #taken(): void {
    this.#moved++;
    this.#kept++;
  }

  #lose(visit: Visit, exit: SyntaxNode, reason: Leak['reason'], state: PathState): void {
    if ([...state.aliases.values()].some((alias) => alias.role === 'receipt')) {
      this.#taken();
      return;
    }
    this.trace?.({ kind: 'lost', node: exit, reason });
    // of the paths that leave at one place the one is told on which most stays behind
    const known = this.#lostAt.get(exit);
    if (known !== undefined && REMAINS[this.#lost[known]!.reading] >= REMAINS[state.reading.outcome]) return;
    const at = known ?? this.#lost.length;
    this.#lostAt.set(exit, at);
    this.#lost[at] = {
      exit,
      reason,
      block: visit.block,
      path: witness(visit, exit, reason),
      isCertain: state.isCertain,
      names: new Set(state.aliases.keys()),
      reading: state.reading.outcome,
    };
  }
}

/** The branches taken, the last ones when there are many. */
function witness(last: Visit, exit: SyntaxNode, reason: Leak['reason']): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let visit: Visit | undefined = last; visit; visit = visit.from) {
    const edge = visit.edge;
    if (!edge?.condition) continue;
    if (edge.kind === 'true' || edge.kind === 'false') {
      steps.push({ node: edge.condition, kind: 'branch', taken: edge.kind === 'true' });
    } else if (edge.kind === 'case' || edge.kind === 'default') {
      steps.push({ node: edge.condition, kind: 'branch', taken: undefined });
    } else steps.push({ node: edge.condition, kind: 'loop', taken: edge.kind === 'iterate' });
  }
  steps.reverse();
  steps.push({ node: exit, kind: reason === 'overwritten' ? 'overwrite' : 'exit', taken: undefined });
  return steps;
}

/** What a path knows without the facts that multiply paths. */
function coarse(state: PathState): PathState {
  const isKept = (object: VarObject): boolean => state.guards.has(object) || state.reading.errors.has(object);
  const facts = new Map([...state.facts].filter(([object]) => isKept(object)));
  return state.with({ facts, links: new Map(), conditions: new Map() });
}
