import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { blocksFrom } from '../graph.ts';
import type { ControlFlowGraph } from '../model.ts';
import type { StuckOperation } from './leaks.ts';
import { mayLeave } from './one-sided.ts';
import { groupVariable, waitGroupCall, waitGroupOf } from './wait-groups.ts';

/**
 * Whether the owner waits for a group of which each round of the goroutine reports one as done, and whose number it adds at
 * once: how many values that is, and how many are sent, is not counted.
 */
export function isCountedByGroup(pkg: PackageModel, { node, owner, exit }: StuckOperation): boolean {
  const loop = node.ancestor('for_statement');
  if (exit || !loop) return false;
  for (const call of loop.descendants('call_expression')) {
    if (waitGroupCall(pkg, call)?.kind !== 'done') continue;
    const variable = groupVariable(pkg, call.field('function')?.field('operand'));
    const calls = variable ? waitGroupOf(pkg, variable).calls : [];
    const isAwaited = calls.some((each) => each.kind === 'wait' && pkg.functionOf(each.call) === owner);
    const isAddedAtOnce = calls.some(({ kind, call: added }) => {
      const number = kind === 'add' ? added.field('arguments')?.firstNamedChild : undefined;
      return number && !pkg.constantOf(number);
    });
    if (isAwaited && isAddedAtOnce) return true;
  }
  return false;
}

/** Whether everything that is sent comes from rounds of loops in which conditions choose: how much that is, the values say. */
export function isCountedByConditions(pkg: PackageModel, { channel }: StuckOperation): boolean {
  const sends = channel.operations.filter(({ kind }) => kind === 'send');
  return (
    sends.length > 0 &&
    !channel.operations.some(({ kind }) => kind === 'close') &&
    sends.every(({ node }) => isChosenInRounds(node, pkg.functionOf(node)))
  );
}

/** Whether a goroutine that receives comes to an end once enough has come: a range over the channel only by a jump. */
export function mayEnd(graph: ControlFlowGraph, { node, kind }: StuckOperation): boolean {
  if (kind === 'range') return mayLeave(graph, node);
  const block = graph.blockOf(node);
  const behind = block && blocksFrom(block);
  return graph.exits.some((exit) => behind?.has(exit.block));
}

/** Whether a statement stands in a branch in a loop of its function. */
function isChosenInRounds(statement: SyntaxNode, fn: GoFunction | undefined): boolean {
  let isChosen = false;
  for (let node = statement; node.parent && node !== fn?.node; node = node.parent) {
    const { kind } = node.parent;
    if (kind === 'for_statement') return isChosen;
    if (kind === 'if_statement' || kind === 'expression_case') isChosen = true;
  }
  return false;
}
