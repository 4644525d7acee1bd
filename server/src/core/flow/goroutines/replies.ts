import { outermost } from '../../semantic/declarations.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel, Channels } from '../channels.ts';
import type { ControlFlowGraph } from '../model.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Sends that answer a request of a function which may have left: it makes an unbuffered channel, gives it away in a
 * struct, and receives only in selects that it also leaves when its context ends or time is up. Nobody else receives.
 */
export function* unansweredReplies(
  pkg: PackageModel,
  channels: Channels,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  owner: GoFunction,
): Generator<StuckOperation> {
  if (owner.hasError) return;
  const seen = new Set<Channel>();
  for (const node of owner.body?.descendants('communication_case') ?? []) {
    const expression = receivedIn(node);
    if (!expression || pkg.functionOf(node) !== owner) continue;
    const channel = channels.channelOf(expression);
    if (seen.has(channel)) continue;
    seen.add(channel);
    const make = madeForReplies(pkg, channel, owner);
    // on a closed channel a late answer does not wait, it panics
    if (!make || isClosedAtEnd(pkg, channel, owner)) continue;
    const receives = channel.operations.filter(
      (each) => each.kind === 'receive' && pkg.functionOf(each.node) === owner,
    );
    const way = wayOut(
      channels,
      graphOf(owner),
      receives.map((each) => each.node),
      node,
    );
    if (!way) continue;
    const sends = channel.operations.filter(
      (each) => each.kind === 'send' && !owner.node.contains(each.node) && !isAlternative(each.node),
    );
    for (const send of sends) {
      if (!mayOutlast(pkg, channels, way.clause, send.node)) continue;
      const variable = channel.variables.find((each) => each.role === 'field') ?? channel.variables[0]!;
      const sender = outermost(pkg.functionOf(send.node));
      yield {
        node: send.node,
        kind: 'send',
        channel,
        variable,
        owner,
        start: sender && channels.startsOf(sender)[0],
        exit: way.exit,
        chosen: way.clause,
        received: 0,
        alsoStuck: [],
        copies: 1,
        capacity: 0,
        dropped: undefined,
        ignored: undefined,
        isReply: true,
        certainty: 'likely',
      };
    }
  }
}

/** The unbuffered make of a channel in a function that gives it away in a struct, when only makers receive from it. */
function madeForReplies(pkg: PackageModel, channel: Channel, owner: GoFunction): SyntaxNode | undefined {
  if (channel.wokenBy || channel.others.receive || channel.fromUncalled) return undefined;
  // what only variables hold is followed from path to path
  if (!channel.variables.some((variable) => variable.role === 'field')) return undefined;
  if (channel.variables.some((variable) => variable.role === 'package')) return undefined;
  if (channel.makes.length === 0 || channel.makes.some((make) => make.capacity !== 0)) return undefined;
  const makers = new Set(channel.makes.map((make) => pkg.functionOf(make.node)));
  const receives = channel.operations.filter((each) => each.kind === 'receive');
  if (receives.some((each) => !makers.has(pkg.functionOf(each.node)))) return undefined;
  return channel.makes.find((make) => pkg.functionOf(make.node) === owner)?.node;
}

/** Whether a function closes a channel with a deferred call of its own, so that it is closed whenever the function has left. */
function isClosedAtEnd(pkg: PackageModel, channel: Channel, owner: GoFunction): boolean {
  return channel.operations.some(
    ({ kind, node }) =>
      kind === 'close' && node.parent?.kind === 'defer_statement' && pkg.functionOf(node) === owner,
  );
}

/** The case of a select through which a function leaves for want of a context or time, without receiving again. */
function wayOut(
  channels: Channels,
  graph: ControlFlowGraph,
  receives: readonly SyntaxNode[],
  awaited: SyntaxNode,
): { readonly clause: SyntaxNode; readonly exit: SyntaxNode } | undefined {
  const select = awaited.parent;
  const block = select && graph.blockOf(select);
  const receiving = new Set(receives.map((node) => graph.blockOf(node)));
  for (const edge of block?.successors ?? []) {
    const clause = edge.condition;
    const expression =
      clause?.kind === 'communication_case' && clause !== awaited ? receivedIn(clause) : undefined;
    if (!clause || !expression) continue;
    const { wokenBy } = channels.channelOf(expression);
    if (wokenBy !== 'context' && wokenBy !== 'timer') continue;
    const reached = new Set([edge.to]);
    for (const each of reached) {
      if (receiving.has(each) || each === block) continue;
      const exit = graph.exitOf(each);
      if (exit && (exit.kind === 'return' || exit.kind === 'end')) return { clause, exit: exit.node };
      for (const next of each.successors) reached.add(next.to);
    }
  }
  return undefined;
}

/**
 * Whether the one who answers can still be there when the case is chosen: time is up for one side only; a context of the
 * function itself is its caller's; another one is a signal to both only if the other side listens to it, too.
 */
function mayOutlast(pkg: PackageModel, channels: Channels, clause: SyntaxNode, send: SyntaxNode): boolean {
  const expression = receivedIn(clause)!;
  if (channels.channelOf(expression).wokenBy === 'timer') return true;
  const context = expression.field('function')?.field('operand');
  if (context?.kind === 'identifier') return true;
  const sender = outermost(pkg.functionOf(send));
  return [...(sender?.node.descendants('communication_case') ?? [])].some(
    (each) => lastPart(receivedIn(each)) === lastPart(expression),
  );
}

/** The field and method at the end of `s.conn.ctx.Done()`. */
function lastPart(expression: SyntaxNode | undefined): string | undefined {
  return expression?.text.split('.').slice(-2).join('.');
}

function isAlternative(send: SyntaxNode): boolean {
  return send.parent?.kind === 'communication_case';
}

/** The channel from which a case of a select receives. */
function receivedIn(clause: SyntaxNode): SyntaxNode | undefined {
  const communication = clause.field('communication');
  const value = communication?.kind === 'receive_statement' ? communication.field('right') : communication;
  return value?.kind === 'unary_expression' && value.field('operator')?.text === '<-'
    ? value.field('operand')
    : undefined;
}
