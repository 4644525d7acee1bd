import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Iteration } from './model.ts';
import { variable } from './nil-comparison.ts';

/** What writes a variable, or counts. */
const WRITES = ['assignment_statement', 'inc_statement', 'dec_statement', 'send_statement'] as const;

/**
 * Whether a loop does something in each round and takes nothing of its rows: it neither reads them nor counts them, so that no list is
 * shorter where an error ends it. An empty one runs the statement for what it does.
 */
export function takesNoRows(pkg: PackageModel, { statement, object }: Iteration): boolean {
  const body = statement?.field('body');
  if (!body || [...body.descendants('call_expression')].length === 0) return false;
  if ([...body.descendants(...WRITES)].length > 0) return false;
  if ([...body.descendants('identifier')].some((each) => variable(pkg, each) === object)) return false;
  return ![...body.descendants('call_expression')].some((call) => counts(pkg, call));
}

/** sync/atomic, and the counters of a group that others wait for. */
function counts(pkg: PackageModel, call: SyntaxNode): boolean {
  return /^sync(?:\/atomic)?\./.test(pkg.calleeOf(call)?.id ?? '');
}
