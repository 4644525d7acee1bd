import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { type Channel, type Channels, isEntryPoint, startOfLiteral } from '../channels.ts';
import { blocksFrom } from '../graph.ts';
import type { ControlFlowGraph } from '../model.ts';
import type { StuckOperation } from './leaks.ts';
import { channelOperand } from './operands.ts';

/**
 * Loops of goroutines over a channel that nothing in the package closes, and receives from one that nothing sends on
 * either, where fields of structs hold the channel, too: what happens on paths need not be known for that.
 * @param owner makes the channel and starts the goroutine
 */
export function* oneSided(
  pkg: PackageModel,
  channels: Channels,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  owner: GoFunction,
): Generator<StuckOperation> {
  if (owner.hasError || isEntryPoint(owner)) return;
  for (const node of owner.body?.descendants('range_clause', 'unary_expression') ?? []) {
    const operand = channelOperand(node);
    const receiver = pkg.functionOf(node);
    if (operand?.kind !== 'identifier' || receiver?.outer !== owner) continue;
    if (node.ancestor('communication_case')) continue;
    const variable = pkg.objectOf(operand);
    const start = startOfLiteral(pkg, receiver.node);
    if (variable?.kind !== 'var' || variable.function !== owner || !start) continue;
    const channel = channels.channelOf(operand);
    const isRange = node.kind === 'range_clause';
    if (!isNeverAnswered(pkg, channel, variable, owner, isRange)) continue;
    // what comes may say that it is the last
    const isFed = channel.operations.some(({ kind }) => kind === 'send');
    if (isRange && isFed && mayLeave(graphOf(receiver), node)) continue;
    const graph = graphOf(owner);
    const first = graph.blockOf(start);
    const behind = first && graph.isReachable(first) ? blocksFrom(first) : undefined;
    const exit = graph.exits.find(
      ({ block, kind }) => (kind === 'return' || kind === 'end') && behind?.has(block),
    );
    const [make] = channel.makes;
    if (!exit || !make) continue;
    yield {
      node,
      kind: isRange ? 'range' : 'receive',
      channel,
      variable,
      owner,
      start,
      exit: exit.node,
      chosen: undefined,
      received: 0,
      alsoStuck: [],
      copies: 1,
      capacity: make.capacity ?? Number.POSITIVE_INFINITY,
      dropped: undefined,
      ignored: undefined,
      certainty: 'proved',
    };
  }
}

/** Whether a range loop over a channel can be left before the channel is closed. */
export function mayLeave(graph: ControlFlowGraph, clause: SyntaxNode): boolean {
  const header = graph.blockOf(clause);
  if (!header) return true;
  const reached = new Set([header]);
  for (const each of reached) {
    if (each !== header && graph.exits.some(({ block }) => block === each)) return true;
    for (const { kind, to } of each.successors) if (each !== header || kind !== 'done') reached.add(to);
  }
  return false;
}

function isNeverAnswered(
  pkg: PackageModel,
  channel: Channel,
  variable: VarObject,
  owner: GoFunction,
  isRange: boolean,
): boolean {
  if (channel.wokenBy || channel.others.send || channel.fromUncalled) return false;
  // what only variables hold is followed from path to path
  if (!channel.variables.some((each) => each.role === 'field')) return false;
  const value = onlyAssigned(pkg, variable);
  if (!value || channel.makes.length !== 1 || channel.makes[0]!.node !== value) return false;
  if (pkg.functionOf(value) !== owner) return false;
  return channel.operations.every(({ kind }) => kind === 'receive' || (isRange && kind === 'send'));
}
