import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { nilComparison } from './nil-comparison.ts';
import { reachOfValue } from './value-reach.ts';

/** What is done with an answer whose body nobody reads. */
export interface UnreadAnswer {
  /** The calls of Close on its body. */
  readonly closes: readonly SyntaxNode[];
  /** What else is asked of it: the selections of its fields and methods. */
  readonly asked: readonly SyntaxNode[];
}

/** What can be asked of a response without reading its body. */
const HEAD_OF_ANSWER: ReadonlySet<string> = new Set([
  'Status',
  'StatusCode',
  'Proto',
  'ProtoMajor',
  'ProtoMinor',
  'ProtoAtLeast',
  'Header',
  'ContentLength',
  'TransferEncoding',
  'Uncompressed',
  'Request',
  'TLS',
  'Cookies',
  'Location',
]);

/**
 * What is done with the answer to a request wherever it goes; undefined where something may read its body, or nothing closes it.
 * @param request the call that gives the response
 */
export function unreadAnswerOf(pkg: PackageModel, request: SyntaxNode): UnreadAnswer | undefined {
  const { lost, isCollected, passed, returnedBy, selections } = reachOfValue(pkg, request);
  if (lost || isCollected || passed.length > 0 || returnedBy.length > 0) return undefined;
  const closes: SyntaxNode[] = [];
  const asked: SyntaxNode[] = [];
  for (const selection of selections) {
    const field = selection.field('field')?.text ?? '';
    if (field !== 'Body') {
      if (!HEAD_OF_ANSWER.has(field)) return undefined;
      asked.push(selection);
      continue;
    }
    const home = homeOf(pkg, selection);
    const close = closeOf(home, selection);
    if (close === undefined) return undefined;
    if (close) closes.push(close);
  }
  return closes.length > 0 ? { closes, asked } : undefined;
}

/** The call of Close on a body; false where it is only compared with nil, undefined for any other use. */
function closeOf(pkg: PackageModel, body: SyntaxNode): SyntaxNode | false | undefined {
  const { parent } = body;
  if (parent?.kind === 'binary_expression' && nilComparison(pkg, parent)) return false;
  const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
  const isCall = call?.kind === 'call_expression' && parent?.fieldName === 'function';
  return isCall && parent.field('field')?.text === 'Close' ? call : undefined;
}
