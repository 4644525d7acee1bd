import { ENDS_WITH_RECEIVER } from '../knowledge/ownership/table.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { FlowModel, Leak, OwnedResource } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether the client that gave a value is closed on every way out of the function that made the client, so that the value
 * has gone with it: a handle of a session that ends. Around a loop it goes only with a client of the same round.
 */
export function endsWithClient(
  pkg: PackageModel,
  flow: FlowModel,
  { type, acquisition, function: fn }: OwnedResource,
  { reason }: Leak,
): boolean {
  const row = ENDS_WITH_RECEIVER.get(pkg.calleeOf(acquisition)?.id ?? '');
  const receiver = acquisition.field('function')?.field('operand');
  const client = receiver && variable(pkg, receiver);
  if (!row || row === type || client?.role !== 'local' || client.function !== fn) return false;
  const made = flow
    .resourcesOf(fn, row)
    .filter(({ name }) => name !== undefined && pkg.objectOf(name) === client);
  const isPerRound = reason === 'overwritten' || reason === 'loop-iteration';
  return (
    made.length > 0 &&
    made.every(
      ({ leaks, movesAway, isOverBudget, acquisition: call }) =>
        leaks.length === 0 && !movesAway && !isOverBudget && (!isPerRound || isInLoopOf(acquisition, call)),
    )
  );
}

/** Whether the innermost loop around a node also holds another one; false without a loop. */
function isInLoopOf(node: SyntaxNode, other: SyntaxNode): boolean {
  return node.ancestor('for_statement')?.contains(other) ?? false;
}
