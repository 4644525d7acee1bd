import type { PackageModel } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isSamePlace, placeOf } from '../places.ts';
import { isConditional } from './closing-order.ts';
import type { StuckOperation } from './leaks.ts';
import { channelOperand } from './operands.ts';
import { groupVariable, waitGroupCall, waitGroupOf } from './wait-groups.ts';

/**
 * Whether a send is made while the group for which the owner waits before it leaves is still to be told of it: its function has deferred
 * a Done by then, each Done has an Add of the owner before it (sync/waitgroup.go: "sync: negative WaitGroup counter" else), and the
 * owner comes to where it leaves only behind the Wait.
 */
export function isBeforeCountedDone(
  pkg: PackageModel,
  { node, kind, owner, exit, chosen }: StuckOperation,
): boolean {
  const sender = pkg.functionOf(node);
  if (kind !== 'send' || !exit || !sender || sender === owner) return false;
  return [...(sender.body?.descendants('defer_statement') ?? [])].some((deferred) => {
    const done = deferred.firstNamedChild;
    if (!done || deferred.end > node.start || pkg.functionOf(deferred) !== sender) return false;
    if (deferred.parent?.parent !== sender.body || waitGroupCall(pkg, done)?.kind !== 'done') return false;
    const object = groupVariable(pkg, done.field('function')?.field('operand'));
    if (object?.role !== 'local' || object.function !== owner) return false;
    const { calls, escapes } = waitGroupOf(pkg, object);
    if (escapes || calls.some((each) => each.kind === 'add' && pkg.functionOf(each.call) !== owner))
      return false;
    return calls.some(
      (each) => each.kind === 'wait' && isAwaitedBefore(pkg, each.call, { owner, exit, chosen }),
    );
  });
}

/** Whether a way out comes behind a Wait: of the owner itself, or of a goroutine that tells of it by a close. */
function isAwaitedBefore(
  pkg: PackageModel,
  wait: SyntaxNode,
  { owner, exit, chosen }: Pick<StuckOperation, 'owner' | 'exit' | 'chosen'>,
): boolean {
  const waiter = pkg.functionOf(wait);
  if (waiter === owner) {
    const left = exit?.kind === 'block' ? exit.end : (exit?.start ?? 0);
    return !isConditional(pkg, wait, owner) && wait.end <= left;
  }
  if (!waiter || waiter.outer !== owner || waiter.node.parent?.parent?.kind !== 'go_statement') return false;
  const received = receivedIn(chosen);
  return [...(waiter.body?.descendants('call_expression') ?? [])].some((call) => {
    if (!callsBuiltin(pkg, call, 'close') || pkg.functionOf(call) !== waiter) return false;
    const isBehind = call.parent?.kind === 'defer_statement' || call.start > wait.end;
    return (
      isBehind && isSamePlace(placeOf(pkg, call.field('arguments')?.firstNamedChild), placeOf(pkg, received))
    );
  });
}

/** The channel from which a case of a select receives. */
function receivedIn(clause: SyntaxNode | undefined): SyntaxNode | undefined {
  const communication = clause?.field('communication');
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  return value && channelOperand(value);
}
