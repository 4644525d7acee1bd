import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { definitionAt } from './definitions.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Leak } from './model.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a context has ended wherever a cancel function is lost, as the way there says: its parent does not keep it any
 * more, and its timer is stopped or has fired (context/context.go, (*timerCtx).cancel and (*cancelCtx).cancel).
 */
export function hasEndedAt(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  context: VarObject,
  leak: Leak,
): boolean {
  const isInside = (node: SyntaxNode): boolean => node.contains(leak.resource.acquisition);
  return isEndedAt(pkg, graph, context, leak, (node) => !isInside(node));
}

/**
 * Whether a context above has ended wherever a cancel function is lost: it has taken what is derived from it along
 * (context/context.go: "When a Context is canceled, all Contexts derived from it are also canceled"), also what earlier
 * rounds of a loop have derived from it.
 * @param above the expression that is given as the parent
 */
export function hasEndedAbove(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  above: SyntaxNode,
  leak: Leak,
): boolean {
  const { acquisition } = leak.resource;
  const start = graph.blockOf(acquisition);
  // each round drops one
  if (leak.reason === 'discarded' && (!start || graph.inLoop(start))) return false;
  return ancestorsOf(pkg, above).some((parent) => {
    const declared = pkg.functionOf(parent.node) === graph.function && graph.blockOf(parent.node);
    if (declared && graph.inLoop(declared)) return false;
    return isEndedAt(pkg, graph, parent, leak, () => true);
  });
}

/** Whether a context has ended wherever control comes to a node of its function, as the way there says. */
export function hasEndedBefore(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  context: VarObject,
  node: SyntaxNode,
): boolean {
  for (let each = node; each.parent && each !== graph.function.node; each = each.parent) {
    if (endedBy(pkg, each) === context) return true;
  }
  const block = graph.blockOf(node);
  return block !== undefined && isBehindDone(pkg, graph, context, block);
}

const DERIVED =
  /^context\.With(?!outCancel$)|^os\/signal\.NotifyContext$|^golang\.org\/x\/sync\/errgroup\.WithContext$/;

/** The variables that hold a context and those above it. */
function ancestorsOf(pkg: PackageModel, context: SyntaxNode): readonly VarObject[] {
  const found: VarObject[] = [];
  for (let node: SyntaxNode | undefined = unwrapped(context); node; ) {
    const object = variable(pkg, node);
    if (object) {
      if (found.includes(object)) break;
      found.push(object);
      const assigned = pkg.referencesTo(object).filter((each) => isAssignedWhole(each));
      node = object.role === 'local' && assigned.length === 1 ? definitionValue(assigned[0]!) : undefined;
    } else {
      const isDerived = node.kind === 'call_expression' && DERIVED.test(pkg.calleeOf(node)?.id ?? '');
      node = isDerived ? node.field('arguments')?.firstNamedChild : undefined;
    }
  }
  return found;
}

function definitionValue(target: SyntaxNode): SyntaxNode | undefined {
  const definition = definitionAt(target);
  return definition && definition !== 'unknown' && definition.value ? unwrapped(definition.value) : undefined;
}

function isEndedAt(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  context: VarObject,
  { exit, resource, reason }: Leak,
  counts: (node: SyntaxNode) => boolean,
): boolean {
  // with another value it may be another context that has ended
  if (pkg.referencesTo(context).some((each) => each !== context.node && isAssignedWhole(each))) return false;
  if (reason === 'discarded') {
    const exits = graph.exits.filter(({ block }) => graph.isReachable(block));
    return exits.length > 0 && exits.every(({ block }) => isBehindDone(pkg, graph, context, block));
  }
  if (reason === 'loop-iteration' && pkg.functionOf(context.node) === graph.function)
    return isEndedOnWayBack(pkg, graph, context, resource.acquisition);
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    if (counts(node) && endedBy(pkg, node) === context) return true;
  }
  const block = graph.exits.find(({ node }) => node === exit)?.block ?? graph.blockOf(exit);
  return block !== undefined && isBehindDone(pkg, graph, context, block);
}

/** Whether every way from a node back to it goes through the case of a context's Done: what each round makes has ended by the next. */
function isEndedOnWayBack(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  context: VarObject,
  node: SyntaxNode,
): boolean {
  const start = graph.blockOf(node);
  const seen = new Set<BasicBlock>();
  const open = start ? [start] : [];
  for (let block = open.pop(); block; block = open.pop()) {
    if (seen.has(block)) continue;
    seen.add(block);
    for (const { to, condition } of block.successors) {
      if (condition && endedBy(pkg, condition) === context) continue;
      if (to === start) return false;
      open.push(to);
    }
  }
  return start !== undefined;
}

/**
 * Whether every path to a block has received from the Done of a context.
 * @param at a node of the block that is asked about; without one its end
 */
export function isBehindDone(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  context: VarObject,
  block: BasicBlock,
  at?: SyntaxNode,
): boolean {
  return pkg.referencesTo(context).some((reference) => {
    const call = reference.parent?.kind === 'selector_expression' ? reference.parent.parent : undefined;
    const received = call?.parent;
    if (!call || received?.kind !== 'unary_expression' || received.field('operator')?.text !== '<-')
      return false;
    if (methodOf(pkg, call, 'context.Context.Done') !== context) return false;
    const own = pkg.functionOf(received) === graph.function ? graph.blockOf(received) : undefined;
    if (own === block) return at === undefined || received.start < at.start;
    return own !== undefined && graph.dominates(own, block);
  });
}

/** The context that has ended where control is inside a node: a case of its Done, or a branch on its Err. */
export function endedBy(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  if (node.kind === 'communication_case') return doneOf(pkg, node);
  const statement = node.fieldName === 'consequence' ? node.parent : undefined;
  const condition = statement?.kind === 'if_statement' ? statement.field('condition') : undefined;
  return condition && endedWhen(pkg, condition, statement);
}

/** The context of the case `<-ctx.Done()`. */
function doneOf(pkg: PackageModel, clause: SyntaxNode): VarObject | undefined {
  const communication = clause.field('communication');
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  const call = value?.kind === 'unary_expression' ? value.field('operand') : undefined;
  return call && methodOf(pkg, call, 'context.Context.Done');
}

function methodOf(pkg: PackageModel, call: SyntaxNode, id: string): VarObject | undefined {
  const node = unwrapped(call);
  if (node.kind !== 'call_expression' || pkg.calleeOf(node)?.id !== id) return undefined;
  const operand = node.field('function')?.field('operand');
  return operand && variable(pkg, operand);
}

/** The context that has ended when a condition holds: `ctx.Err() != nil`, a function of the program that asks Done. */
function endedWhen(
  pkg: PackageModel,
  condition: SyntaxNode,
  statement: SyntaxNode | undefined,
): VarObject | undefined {
  const node = unwrapped(condition);
  if (node.kind === 'binary_expression' && node.field('operator')?.text === '&&') {
    const [left, right] = [node.field('left')!, node.field('right')!];
    return endedWhen(pkg, left, statement) ?? endedWhen(pkg, right, statement);
  }
  if (node.kind === 'call_expression') {
    const fn = pkg.calleeOf(node)?.function;
    const index = fn ? fn.parameters.findIndex((each) => each && isTrueForEnded(homeOf(pkg, fn), each)) : -1;
    const argument = index < 0 ? undefined : node.field('arguments')?.namedChildren[index];
    return argument && variable(pkg, argument);
  }
  const comparison = nilComparison(pkg, node);
  if (!comparison?.isWhole || comparison.equal) return undefined;
  if (comparison.operand) {
    const asked = methodOf(pkg, comparison.operand, 'context.Context.Err');
    if (asked) return asked;
  }
  const initializer = statement?.field('initializer');
  const value = initializer?.field('right')?.firstNamedChild;
  const target = initializer?.field('left')?.firstNamedChild;
  const isAsked = target && comparison.object && variable(pkg, target) === comparison.object;
  return isAsked && value ? methodOf(pkg, value, 'context.Context.Err') : undefined;
}

/** Whether a function returns true in the case of a context's Done, and false everywhere else. */
function isTrueForEnded(pkg: PackageModel, context: VarObject): boolean {
  const { function: fn } = context;
  let isAsked = false;
  for (const { kind, node } of fn ? graphsOf(pkg).graphOf(fn).exits : []) {
    const value = node.firstNamedChild?.firstNamedChild;
    if (kind !== 'return' || !value) return false;
    if (value.kind === 'false') continue;
    const clause = node.ancestor('communication_case');
    if (value.kind !== 'true' || !clause || doneOf(pkg, clause) !== context) return false;
    isAsked = true;
  }
  return isAsked;
}
