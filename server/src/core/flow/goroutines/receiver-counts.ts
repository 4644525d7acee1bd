import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel } from '../channels.ts';
import { isDeferred } from '../facts.ts';
import { loopsAround } from '../loop-heads.ts';
import { type Closing, isOwnGroup } from './closing-order.ts';
import { groupVariable, waitGroupCall, waitGroupOf } from './wait-groups.ts';

/** A goroutine that sends at most once. */
export interface SingleSend {
  readonly send: SyntaxNode;
  readonly runner: GoFunction;
  /** What starts it. */
  readonly start: SyntaxNode;
}

/**
 * Whether the close waits for a group to which each start of the sender adds, and which only those who receive from the channel
 * count down, behind each value: what was added for a send is open until that send has been received (sync/waitgroup.go, "Wait
 * blocks until the WaitGroup counter is zero").
 */
export function isCountedByReceiver(
  pkg: PackageModel,
  channel: Channel,
  { closer, begun, leaves }: Closing,
  { send, runner, start }: SingleSend,
): boolean {
  if (!loopsAround(send, runner.node).next().done) return false;
  const receives = channel.operations.filter(({ kind }) => kind === 'receive').map(({ node }) => node);
  const end = leaves?.start ?? closer.node.end;
  return [...(closer.body?.descendants('call_expression') ?? [])].some((wait) => {
    if (wait.start < begun || wait.end > end || pkg.functionOf(wait) !== closer) return false;
    const object = groupVariable(pkg, wait.field('function')?.field('operand'));
    if (waitGroupCall(pkg, wait)?.kind !== 'wait' || !object || !isOwnGroup(pkg, wait)) return false;
    const { calls } = waitGroupOf(pkg, object);
    const dones = calls.filter(({ kind }) => kind === 'done');
    return (
      calls.some(({ kind, call }) => kind === 'add' && isForEach(call, start)) &&
      dones.length > 0 &&
      dones.every(({ call }) => receives.some((each) => isBehind(pkg, each, call)))
    );
  });
}

/** `wg.Add(1)` right before the start of one goroutine, or another number before all of them. */
function isForEach(add: SyntaxNode, start: SyntaxNode): boolean {
  if (add.start > start.start) return false;
  const number = add.field('arguments')?.firstNamedChild;
  if (number?.kind !== 'int_literal') return number !== undefined;
  const list = add.ancestor('statement_list');
  return number.text === '1' && list !== undefined && list === start.ancestor('statement_list');
}

/** Whether a call stands behind a receive in the same round of its loop, so that it is made once for one value at most. */
function isBehind(pkg: PackageModel, receive: SyntaxNode, call: SyntaxNode): boolean {
  const fn = pkg.functionOf(receive);
  if (!fn || fn !== pkg.functionOf(call) || isDeferred(fn.node)) return false;
  if (call.parent?.kind === 'defer_statement') return false;
  const [loop] = loopsAround(receive);
  if (!loop || [...loopsAround(call)][0] !== loop) return false;
  const taken = receive.ancestor('communication_case');
  return taken && loop.contains(taken) ? taken.contains(call) : receive.end <= call.start;
}
