import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { NodeKind } from '../../syntax/kinds.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Channel, Channels } from '../channels.ts';
import { isDeferred } from '../facts.ts';
import { comesBack } from '../graph.ts';
import { loopsAround } from '../loop-heads.ts';
import type { BasicBlock, ControlFlowGraph } from '../model.ts';
import { hasCounted, isConditional, isTold } from './closing-order.ts';
import type { Panicking } from './explore.ts';
import { isOutgrown } from './grown-guards.ts';
import { isBehindEndlessWait } from './open-groups.ts';
import { isCountedByReceiver } from './receiver-counts.ts';
import { isSeenToRecover } from './recovered.ts';
import { mayWaitBetween } from './waits-between.ts';

/** A send, or a second close, on a channel that is closed by then: both panic (Go spec, Close, Send statements). */
export interface ChannelPanic {
  readonly kind: 'send' | 'close';
  /** The send statement, or the call of `close`. */
  readonly node: SyntaxNode;
  /** The close that comes before; the same call when it runs again. */
  readonly closedBy: SyntaxNode;
  /** The variable that holds the channel there. */
  readonly variable: VarObject;
  /** The function that makes the channel. */
  readonly owner: GoFunction;
  /** What starts the goroutine that panics; undefined for the owner itself. */
  readonly start: SyntaxNode | undefined;
  /** Where the owner leaves before, when it does. */
  readonly exit: SyntaxNode | undefined;
  /** The case of a select that the owner chose last. */
  readonly chosen: SyntaxNode | undefined;
  /** How the two come together: one after the other in one goroutine, in two goroutines, or in copies of one. */
  readonly order: 'sequence' | 'race' | 'copies';
  /** Whether each run that leads there needs the end of a context which no caller can end. */
  readonly isNever?: boolean;
  /** Whether the goroutine recovers: what it would have done from there on is dropped, and the process goes on. */
  readonly isRecovered?: boolean;
}

interface Asked {
  readonly pkg: PackageModel;
  readonly channels: Channels;
  readonly graphOf: (fn: GoFunction) => ControlFlowGraph;
}

/** What a run says in which an operation panics; undefined when something that is not followed may keep it from happening. */
export function panicUnder(
  asked: Asked,
  owner: GoFunction,
  followed: ReadonlyMap<VarObject, Channel>,
  { action, goroutine, closedBy, notes }: Panicking,
): ChannelPanic | undefined {
  const { pkg } = asked;
  const { kind, node, channel: variable } = action;
  if (!closedBy || !followed.has(variable) || (kind !== 'send' && kind !== 'close')) return undefined;
  // what a test does with the code under test is not what its users do
  if (owner.file.isTest && !pkg.fileOf(node).isTest) return undefined;
  if (isOfOtherRound(pkg, closedBy.call) || isOfOtherRound(pkg, node)) return undefined;
  const closer = runnerOf(pkg, closedBy.call);
  if (closer && isBehindEndlessWait(pkg, closedBy.call, closer)) return undefined;
  const { start } = goroutine;
  const own = notes.filter((note) => note.goroutine === 0);
  const found = {
    kind,
    node,
    closedBy: closedBy.call,
    variable,
    owner,
    start,
    exit: own.findLast((note) => note.kind === 'exit')?.node,
    chosen: own.findLast((note) => note.kind === 'case')?.node,
    ...(goroutine.frames.some(({ fn }) => isSeenToRecover(pkg, fn)) ? { isRecovered: true } : {}),
  };
  if (start !== closedBy.start) {
    const isFree = isUnordered(asked, followed, found, closedBy.start);
    return isFree && !isScript(pkg, found) ? { ...found, order: 'race' } : undefined;
  }
  const order = orderIn(asked, node, closedBy.call);
  return order && (order === 'sequence' || start) ? { ...found, order } : undefined;
}

/** Whether a test decides by what it sets up whether a send comes at all. */
function isScript(
  pkg: PackageModel,
  { kind, node, owner }: Pick<ChannelPanic, 'kind' | 'node' | 'owner'>,
): boolean {
  const runner = runnerOf(pkg, node);
  return kind === 'send' && owner.file.isTest && runner !== undefined && isConditional(pkg, node, runner);
}

/** Whether a deferred operation stands in a loop: each round may have a channel of its own. */
function isOfOtherRound(pkg: PackageModel, node: SyntaxNode): boolean {
  const deferred = node.ancestor('defer_statement');
  const fn = deferred && pkg.functionOf(deferred);
  return fn !== undefined && !loopsAround(deferred!, fn.node).next().done;
}

/**
 * How one operation comes behind another of the same function; undefined when rounds of a loop, or conditions, may keep
 * them apart.
 */
function orderIn(
  { pkg, graphOf }: Asked,
  node: SyntaxNode,
  closing: SyntaxNode,
): 'sequence' | 'copies' | undefined {
  const fn = runnerOf(pkg, node);
  if (!fn) return undefined;
  // a function that it has called has closed it
  if (runnerOf(pkg, closing) !== fn) return isLate(pkg, node) ? 'sequence' : undefined;
  const graph = graphOf(fn);
  const [to, from] = [node, closing].map((each) => graph.blockOf(each));
  if (!from || !to) return undefined;
  const copies = isUnconditional(closing, fn) ? 'copies' : undefined;
  if (node === closing) {
    if (!graph.inLoop(from)) return copies;
    return isEachRound(graph, from) ? 'sequence' : undefined;
  }
  if (isTold(pkg, closing, node, fn) || isOutgrown(pkg, closing, node, fn)) return undefined;
  if (isLate(pkg, node)) return 'sequence';
  // it comes last, so that only another run of the function can be ahead of it
  if (isLate(pkg, closing)) return copies;
  if ((from === to && closing.start < node.start) || reachesForward(from, to)) return 'sequence';
  return isEachRound(graph, from) && isEachRound(graph, to) ? 'sequence' : undefined;
}

/** Whether a node runs when its function is left. */
function isLate(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  const deferred = node.ancestor('defer_statement');
  return deferred !== undefined && fn !== undefined && (fn.node.contains(deferred) || isDeferred(fn.node));
}

/** Whether a way that goes round no loop leads from a block to another. */
function reachesForward(from: BasicBlock, to: BasicBlock): boolean {
  const reached = new Set([from]);
  for (const block of reached) {
    for (const edge of block.successors) {
      if (edge.isBackEdge) continue;
      if (edge.to === to) return true;
      reached.add(edge.to);
    }
  }
  return false;
}

/** Whether no round of the loop around a block passes it by. */
function isEachRound(graph: ControlFlowGraph, block: BasicBlock): boolean {
  const back = graph.blocks.flatMap(({ successors }) => successors.filter(({ isBackEdge }) => isBackEdge));
  const around = back.filter((edge) => graph.dominates(edge.to, block) && graph.inLoop(block));
  return around.length > 0 && around.every((edge) => !comesBack(edge.to, new Set([block])));
}

const CONDITIONAL: readonly NodeKind[] = [
  'if_statement',
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
  'for_statement',
];

/** Whether nothing around a node decides whether it runs, up to the function or the goroutine that it runs in. */
function isUnconditional(node: SyntaxNode, fn: GoFunction): boolean {
  const around = node.ancestor(...CONDITIONAL);
  if (around && fn.node.contains(around)) return false;
  return !isDeferred(fn.node) || !fn.outer || isUnconditional(fn.node, fn.outer);
}

/** The function that runs a node, or defers the literal which does. */
function runnerOf(pkg: PackageModel, node: SyntaxNode): GoFunction | undefined {
  let fn = pkg.functionOf(node);
  while (fn?.outer && isDeferred(fn.node)) fn = fn.outer;
  return fn;
}

/**
 * Whether nothing that is not followed makes one of two goroutines wait for the other: a lock, another channel, a call
 * that gets what both use, as many receives as there are sends.
 */
function isUnordered(
  asked: Asked,
  followed: ReadonlyMap<VarObject, Channel>,
  {
    kind,
    node,
    closedBy,
    start,
    exit,
    chosen,
    variable,
  }: Pick<ChannelPanic, 'kind' | 'node' | 'closedBy' | 'start' | 'exit' | 'chosen' | 'variable'>,
  closerStart: SyntaxNode | undefined,
): boolean {
  const { pkg, channels } = asked;
  const closer = runnerOf(pkg, closedBy);
  const runner = runnerOf(pkg, node);
  if (!closer?.body || !runner?.body || closer === runner) return false;
  if (kind === 'close' && !(isUnconditional(node, runner) && isUnconditional(closedBy, closer))) return false;
  const begun = [start, closerStart].find((each) => each && pkg.functionOf(each) === closer)?.end ?? 0;
  const end = isLate(pkg, closedBy) ? closer.node.end : closedBy.start;
  const isOwn = (each: SyntaxNode | undefined): boolean =>
    each !== undefined && runnerOf(pkg, each) === closer && closer.node !== each && each.kind !== 'block';
  const leaves = isLate(pkg, closedBy) ? (isOwn(exit) ? exit : undefined) : closedBy;
  if (kind === 'send' && hasCounted(pkg, followed.get(variable)!, { closer, begun, leaves, chosen }))
    return false;
  if (kind === 'send' && start && isOnlySend(asked, followed.get(variable)!, node, runner)) {
    const closing = { closer, begun, leaves, chosen };
    if (isCountedByReceiver(pkg, followed.get(variable)!, closing, { send: node, runner, start }))
      return false;
  }
  const isBetween = (each: SyntaxNode): boolean => each.start >= begun && each.start < end;
  return !mayWaitBetween({ pkg, channels, followed }, { closer, runner, start, isBetween });
}

/** Whether no way through a function leads from another send on the channel to a send, or from there to another. */
function isOnlySend(
  { pkg, graphOf }: Asked,
  { operations }: Channel,
  send: SyntaxNode,
  runner: GoFunction,
): boolean {
  const graph = graphOf(runner);
  const own = graph.blockOf(send);
  return operations.every(({ kind, node }) => {
    if (kind !== 'send' || node === send || !runner.node.contains(node)) return true;
    const block = pkg.functionOf(node) === runner ? graph.blockOf(node) : undefined;
    if (!own || !block || block === own) return false;
    return !reachesForward(block, own) && !reachesForward(own, block);
  });
}
