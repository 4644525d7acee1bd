import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { roundsOf } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/** A loop that goes round for as long as the process runs, and waits for time in each round. */
export interface PacedLoop {
  readonly loop: SyntaxNode;
  /** The longest of its waits in nanoseconds; undefined where one of them is not known. */
  readonly interval: bigint | undefined;
}

/** time/sleep.go, time/tick.go: what waits, or gives a channel to wait on, for its first argument. */
const WAITS: ReadonlySet<string> = new Set(['time.Sleep', 'time.After', 'time.Tick']);
/** `C` of these is a channel that says when it is time. */
const CLOCKS: ReadonlySet<string> = new Set(['time.Ticker', 'time.Timer']);
const CLOCK_MAKERS: ReadonlySet<string> = new Set(['time.NewTicker', 'time.NewTimer']);

/** The pace of a loop that nothing but its body, or the end of a context, leaves; undefined for any other loop. */
export function pacedLoop(pkg: PackageModel, loop: SyntaxNode): PacedLoop | undefined {
  if (!/^(?:endless|open)$/.test(roundsOf(pkg, loop))) return undefined;
  const fn = pkg.functionOf(loop);
  let longest = 0n;
  let isPaced = false;
  let isKnown = true;
  for (const node of loop.descendants('call_expression', 'selector_expression')) {
    if (pkg.functionOf(node) !== fn) continue;
    const isWait = node.kind === 'call_expression' && WAITS.has(pkg.calleeOf(node)?.id ?? '');
    const isTick = node.kind === 'selector_expression' && isReceived(node) && isClock(pkg, node);
    if (!isWait && !isTick) continue;
    const interval = isWait ? durationOf(pkg, node) : intervalOf(pkg, node);
    isPaced = true;
    if (interval === undefined) isKnown = false;
    else if (interval > longest) longest = interval;
  }
  return isPaced ? { loop, interval: isKnown ? longest : undefined } : undefined;
}

/** Whether an expression stands behind the arrow, or is what a loop ranges over. */
function isReceived(channel: SyntaxNode): boolean {
  const { parent } = channel;
  if (parent?.kind === 'range_clause') return channel.fieldName === 'right';
  return parent?.kind === 'unary_expression' && parent.field('operator')?.text === '<-';
}

/** `ticker.C` */
function isClock(pkg: PackageModel, channel: SyntaxNode): boolean {
  const clock = channel.field('field')?.text === 'C' ? channel.field('operand') : undefined;
  return clock !== undefined && CLOCKS.has(namedId(pkg.typeOf(clock)) ?? '');
}

function intervalOf(pkg: PackageModel, channel: SyntaxNode): bigint | undefined {
  const clock = channel.field('operand');
  const origins = (clock && originsOf(pkg, clock, { fields: true })?.all) ?? [];
  const lengths = origins.map(({ node }) => {
    const maker = unwrapped(node);
    const home = homeOf(pkg, maker);
    const isMade = maker.kind === 'call_expression' && CLOCK_MAKERS.has(home.calleeOf(maker)?.id ?? '');
    return isMade ? durationOf(home, maker) : undefined;
  });
  const [first, ...others] = lengths;
  return others.every((each) => each === first) ? first : undefined;
}

function durationOf(pkg: PackageModel, call: SyntaxNode): bigint | undefined {
  const given = call.field('arguments')?.firstNamedChild;
  const value = given && pkg.constantOf(given);
  return value?.kind === 'int' ? value.value : undefined;
}
