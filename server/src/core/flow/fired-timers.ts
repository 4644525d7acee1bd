import type { PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { madeContexts } from './context-makers.ts';
import { comesBack } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import { leadsBack } from './way-back.ts';

/**
 * Whether a timer has fired on every way from a statement of a loop back to it, as a receive from its channel says: it
 * is in no heap of the runtime any more (time/sleep.go, Stop: "false if the timer has already expired").
 * @param timer a variable
 */
export function hasFiredByNextRound(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  timer: SyntaxNode,
): boolean {
  const object = variable(pkg, timer);
  const start = graph.blockOf(statement);
  if (!object || !start || namedId(pkg.typeOfObject(object)) !== 'time.Timer') return false;
  const received = new Set<BasicBlock>();
  const selectors = pkg.referencesTo(object).map(({ parent }) => parent);
  // running again
  if (selectors.some((each) => each?.field('field')?.text === 'Reset')) return false;
  for (const parent of selectors) {
    const receive = parent?.field('field')?.text === 'C' ? parent.parent : undefined;
    const isReceive = receive?.kind === 'unary_expression' && receive.field('operator')?.text === '<-';
    if (!isReceive || pkg.functionOf(receive) !== graph.function) continue;
    const block = graph.blockOf(receive);
    if (block === start && receive.start > statement.start) return true;
    if (block) received.add(block);
  }
  return received.size > 0 && !comesBack(start, received);
}

/**
 * Whether every way from a statement of a loop back to it has learned that a deadline has passed or that the context is done: what
 * the context of a cancel function held has been given back then (context/context.go, WithDeadlineCause: its timer cancels it).
 * @param cancel a variable that a call gave together with a context
 */
export function hasTimedOutByNextRound(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  cancel: SyntaxNode,
): boolean {
  const object = variable(pkg, cancel);
  const context = object && contextWith(pkg, object);
  if (!object || !context) return false;
  const tells = (edge: Edge): boolean => {
    if (!edge.condition) return false;
    if (edge.kind === 'case') return isReceiveOfDone(pkg, edge.condition, context);
    return (
      (edge.kind === 'true' || edge.kind === 'false') &&
      saysOver(pkg, edge.condition, edge.kind === 'true', context)
    );
  };
  const waits = graph.blocks.filter(({ nodes }) =>
    nodes.some((node) => node.kind === 'expression_statement' && isReceiveOfDone(pkg, node, context)),
  );
  return !leadsBack(pkg, graph, statement, new Set(waits), tells);
}

/** The context with a deadline that each assignment of a cancel function sets with it. */
function contextWith(pkg: PackageModel, cancel: VarObject): VarObject | undefined {
  const found = new Set<VarObject | undefined>();
  for (const mention of pkg.referencesTo(cancel)) {
    const statement = mention.parent?.kind === 'expression_list' ? mention.parent.parent : undefined;
    const targets = targetsOf(statement);
    const index = targets.indexOf(mention);
    if (index < 0) continue;
    const call = statement?.field('right')?.firstNamedChild;
    const made = call?.kind === 'call_expression' ? madeContexts(pkg, call, index) : undefined;
    const isLimited = made !== undefined && made.length > 0 && made.every(({ hasDeadline }) => hasDeadline);
    found.add(isLimited && targets[0] ? variable(pkg, targets[0]) : undefined);
  }
  const [context, ...others] = found;
  return others.length === 0 ? context : undefined;
}

/** Whether a condition being true or false says that a deadline has passed, or that a context is done. */
function saysOver(pkg: PackageModel, condition: SyntaxNode, holds: boolean, context: VarObject): boolean {
  const node = unwrapped(condition);
  if (node.kind === 'unary_expression' && node.field('operator')?.text === '!')
    return saysOver(pkg, node.field('operand') ?? node, !holds, context);
  if (node.kind === 'call_expression')
    return (
      holds &&
      pkg.calleeOf(node)?.id === 'errors.Is' &&
      isDeadlineError(pkg, node.field('arguments')?.namedChildren[1])
    );
  const compared = nilComparison(pkg, node);
  if (compared) return compared.equal !== holds && isMethodOf(pkg, compared.operand, 'Err', context);
  const operator = node.kind === 'binary_expression' ? node.field('operator')?.text : undefined;
  if (operator !== '==' && operator !== '!=') return false;
  const sides = [node.field('left'), node.field('right')];
  return (operator === '==') === holds && sides.some((side) => isDeadlineError(pkg, side));
}

function isDeadlineError(pkg: PackageModel, node: SyntaxNode | undefined): boolean {
  return node !== undefined && qualifiedId(pkg, node) === 'context.DeadlineExceeded';
}

function isReceiveOfDone(pkg: PackageModel, node: SyntaxNode, context: VarObject): boolean {
  return [node.field('communication') ?? node].some((each) =>
    [each, ...each.descendants('unary_expression')].some(
      (receive) =>
        receive.kind === 'unary_expression' &&
        receive.field('operator')?.text === '<-' &&
        isMethodOf(pkg, receive.field('operand'), 'Done', context),
    ),
  );
}

/** Whether an expression calls a method of a context. */
function isMethodOf(
  pkg: PackageModel,
  node: SyntaxNode | undefined,
  name: string,
  context: VarObject,
): boolean {
  const called = node && unwrapped(node).field('function');
  const operand = called?.kind === 'selector_expression' ? called.field('operand') : undefined;
  return called?.field('field')?.text === name && operand !== undefined && variable(pkg, operand) === context;
}
