import { homeOf } from '../../semantic/home.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { graphsOf } from '../graphs.ts';
import type { BasicBlock } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import { mayLeave } from './one-sided.ts';

/** Functions that hand a channel on to one that receives. */
const MOST_HANDS = 4;

/**
 * Whether a channel that an expression gives is received from until it is closed on every way: a range over it which is not left
 * before its end, that of the only variable which gets it, or that of the function which it is given to.
 * @param value an expression of a channel type
 */
export function isReadToClose(pkg: PackageModel, value: SyntaxNode, hands = 0): boolean {
  const { parent } = value;
  const fn = pkg.functionOf(value);
  if (!parent || !fn || hands > MOST_HANDS) return false;
  if (parent.kind === 'range_clause')
    return value.fieldName === 'right' && !mayLeave(graphsOf(pkg).graphOf(fn), parent);
  if (parent.kind === 'argument_list') return isReadByCallee(pkg, value, parent, hands);
  const mentions = mentionsOfHolder(pkg, value);
  const block = graphsOf(pkg).graphOf(fn).blockOf(value);
  return block !== undefined && mentions?.length === 1 && isReadFrom(pkg, block, mentions[0]!, hands);
}

/**
 * Whether somebody stops receiving from a channel that an expression gives: a range over it is left before the close, or a select
 * has a case for the end of a context besides. The variable that gets the channel is followed, and functions that get it.
 */
export function mayBeLeft(pkg: PackageModel, value: SyntaxNode, hands = 0): boolean {
  return [value, ...(mentionsOfHolder(pkg, value) ?? [])].some((each) => {
    const fn = pkg.functionOf(each);
    const { parent } = each;
    if (parent?.kind === 'range_clause')
      return fn !== undefined && mayLeave(graphsOf(pkg).graphOf(fn), parent);
    if (parent?.kind === 'unary_expression')
      return looksAtContext(pkg, parent.ancestor('communication_case')?.parent);
    const given = parent?.kind === 'argument_list' ? parameterOf(pkg, each, parent) : undefined;
    return (
      given !== undefined &&
      hands < MOST_HANDS &&
      given.mentions.some((mention) => mayBeLeft(given.home, mention, hands + 1))
    );
  });
}

/** Whether code has a case for the end of a context. */
export function looksAtContext(pkg: PackageModel, node: SyntaxNode | undefined): boolean {
  return [...(node?.descendants('communication_case') ?? [])].some((clause) =>
    [...(clause.field('communication')?.descendants('call_expression') ?? [])].some(
      (call) => pkg.calleeOf(call)?.id === 'context.Context.Done',
    ),
  );
}

/** What is done with the local variable that gets a value. */
function mentionsOfHolder(pkg: PackageModel, value: SyntaxNode): readonly SyntaxNode[] | undefined {
  const target = value.parent?.kind === 'expression_list' ? targetsOf(value.parent.parent)[0] : undefined;
  const object = target && variable(pkg, target);
  if (object?.role !== 'local') return undefined;
  return pkg.referencesTo(object).filter((each) => !isAssignedWhole(each));
}

/** Whether the function that gets the channel as an argument does nothing with it but to receive until it is closed. */
function isReadByCallee(pkg: PackageModel, value: SyntaxNode, list: SyntaxNode, hands: number): boolean {
  const given = parameterOf(pkg, value, list);
  if (!given) return false;
  const { fn, home, mentions } = given;
  const { entry } = graphsOf(home).graphOf(fn);
  return mentions.length === 1 && isReadFrom(home, entry, mentions[0]!, hands + 1);
}

/** The function of the program that gets an argument, and what it does with it. */
function parameterOf(
  pkg: PackageModel,
  value: SyntaxNode,
  list: SyntaxNode,
): { fn: GoFunction; home: PackageModel; mentions: readonly SyntaxNode[] } | undefined {
  const fn = list.parent?.kind === 'call_expression' ? pkg.calleeOf(list.parent)?.function : undefined;
  const parameter = fn?.parameters[list.namedChildren.indexOf(value)];
  if (!fn?.body || !parameter || pkg.signatureOf(fn).variadic) return undefined;
  const home = homeOf(pkg, fn);
  return { fn, home, mentions: home.referencesTo(parameter).filter((each) => each !== parameter.node) };
}

/** Whether every way from a block out of its function comes over a mention that reads the channel until it is closed. */
function isReadFrom(pkg: PackageModel, start: BasicBlock, mention: SyntaxNode, hands: number): boolean {
  const fn = pkg.functionOf(mention);
  const graph = fn && graphsOf(pkg).graphOf(fn);
  const end = graph?.blockOf(mention);
  if (!graph || !end) return false;
  const reached = new Set([start]);
  for (const block of reached) {
    if (block === end) continue;
    if (graph.exitOf(block)) return false;
    for (const { to } of block.successors) reached.add(to);
  }
  return reached.has(end) && isReadToClose(pkg, mention, hands);
}
