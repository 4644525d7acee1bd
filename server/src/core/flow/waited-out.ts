import { STOPS_TEST } from '../knowledge/error-functions.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether a test demands behind a context with a timeout that the whole time has passed: it ends with a failure where less
 * did (`if time.Since(start) < d { t.Fatal() }`), so that the timer has fired by then.
 * @param acquisition the call of `context.WithTimeout`
 */
export function isWaitedOut(pkg: PackageModel, acquisition: SyntaxNode): boolean {
  if (pkg.calleeOf(acquisition)?.id !== 'context.WithTimeout') return false;
  const limit = acquisition.field('arguments')?.namedChildren[1];
  const list = acquisition.ancestor('statement_list');
  if (!limit || !list) return false;
  return list.namedChildren.some((statement) => {
    if (statement.kind !== 'if_statement' || statement.start < acquisition.start) return false;
    const condition = statement.field('condition');
    const branch = statement.field('consequence');
    const stops = [...(branch?.descendants('call_expression') ?? [])].some((call) =>
      STOPS_TEST.test(pkg.calleeOf(call)?.id ?? ''),
    );
    return stops && condition !== undefined && holdsForLess(pkg, condition, limit, acquisition);
  });
}

/** Whether a condition holds whenever less time than a limit has passed since a moment behind a node. */
function holdsForLess(
  pkg: PackageModel,
  condition: SyntaxNode,
  limit: SyntaxNode,
  behind: SyntaxNode,
): boolean {
  const node = unwrapped(condition);
  const left = node.field('left');
  const right = node.field('right');
  if (node.kind !== 'binary_expression' || !left || !right) return false;
  const operator = node.field('operator')?.text;
  if (operator === '||') return [left, right].some((each) => holdsForLess(pkg, each, limit, behind));
  if (operator !== '<' || unwrapped(right).text !== unwrapped(limit).text) return false;
  const elapsed = variable(pkg, unwrapped(left));
  const call = elapsed ? onlyAssigned(pkg, elapsed) : unwrapped(left);
  if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'time.Since') return false;
  const since = call.field('arguments')?.firstNamedChild;
  const start = since && variable(pkg, since);
  const now = start && onlyAssigned(pkg, start);
  return now?.kind === 'call_expression' && pkg.calleeOf(now)?.id === 'time.Now' && now.start > behind.start;
}
