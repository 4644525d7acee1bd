import { behaviourOf } from '../../knowledge/behaviour/index.ts';
import { READS_MESSAGE, STREAM_METHOD } from '../../knowledge/peer-messages.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** Calls through which the one that reads is looked for. */
const MOST_CALLS = 2;

/** Whether an operation in a loop comes, in every round, only after a message of a peer was read there, or one has connected. */
export function isFedByPeer(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction): boolean {
  let loop: SyntaxNode | undefined;
  for (let node = operation.parent; node && node !== fn.node && !loop; node = node.parent) {
    if (node.kind === 'for_statement') loop = node;
  }
  return [...(loop?.descendants('call_expression') ?? [])].some(
    (call) =>
      call.end <= operation.start &&
      pkg.functionOf(call) === fn &&
      call.ancestor('statement_list')?.contains(operation) === true &&
      readsMessage(pkg, call, MOST_CALLS),
  );
}

function readsMessage(pkg: PackageModel, call: SyntaxNode, calls: number): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee) return false;
  if (READS_MESSAGE.has(callee.id) || behaviourOf(callee.id)?.blocks?.category === 'serve') return true;
  const method = call.field('function')?.field('field')?.text;
  if (method === 'Recv' && callee.receiver)
    return pkg.memberOf(pkg.typeOf(callee.receiver), STREAM_METHOD)?.kind === 'method';
  const body = calls > 0 && callee.kind !== 'value' ? callee.function?.body : undefined;
  if (!body || !pkg.files.includes(callee.function!.file)) return false;
  return [...body.descendants('call_expression')].some(
    (inner) => pkg.functionOf(inner) === callee.function && readsMessage(pkg, inner, calls - 1),
  );
}
