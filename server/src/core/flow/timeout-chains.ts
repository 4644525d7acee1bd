import type { FileModel, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { parentOf } from './contexts.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { answersRequests, hasOtherDeadline, type Limit, writeTimeoutOf } from './write-timeouts.ts';

/** A limit that is longer than one around it; both are constants, in nanoseconds. */
export interface TimeoutInversion {
  /** The call that sets the inner limit. */
  readonly call: SyntaxNode;
  readonly inner: bigint;
  readonly outer: bigint;
  /** What the outer limit is: a context above, or the WriteTimeout of the server. */
  readonly kind: 'context' | 'write';
  /** Where the outer limit is set. */
  readonly place: SyntaxNode;
}

const WITH_TIMEOUT = 'context.WithTimeout';
const MOST_DEPTH = 6;

/** Every limit of a file that a shorter one around it makes void. */
export function* timeoutInversionsIn(pkg: PackageModel, file: FileModel): Generator<TimeoutInversion> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const id = pkg.calleeOf(call)?.id;
    const [first, second] = call.field('arguments')?.namedChildren ?? [];
    if ((id !== WITH_TIMEOUT && id !== 'net/http.TimeoutHandler') || !first || !second) continue;
    const inner = durationOf(pkg, second);
    if (inner === undefined) continue;
    if (id === WITH_TIMEOUT) {
      const above = limitAbove(pkg, first);
      if (above && above.outer < inner) yield { call, inner, kind: 'context', ...above };
    }
    const isOfAnswer = id !== WITH_TIMEOUT || isOfHandler(pkg, call, first);
    const write = isOfAnswer ? writeTimeoutOf(pkg, file) : undefined;
    if (write && write.outer <= inner) yield { call, inner, kind: 'write', ...write };
  }
}

function durationOf(pkg: PackageModel, node: SyntaxNode): bigint | undefined {
  const value = pkg.constantOf(node);
  return value?.kind === 'int' && value.value > 0n ? value.value : undefined;
}

/** The longest limit that a context may have by what it is derived from; undefined when it may have none, or one that is not known. */
export function limitAbove(pkg: PackageModel, context: SyntaxNode, depth = 0): Limit | undefined {
  const origins = depth > MOST_DEPTH ? [] : (originsOf(pkg, context, { fields: false })?.all ?? []);
  let longest: Limit | undefined;
  for (const { node } of origins) {
    const limit = limitOfOrigin(pkg, node, depth);
    if (!limit) return undefined;
    if (!longest || limit.outer > longest.outer) longest = limit;
  }
  return longest;
}

function limitOfOrigin(pkg: PackageModel, node: SyntaxNode, depth: number): Limit | undefined {
  const parent = parentOf(pkg, node);
  if (!parent) return undefined;
  const isLimit = pkg.calleeOf(node)?.id === WITH_TIMEOUT;
  const given = isLimit ? node.field('arguments')?.namedChildren[1] : undefined;
  const outer = given && durationOf(pkg, given);
  if (outer !== undefined) return { outer, place: node };
  return isLimit ? undefined : limitAbove(pkg, parent, depth + 1);
}

/** Whether a context is that of the request which the function around it answers. */
function isOfHandler(pkg: PackageModel, call: SyntaxNode, context: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  if (!fn || !answersRequests(pkg, fn)) return false;
  const origins = originsOf(pkg, context, { fields: false })?.all ?? [];
  const isOwn = origins.every(({ node }) => {
    const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
    const request = callee?.id === 'net/http.Request.Context' && callee.receiver;
    return request !== undefined && request !== false && variable(pkg, request)?.function === fn;
  });
  if (origins.length === 0 || !isOwn) return false;
  return !hasOtherDeadline(fn);
}
