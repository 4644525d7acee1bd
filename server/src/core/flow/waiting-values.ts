import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import type { Channel } from './channels.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a select finds a value in the buffer of the channel in one of its cases: the same goroutine sends one in a statement
 * before it, and nothing else receives (Go specification, Channel types: "If the capacity is greater than zero, the channel is
 * buffered and communication operations succeed without blocking if the buffer is not full (sends) or not empty (receives)").
 * @param expression the channel that the case receives from, as it is written there
 */
export function hasValueWaiting(
  pkg: PackageModel,
  select: SyntaxNode,
  expression: SyntaxNode,
  { makes, operations, others }: Channel,
): boolean {
  const object = variable(pkg, unwrapped(expression));
  if (object?.role !== 'local' || !onlyAssigned(pkg, object) || others.receive) return false;
  if (makes.length === 0 || !makes.every(({ capacity }) => capacity !== undefined && capacity > 0))
    return false;
  if (operations.some(({ kind, node }) => kind === 'receive' && !select.contains(node))) return false;
  const before = select.parent?.namedChildren.filter((each) => !each.isExtra && each.end <= select.start);
  return (before ?? []).some((each) => {
    const channel = each.kind === 'send_statement' ? each.field('channel') : undefined;
    return channel !== undefined && variable(pkg, unwrapped(channel)) === object;
  });
}
