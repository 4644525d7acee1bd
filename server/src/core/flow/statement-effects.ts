import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf, isAssignedWhole } from './assignments.ts';
import type { Conditions } from './conditions.ts';
import { deferredBefore } from './deferred.ts';
import { isDeferred } from './facts.ts';
import type { BasicBlock, ControlFlowGraph, Exit, Leak } from './model.ts';
import { variable } from './nil-comparison.ts';
import type { OutcomeTally, Trail } from './outcome.ts';
import type { Alias, PathState } from './path-state.ts';
import { failsReleased, readingAfter } from './reading.ts';
import type { PathTrace } from './trace.ts';
import type { UseClassifier } from './use-classifier.ts';
import { type Effects, MOVE, type MoveUse, type Use } from './uses.ts';

/** What the effects of a statement need from the walk over the paths. */
export interface StatementHost {
  readonly pkg: PackageModel;
  readonly graph: ControlFlowGraph;
  readonly type: OwnershipType;
  readonly effects: Effects;
  readonly classifier: UseClassifier;
  readonly conditions: Conditions;
  readonly tally: OutcomeTally;
  readonly exitOf: ReadonlyMap<BasicBlock, Exit>;
  readonly trace: PathTrace | undefined;
  /** The value is lost where a path has come to. */
  lose(at: Trail, exit: SyntaxNode, reason: Leak['reason'], state: PathState, isOfFailedCall?: boolean): void;
}

/** What one statement does to the owned value of a path: uses, moves, releases and losses, which it counts in the tally. */
export class StatementEffects {
  readonly pkg: PackageModel;
  readonly graph: ControlFlowGraph;
  readonly tally: OutcomeTally;

  constructor(readonly host: StatementHost) {
    this.pkg = host.pkg;
    this.graph = host.graph;
    this.tally = host.tally;
  }

  /**
   * The state behind a statement or condition; undefined when the value is moved or lost, or may have been released.
   * @param at the path that has come to it
   */
  after(node: SyntaxNode, state: PathState, at: Trail): PathState | undefined {
    if (node.kind === 'select_statement') return state;
    if (state.isReleased) {
      this.#noteReturnOfReleased(node, state);
      return this.#assignments(node, state, state, at);
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
        use = this.host.classifier.ofMention(identifier, object, alias, current.aliases);
      }
      if (use?.isGuess) this.tally.guess(at.block);
      if (use?.mayOutlast) this.tally.outlast();
      if (!use || !this.graph.evaluates(node, identifier)) continue;
      // what is put into the value's own place is still reached, and closed, through it
      if (isReplaced && use.kind === 'move') continue;
      const literal =
        use.kind === 'release' && !use.surely ? this.#deferredLiteral(node, identifier) : undefined;
      this.host.trace?.(literal ? { kind: 'deferred', literal } : { kind: 'use', node: identifier, use });
      if (use.kind === 'read') continue;
      if (literal) {
        const others = current.deferred.filter((other) => other !== literal);
        current = current.with({ deferred: [...others, literal] });
        continue;
      }
      // `return resp, drain(resp.Body)`: what is released comes back; one that only releases when it fails leaves it
      if (handed) {
        const isReleased = use.kind === 'release' && use.surely;
        if (isReleased && handed.result !== undefined) this.tally.returnReleased(handed.result);
        else if (this.#isReleasedBeside(node, identifier, current)) handed = MOVE;
        continue;
      }
      if (use.kind === 'release') {
        if (!use.surely) {
          this.tally.maybeRelease(at.block);
          return undefined;
        }
        this.tally.release();
        // a caller needs to know how the function is left afterwards
        return this.#assignments(node, current.with({ isReleased: true }), state, at);
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
          this.host.conditions.values.saysFailure(node, current);
        if (result === undefined) this.#noteReturnOfMoved(node, at.block, current);
        this.tally.move(use, at.block, isFailure);
        return undefined;
      }
      if (use.alias.role === 'receipt') this.tally.take();
      current = current.alias(use.object, use.alias);
      current = this.#deferredFor(use.object, use.alias, identifier, current);
      names.add(use.object.name);
      guard = use.error ?? use.isHeld ?? guard;
    }
    if (handed) {
      this.tally.move(handed, at.block, false);
      if (handed.staysOnFailure) this.host.lose(at, node, 'early-return', current, true);
      return undefined;
    }
    let after = this.#assignments(node, current, state, at);
    const failures = this.#releasingErrors(node, state);
    if (after && failures.length > 0) after = after.with({ guards: new Set([...after.guards, ...failures]) });
    if (after && guard) after = after.with({ guards: new Set(after.guards).add(guard) });
    const reading = readingAfter(this.host, node, state);
    return reading === state.reading ? after : after?.with({ reading });
  }

  /** Adds the literals, deferred before a variable or a struct got the value, that may release it through that or hand it over. */
  #deferredFor(object: VarObject, alias: Alias, at: SyntaxNode, state: PathState): PathState {
    const before = deferredBefore(this.pkg, this.graph.function, this.host.effects, object, alias, at);
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
    return this.host.effects.ofCapture(fn, object, alias).releases !== 'never';
  }

  #noteReturnOfReleased(node: SyntaxNode, state: PathState): void {
    if (node.kind !== 'return_statement') return;
    for (const [index, value] of (node.firstNamedChild?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, value);
      if (object && state.aliases.has(object)) this.tally.returnReleased(index);
    }
  }

  /** Results that give back what somebody else has got who may have released it: `err = decode(resp); return resp, err`. */
  #noteReturnOfMoved(node: SyntaxNode, block: BasicBlock, state: PathState): void {
    if (node.kind === 'return_statement') return;
    const reached = new Set([block]);
    for (const each of reached) {
      const exit = this.host.exitOf.get(each);
      if (exit?.kind === 'return') this.#noteReturnOfReleased(exit.node, state);
      for (const { to } of each.successors) reached.add(to);
    }
  }

  /** The errors of methods in a statement that have released the value when they fail: `err := rows.Scan(&id)` of pgx. */
  #releasingErrors(node: SyntaxNode, state: PathState): VarObject[] {
    if (this.host.type.releasedOnError.size === 0) return [];
    const errors: VarObject[] = [];
    for (const call of node.descendants('call_expression')) {
      if (!failsReleased(this.pkg, this.host.type, call, state)) continue;
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
      const use = this.host.classifier.ofLiteralCall(literal, object, alias);
      if (use.kind !== 'read') return use;
    }
    return undefined;
  }

  /** Forgets what is assigned, and remembers flags and copies of errors. */
  #assignments(node: SyntaxNode, state: PathState, before: PathState, at: Trail): PathState | undefined {
    let current = state;
    for (const assignment of assignmentsOf(node)) {
      const object = variable(this.pkg, assignment.target);
      if (!object) continue;
      const isNewAlias =
        current.aliases.has(object) && current.aliases.get(object) !== before.aliases.get(object);
      if (isNewAlias) continue;
      const wasAlias = current.aliases.has(object);
      if (current.aliases.get(object)?.role === 'receipt') {
        this.tally.take();
        return undefined;
      }
      const next = current.forget(object);
      if (
        wasAlias &&
        !state.isReleased &&
        ![...next.aliases.values()].some((alias) => alias.role === this.host.type.role)
      ) {
        this.host.lose(at, node, 'overwritten', current);
        return undefined;
      }
      current = this.host.conditions.values.assigned(assignment, object, next, before);
    }
    return current;
  }
}
