import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { JUMPS } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import type { Conditions } from './conditions.ts';
import { deferredBefore } from './deferred.ts';
import { conditionsFor } from './error-checks.ts';
import { isDeferred } from './facts.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Edge, Exit, Leak } from './model.ts';
import { variable } from './nil-comparison.ts';
import { type Outcome, OutcomeTally, type Trail } from './outcome.ts';
import { wayOf } from './owners.ts';
import type { Alias, PathState } from './path-state.ts';
import { failsReleased, readingAfter } from './reading.ts';
import type { PathTrace } from './trace.ts';
import { UseClassifier } from './use-classifier.ts';
import { type Effects, MOVE, type MoveUse, type Use } from './uses.ts';

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
export class PathWalker {
  readonly #classifier: UseClassifier;
  readonly #conditions: Conditions;
  readonly #tally = new OutcomeTally();
  readonly #exitOf = new Map<BasicBlock, ControlFlowGraph['exits'][number]>();

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
        if (this.#isForNone(edge, crossed)) {
          this.#tally.take();
          this.trace?.({ kind: 'cut', edge, why: 'infeasible' });
          continue;
        }
        const next = this.isCoarse ? coarse(crossed) : crossed;
        if (next.isReleased && !after.isReleased) {
          this.#tally.end();
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
    return this.#tally.outcome(exceeded);
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
        const use = this.#classifier.ofMention(identifier, object, alias, state.aliases);
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
        this.#lose(visit, node, 'loop-iteration', state);
        return undefined;
      }
      const next = this.#node(node, state, visit);
      const after = next && this.#conditions.after(node, next);
      if (!after || typeof after === 'string') return undefined;
      if (after.isReleased && !next.isReleased) this.#tally.end();
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
        this.#tally.maybeRelease(visit.block);
        return;
      }
      this.#tally.release();
    }
    if (exit.kind === 'panic') return;
    if (exit.kind === 'end' || !this.#conditions.values.saysFailure(exit.node, state))
      this.#tally.leaveUnseen();
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
    let handed: MoveUse | undefined;
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
      if (use?.isGuess) this.#tally.guess();
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
      // `return resp, drain(resp.Body)`: what is released comes back; one that only releases when it fails leaves it
      if (handed) {
        const isReleased = use.kind === 'release' && use.surely;
        if (isReleased && handed.result !== undefined) this.#tally.returnReleased(handed.result);
        else if (this.#isReleasedBeside(node, identifier, current)) handed = MOVE;
        continue;
      }
      if (use.kind === 'release') {
        if (!use.surely) {
          this.#tally.maybeRelease(visit.block);
          return undefined;
        }
        this.#tally.release();
        // a caller needs to know how the function is left afterwards
        return this.#assignments(node, current.with({ isReleased: true }), state, visit);
      }
      if (use.kind === 'move') {
        const { result } = use;
        if (node.kind === 'return_statement' && result !== undefined && !use.isHolder) {
          handed = use;
          continue;
        }
        const isFailure =
          result === undefined &&
          node.kind === 'return_statement' &&
          this.#conditions.values.saysFailure(node, current);
        if (result === undefined) this.#noteReturnOfMoved(node, visit.block, current);
        this.#tally.move(use, visit.block, isFailure);
        return undefined;
      }
      if (use.alias.role === 'receipt') this.#tally.take();
      current = current.alias(use.object, use.alias);
      if (use.alias.owners) current = this.#deferredFor(use.object, use.alias, identifier, current);
      names.add(use.object.name);
      guard = use.error ?? use.isHeld ?? guard;
    }
    if (handed) {
      this.#tally.move(handed, visit.block, false);
      if (handed.staysOnFailure) this.#lose(visit, node, 'early-return', current);
      return undefined;
    }
    let after = this.#assignments(node, current, state, visit);
    const failures = this.#releasingErrors(node, state);
    if (after && failures.length > 0) after = after.with({ guards: new Set([...after.guards, ...failures]) });
    if (after && guard) after = after.with({ guards: new Set(after.guards).add(guard) });
    const reading = readingAfter(this, node, state);
    return reading === state.reading ? after : after?.with({ reading });
  }

  /** Adds the literals, deferred before the struct got the value, that may release it through the struct. */
  #deferredFor(object: VarObject, alias: Alias, at: SyntaxNode, state: PathState): PathState {
    const before = deferredBefore(this.pkg, this.graph.function, this.effects, object, alias, at);
    const deferred = before.filter((literal) => !state.deferred.includes(literal));
    return deferred.length > 0 ? state.with({ deferred: [...deferred, ...state.deferred] }) : state;
  }

  /** The literal of a defer statement that captures the value. */
  #deferredLiteral(node: SyntaxNode, identifier: SyntaxNode): GoFunction | undefined {
    if (node.kind !== 'defer_statement') return undefined;
    let fn = this.pkg.functionOf(identifier);
    while (fn?.outer && fn.outer !== this.graph.function) fn = fn.outer;
    return fn?.outer === this.graph.function && isDeferred(fn.node) ? fn : undefined;
  }

  /** Whether a mention stands in a literal that a return statement gives beside the value, and that may release it. */
  #isReleasedBeside(statement: SyntaxNode, mention: SyntaxNode, state: PathState): boolean {
    let fn = this.pkg.functionOf(mention);
    while (fn?.outer && fn.outer !== this.graph.function) fn = fn.outer;
    const object = variable(this.pkg, mention);
    const alias = object && state.aliases.get(object);
    if (!fn?.outer || !alias || fn.node.parent?.parent !== statement) return false;
    return this.effects.ofCapture(fn, object, alias).releases !== 'never';
  }

  #noteReturnOfReleased(node: SyntaxNode, state: PathState): void {
    if (node.kind !== 'return_statement') return;
    for (const [index, value] of (node.firstNamedChild?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, value);
      if (object && state.aliases.has(object)) this.#tally.returnReleased(index);
    }
  }

  /** Results that give back what somebody else has got who may have released it: `err = decode(resp); return resp, err`. */
  #noteReturnOfMoved(node: SyntaxNode, block: BasicBlock, state: PathState): void {
    if (node.kind === 'return_statement') return;
    const reached = new Set([block]);
    for (const each of reached) {
      const exit = this.#exitOf.get(each);
      if (exit?.kind === 'return') this.#noteReturnOfReleased(exit.node, state);
      for (const { to } of each.successors) reached.add(to);
    }
  }

  /** The errors of methods in a statement that have released the value when they fail: `err := rows.Scan(&id)` of pgx. */
  #releasingErrors(node: SyntaxNode, state: PathState): VarObject[] {
    if (this.type.releasedOnError.size === 0) return [];
    const errors: VarObject[] = [];
    for (const call of node.descendants('call_expression')) {
      if (!failsReleased(this.pkg, this.type, call, state)) continue;
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
        this.#tally.take();
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
      this.#tally.returnByName(index, alias.owners && wayOf(alias));
      return true;
    }
    return false;
  }

  #lose(visit: Visit, exit: SyntaxNode, reason: Leak['reason'], state: PathState): void {
    if ([...state.aliases.values()].some((alias) => alias.role === 'receipt')) {
      this.#tally.take();
      return;
    }
    this.trace?.({ kind: 'lost', node: exit, reason });
    const isFailure = exit.kind === 'return_statement' && this.#conditions.values.saysFailure(exit, state);
    this.#tally.lose(visit, exit, reason, state, isFailure);
  }
}

/** What a path knows without the facts that multiply paths. */
function coarse(state: PathState): PathState {
  const isKept = (object: VarObject): boolean => state.guards.has(object) || state.reading.errors.has(object);
  const facts = new Map([...state.facts].filter(([object]) => isKept(object)));
  return state.with({ facts, links: new Map(), conditions: new Map() });
}
