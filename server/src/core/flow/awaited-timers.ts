import type { PackageModel, VarObject } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { toldByCase, withCopiedError, withEndedContext } from './goroutines/ended-contexts.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import type { BasicBlock, Edge } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import { type Facts, factReaderOf } from './path-facts.ts';

/** Where a loop waits for the channel of a timer that it makes itself. */
export interface AwaitedTimer {
  readonly loop: SyntaxNode;
  readonly select: SyntaxNode;
  /** The clause that receives from the channel. */
  readonly clause: SyntaxNode;
  /** Whether the call stands in the clause, so that the select makes the timer. */
  readonly isInPlace: boolean;
}

/**
 * The select in which the innermost loop around a call receives from the channel that the call gives: in place, or from the local
 * variable that gets it before the select. undefined where nothing or more than that waits for it, or where what earlier rounds have left
 * decides whether the call runs, as in `if timeout == nil { timeout = time.After(d) }`.
 * @param call a call that gives the channel of a timer
 */
export function awaitedTimerOf(pkg: PackageModel, call: SyntaxNode): AwaitedTimer | undefined {
  const around = call.ancestor('communication_case');
  const isInPlace = around?.field('communication')?.contains(call) === true;
  const clause = isInPlace ? around : awaitingClause(pkg, call);
  const select = clause?.parent;
  const [loop] = loopsAround(call);
  if (!clause || !loop || select?.kind !== 'select_statement') return undefined;
  if (isInPlace) return { loop, select, clause, isInPlace };
  const [own] = loopsAround(select);
  // in a case of the select it runs as often as that comes, which may be once
  if (select.contains(call)) return undefined;
  return own === loop && !dependsOnEarlierRounds(pkg, call, loop)
    ? { loop, select, clause, isInPlace }
    : undefined;
}

/** The only clause that receives from the local variable that a call is assigned to; undefined when the variable goes elsewhere. */
function awaitingClause(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const object = assignedVariable(pkg, call);
  if (!object) return undefined;
  let clause: SyntaxNode | undefined;
  for (const mention of pkg.referencesTo(object)) {
    if (pkg.functionOf(mention) !== object.function) return undefined;
    if (mention === object.node || isAssignedWhole(mention)) continue;
    const { parent } = mention;
    if (parent?.kind === 'binary_expression' && nilComparison(pkg, parent)) continue;
    const isReceived = parent?.kind === 'unary_expression' && parent.field('operator')?.text === '<-';
    const each = isReceived ? mention.ancestor('communication_case') : undefined;
    if (!each?.field('communication')?.contains(mention) || clause) return undefined;
    clause = each;
  }
  return clause;
}

/** The local variable of its function that alone gets what a call gives. */
function assignedVariable(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  const { parent } = call;
  if (parent?.kind !== 'expression_list') return undefined;
  const statement = parent.parent;
  const names =
    statement?.kind === 'var_spec'
      ? statement.fieldAll('name')
      : (statement?.field('left')?.namedChildren ?? []);
  const target = names.find((name) => assignedTo(name)?.value === call);
  const object = target && variable(pkg, target);
  return object?.role === 'local' && object.function === pkg.functionOf(call) ? object : undefined;
}

/** Whether a condition on the way to a node in its loop asks for what an earlier round may have changed. */
function dependsOnEarlierRounds(pkg: PackageModel, node: SyntaxNode, loop: SyntaxNode): boolean {
  for (let inner = node; inner !== loop && inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.kind === 'expression_case' || parent.kind === 'default_case') {
      if (parent.parent?.kind !== 'select_statement') return true;
    } else if (parent.kind === 'if_statement' && inner !== parent.field('condition')) {
      if (isOfEarlierRounds(pkg, parent.field('condition'), loop)) return true;
    } else if (parent.kind === 'statement_list') {
      for (const sibling of parent.namedChildren) {
        if (sibling === inner) break;
        const leaves = sibling.kind === 'if_statement' && endsInJump(sibling.field('consequence'));
        if (leaves && isOfEarlierRounds(pkg, sibling.field('condition'), loop)) return true;
      }
    }
  }
  return false;
}

/**
 * Why the timers that a loop leaves behind may be few. `guarded`: what earlier rounds have written decides whether one makes a timer.
 * `finite`: the loop goes over values that are there. `one-event`: the timer ends the loop, and so may what the case that goes round has
 * received: it waits for one event among others. undefined where none of them holds.
 * @param going the clause that goes round while the timer runs
 * @param isLeftByTimer whether the loop does not go on where the timer has fired
 */
export function fewTimers(
  pkg: PackageModel,
  { loop, select }: AwaitedTimer,
  going: SyntaxNode,
  isLeftByTimer: boolean,
): 'guarded' | 'finite' | 'one-event' | undefined {
  for (let inner = select; inner !== loop && inner.parent; inner = inner.parent) {
    const { parent } = inner;
    if (parent.kind !== 'if_statement' || inner === parent.field('condition')) continue;
    if (isOfEarlierRounds(pkg, parent.field('condition'), loop)) return 'guarded';
  }
  if (roundsOf(pkg, loop) === 'finite') return 'finite';
  return isLeftByTimer && isLeftByMessage(pkg, going, loop) ? 'one-event' : undefined;
}

/** Whether a clause may leave a loop for another reason than a closed channel or an error: for what it has received. */
function isLeftByMessage(pkg: PackageModel, clause: SyntaxNode, loop: SyntaxNode): boolean {
  const [, closed] = clause.field('communication')?.field('left')?.namedChildren ?? [];
  const ok = closed && variable(pkg, closed);
  const label = loop.parent?.kind === 'labeled_statement' ? loop.parent.field('label')?.text : undefined;
  const isOfClosing = (jump: SyntaxNode): boolean => {
    for (let each = jump.parent; each && each !== clause; each = each.parent) {
      const asked = each.kind === 'if_statement' ? each.field('condition') : undefined;
      if (!asked) continue;
      if (ok && pkg.referencesTo(ok).some((mention) => asked.contains(mention))) return true;
      const compared = asked.kind === 'binary_expression' ? nilComparison(pkg, asked) : undefined;
      if (compared) return true;
    }
    return false;
  };
  return LEAVES.some((kind) =>
    [...clause.descendants(kind)].some(
      (jump) =>
        pkg.functionOf(jump) === pkg.functionOf(clause) &&
        (kind !== 'break_statement' || (label !== undefined && jump.firstNamedChild?.text === label)) &&
        !isOfClosing(jump),
    ),
  );
}

const LEAVES = ['return_statement', 'goto_statement', 'break_statement'] as const;

/** Whether something in a condition lives longer than a round and is written in the function, or is not known. */
function isOfEarlierRounds(pkg: PackageModel, condition: SyntaxNode | undefined, loop: SyntaxNode): boolean {
  if (!condition) return true;
  const body = loop.field('body');
  const isFresh = (object: VarObject): boolean => body?.contains(object.node) === true;
  for (const call of [condition, ...condition.descendants('call_expression')]) {
    if (call.kind !== 'call_expression') continue;
    const callee = call.field('function');
    let root = callee?.kind === 'selector_expression' ? callee.field('operand') : undefined;
    while (root?.kind === 'selector_expression') root = root.field('operand');
    const object = root && variable(pkg, root);
    // what a method says of something that stays may change
    if (object ? !isFresh(object) : pkg.calleeOf(call)?.id !== 'len') return true;
  }
  for (const name of [condition, ...condition.descendants('identifier')]) {
    if (name.kind !== 'identifier') continue;
    const object = pkg.objectOf(name);
    if (object?.kind !== 'var' || isFresh(object)) continue;
    if (object.role === 'package') return true;
    if (pkg.referencesTo(object).some((mention) => mention !== object.node && isWritten(mention)))
      return true;
  }
  return false;
}

/** Whether a variable, or a field of it, is assigned, or its address is taken, where it is mentioned. */
function isWritten(mention: SyntaxNode): boolean {
  let whole = mention;
  while (whole.parent?.kind === 'selector_expression' && whole.fieldName === 'operand') whole = whole.parent;
  const { parent } = whole;
  if (parent?.kind === 'inc_statement' || parent?.kind === 'dec_statement') return true;
  if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return true;
  return isAssignedWhole(whole);
}

/** Blocks with different facts that are visited before the facts are left out of account. */
const MOST_VISITS = 300;

/**
 * Whether control that enters a case may come to a block without passing another one: not where what the case tells or sets leads out
 * before, as `case <-ctx.Done():` does below `if ctx.Err() != nil { return }`, and `running = false` in `for running`.
 * @param passed where the timer has fired
 */
export function comesRound(
  pkg: PackageModel,
  entered: Edge,
  to: BasicBlock,
  passed: BasicBlock | undefined,
): boolean {
  const reader = factReaderOf(pkg);
  const seen = new Set<string>();
  const work = [{ block: entered.to, facts: withEndedContext(pkg, new Map(), entered) }];
  for (let at = work.pop(); at; at = work.pop()) {
    if (at.block === to || seen.size > MOST_VISITS) return true;
    let { facts } = at;
    for (const node of at.block.nodes) facts = withCopiedError(pkg, reader.learn(facts, node), node);
    for (const edge of at.block.successors) {
      // what a condition says may change until it is asked again
      if (edge.to === passed || !reader.crossed(facts, edge) || isOverheld(pkg, edge, facts)) continue;
      const key = `${edge.to.id}|${[...facts].sort().join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      work.push({ block: edge.to, facts });
    }
  }
  return false;
}

/** Whether an edge is the default of a select that also receives from the Done of a context which has ended. */
function isOverheld(pkg: PackageModel, { kind, condition }: Edge, facts: Facts): boolean {
  if (kind !== 'default' || condition?.parent?.kind !== 'select_statement') return false;
  return condition.parent.namedChildren.some((clause) => {
    const told = toldByCase(pkg, clause);
    return told !== undefined && facts.get(told) === false;
  });
}
