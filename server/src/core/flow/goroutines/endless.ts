import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isOwnFunction } from '../channel-syntax.ts';
import type { Channels } from '../channels.ts';
import type { BasicBlock, ControlFlowGraph } from '../model.ts';
import { isSeenAgain } from './again.ts';
import { isAwaited } from './awaited.ts';
import { isStartedWithEntry } from './entry-starts.ts';
import { isOnce, isRestart } from './once.ts';

/** A loop that waits for the clock only, and that nothing leaves. */
export interface EndlessLoop {
  readonly function: GoFunction;
  /** The outermost loop; undefined when it is made with goto. */
  readonly loop: SyntaxNode | undefined;
  /** Where it waits: a select, a receive, a range clause, a call of time.Sleep. */
  readonly waits: readonly SyntaxNode[];
  /** Where it is started as a goroutine, directly or in a function that calls it. */
  readonly starts: readonly LoopStart[];
  /** Nothing in the package calls the function, and others can, not only once. */
  readonly isForOthers: boolean;
  /** What others can start is seen to be called more than once. */
  readonly isCalledAgain: boolean;
}

export interface LoopStart {
  /** The go statement, or the call of a group's `Go`. */
  readonly node: SyntaxNode;
  /** It runs once in the life of the process, or the process ends with the function that runs it. */
  readonly isOnce: boolean;
  /** It is seen to run more than once in the life of a process: see `isSeenAgain`. */
  readonly isAgain: boolean;
  /** It runs for a new entry of a list or map that is never taken away: see `isStartedWithEntry`. */
  readonly isOfEntry: boolean;
}

const MOST_CALLERS = 3;

/**
 * The loop in a function that goes round forever with every wake-up: each of its waits ends with a timer or ticker,
 * and no path from them leaves the function. Undefined for a loop that also waits for something else, which may be
 * what stops it, and for one that can return, panic or end the process.
 */
export function endlessLoopOf(
  pkg: PackageModel,
  channels: Channels,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  fn: GoFunction,
): EndlessLoop | undefined {
  if (!fn.body || fn.hasError) return undefined;
  const graph = graphOf(fn);
  const isTimer = (expression: SyntaxNode | undefined): boolean =>
    expression !== undefined && channels.channelOf(expression).wokenBy === 'timer';
  let waits: SyntaxNode[] = [];
  let fewest = Number.POSITIVE_INFINITY;
  for (const block of graph.blocks) {
    if (!graph.isReachable(block)) continue;
    const here = block.nodes.filter((node) => waitKind(pkg, node, isTimer) === 'timer');
    if (here.length === 0) continue;
    const reached = reachedFrom(block, isTimer);
    if (!reached.has(block) || graph.exits.some((exit) => reached.has(exit.block))) continue;
    const nodes = [...reached].flatMap((each) => each.nodes);
    if (nodes.some((node) => waitKind(pkg, node, isTimer) === 'other')) continue;
    // the innermost of loops that follow each other is the one that never ends
    if (reached.size < fewest) waits = [];
    fewest = Math.min(fewest, reached.size);
    if (reached.size === fewest) waits.push(...here);
  }
  const [first] = waits;
  if (!first) return undefined;
  let loop: SyntaxNode | undefined;
  for (let node = first.parent; node && node !== fn.node; node = node.parent) {
    if (node.kind === 'for_statement') loop = node;
  }
  const isOnceHere = (node: SyntaxNode): boolean => isOnce(pkg, graphOf, node, fn);
  const isAgainHere = (node: SyntaxNode): boolean => isSeenAgain(pkg, graphOf, node, fn);
  const starts = startsOf({ pkg, channels, graphOf, isOnceHere, isAgainHere }, fn, new Set());
  const isDeclared = fn.node.kind !== 'func_literal';
  const isForOthers =
    isDeclared &&
    channels.callersOf(fn) === undefined &&
    pkg.callsTo(fn).length === 0 &&
    !isOnceHere(fn.body);
  const isCalledAgain = isForOthers && isAgainHere(fn.body);
  return { function: fn, loop, waits, starts, isForOthers, isCalledAgain };
}

/** Blocks that control reaches after a block; a range over a ticker has no end, its channel is never closed. */
function reachedFrom(block: BasicBlock, isTimer: (node: SyntaxNode | undefined) => boolean): Set<BasicBlock> {
  const reached = new Set<BasicBlock>();
  const work = [block];
  while (work.length > 0) {
    for (const edge of work.pop()!.successors) {
      if (edge.kind === 'done' && isTimer(edge.condition?.field('right'))) continue;
      if (reached.has(edge.to)) continue;
      reached.add(edge.to);
      work.push(edge.to);
    }
  }
  return reached;
}

/** What a node of the graph waits for, itself. */
function waitKind(
  pkg: PackageModel,
  node: SyntaxNode,
  isTimer: (node: SyntaxNode | undefined) => boolean,
): 'timer' | 'other' | undefined {
  if (node.kind === 'select_statement') {
    const cases = node.namedChildren.filter((child) => child.kind === 'communication_case');
    const hasDefault = node.namedChildren.some((child) => child.kind === 'default_case');
    const isClock = cases.every((clause) => {
      let value = clause.field('communication');
      if (value?.kind === 'receive_statement') value = value.field('right');
      return value?.kind === 'unary_expression' && isTimer(value.field('operand'));
    });
    if (!isClock || cases.length === 0) return 'other';
    return hasDefault ? undefined : 'timer';
  }
  if (node.kind === 'range_clause') {
    const right = node.field('right');
    if (pkg.typeOf(right ?? node)?.kind === 'chan') return isTimer(right) ? 'timer' : 'other';
    return undefined;
  }
  // the communication of a select's case is judged with the select
  if (node.parent?.kind === 'communication_case') return undefined;
  let kind: 'timer' | 'other' | undefined;
  for (const inner of node.descendants('unary_expression', 'send_statement', 'call_expression')) {
    if (pkg.functionOf(inner) !== pkg.functionOf(node)) continue;
    if (inner.kind === 'send_statement') return 'other';
    if (inner.kind === 'unary_expression') {
      if (inner.field('operator')?.text !== '<-') continue;
      if (!isTimer(inner.field('operand'))) return 'other';
      kind = 'timer';
    } else if (pkg.calleeOf(inner)?.id === 'time.Sleep') kind ??= 'timer';
  }
  return kind;
}

interface Asked {
  readonly pkg: PackageModel;
  readonly channels: Channels;
  readonly graphOf: (fn: GoFunction) => ControlFlowGraph;
  readonly isOnceHere: (node: SyntaxNode) => boolean;
  readonly isAgainHere: (node: SyntaxNode) => boolean;
}

/** Where a function is started; a start that its function waits for is like a call: nothing stays behind when it leaves. */
function startsOf(asked: Asked, fn: GoFunction, seen: Set<GoFunction>, depth = 0): LoopStart[] {
  const { pkg, channels, graphOf, isOnceHere, isAgainHere } = asked;
  if (depth > MOST_CALLERS || seen.has(fn)) return [];
  seen.add(fn);
  const starts: LoopStart[] = [];
  const own = channels.startsOf(fn);
  for (const node of own) {
    // it takes the place of the one that is over
    if (isRestart(pkg, node, fn)) continue;
    const starter = pkg.functionOf(node);
    if (starter && isAwaited(pkg, graphOf, node, fn))
      starts.push(...startsOf(asked, starter, seen, depth + 1));
    else {
      const isOfEntry = isStartedWithEntry(pkg, node);
      starts.push({ node, isOnce: isOnceHere(node), isAgain: !isOfEntry && isAgainHere(node), isOfEntry });
    }
  }
  if (own.length > 0) return starts;
  for (const call of channels.callersOf(fn) ?? pkg.callsTo(fn)) {
    const caller = pkg.functionOf(call);
    if (!caller || !isOwnFunction(pkg, caller)) continue;
    starts.push(...startsOf(asked, caller, seen, depth + 1));
  }
  return starts;
}
