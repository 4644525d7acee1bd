import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel } from '../channels.ts';
import type { ControlFlowGraph } from '../model.ts';

/**
 * Whether who comes to one node has first sent on an unbuffered channel that only a function receives from, each time behind
 * another node: then that one comes first (https://go.dev/ref/mem#chan: "A receive from an unbuffered channel is synchronized
 * before the completion of the corresponding send on that channel").
 * @param fn that receives
 * @param first the node of that function
 * @param second the node behind the send
 */
export function isSentBetween(
  pkg: PackageModel,
  channelOf: (expression: SyntaxNode) => Channel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  { fn, first, second }: { readonly fn: GoFunction; readonly first: SyntaxNode; readonly second: SyntaxNode },
): boolean {
  const waiter = pkg.functionOf(second);
  if (!waiter?.body || waiter === fn) return false;
  return [...waiter.body.descendants('send_statement')].some((send) => {
    const isCase = send.parent?.kind === 'communication_case';
    if (isCase || pkg.functionOf(send) !== waiter || !isBehind(graphOf(waiter), send, second)) return false;
    const { makes, operations, keepers } = channelOf(send.field('channel')!);
    const receives = operations.filter(({ kind }) => kind === 'receive');
    return (
      makes.length > 0 &&
      makes.every(({ capacity }) => capacity === 0) &&
      !keepers.receive &&
      receives.length > 0 &&
      receives.every(({ node }) => pkg.functionOf(node) === fn && isBehind(graphOf(fn), first, node))
    );
  });
}

/** Whether every way to a later node of a function leads over another one. */
function isBehind(graph: ControlFlowGraph, before: SyntaxNode, node: SyntaxNode): boolean {
  const from = graph.blockOf(before);
  const to = graph.blockOf(node);
  return from !== undefined && to !== undefined && before.end <= node.start && graph.dominates(from, to);
}
