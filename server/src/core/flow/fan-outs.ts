import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { STARTERS } from './channels.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { callsFrom, isSameEachTime, type RoundCall } from './rounds.ts';

/** A loop that starts a goroutine in each round and waits for none of them. */
export interface FanOut {
  readonly loop: SyntaxNode;
  /** The `go` statement, or the call of errgroup.Group.Go or sync.WaitGroup.Go. */
  readonly start: SyntaxNode;
  readonly function: GoFunction;
  /** The call of the function in a `go` statement: what its parameters get. */
  readonly call: SyntaxNode | undefined;
}

/** Goroutines at a time that make no burst. */
const FEW = 2;

/** Every fan-out of a file that may run more than two goroutines at a time, one start for each loop. */
export function* fanOutsIn(pkg: PackageModel, file: FileModel): Generator<FanOut> {
  for (const loop of file.tree.root.descendants('for_statement')) {
    if (!/^(?:finite|counted)$/.test(roundsOf(pkg, loop)) || isShort(pkg, loop)) continue;
    const start = startIn(pkg, loop);
    const fan = start && startedBy(pkg, start);
    if (!start || !fan || isPaced(pkg, loop) || isNarrow(pkg, loop, start)) continue;
    yield { loop, start, ...fan };
  }
}

function startIn(pkg: PackageModel, loop: SyntaxNode): SyntaxNode | undefined {
  const body = loop.field('body');
  for (const node of body?.descendants('go_statement', 'call_expression') ?? []) {
    if ([...loopsAround(node)][0] !== loop) continue;
    if (node.kind === 'go_statement' || STARTERS.has(pkg.calleeOf(node)?.id ?? '')) return node;
  }
  return undefined;
}

function startedBy(pkg: PackageModel, start: SyntaxNode): Pick<FanOut, 'function' | 'call'> | undefined {
  if (start.kind === 'go_statement') {
    const call = start.firstNamedChild;
    const callee = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
    const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
    return call && fn ? { function: fn, call } : undefined;
  }
  const given = start.field('arguments')?.firstNamedChild;
  const fn = given?.kind === 'func_literal' ? pkg.functionAt(given) : undefined;
  return fn && { function: fn, call: undefined };
}

/** Whether a loop has no more than two rounds, as the source counts them. */
function isShort(pkg: PackageModel, loop: SyntaxNode): boolean {
  const body = loop.field('body');
  const head = loop.namedChildren.find((child) => child !== body && !child.isExtra);
  const ranged = head?.kind === 'range_clause' ? head.field('right') : undefined;
  const object = ranged && variable(pkg, ranged);
  const list = object ? onlyAssigned(pkg, object) : ranged;
  if (list?.kind === 'composite_literal') {
    const elements = list.field('body')?.namedChildren ?? [];
    return elements.filter(({ kind }) => kind !== 'comment').length <= FEW;
  }
  const condition = head?.kind === 'for_clause' ? head.field('condition') : undefined;
  const limit = ranged ?? (condition?.kind === 'binary_expression' ? condition.field('right') : undefined);
  return limit !== undefined && isFew(pkg, limit);
}

function isFew(pkg: PackageModel, number: SyntaxNode): boolean {
  const value = pkg.constantOf(number);
  return value?.kind === 'int' && value.value <= BigInt(FEW);
}

/** Whether a loop waits in its rounds: for a goroutine, for time, or for whoever limits the rate. */
function isPaced(pkg: PackageModel, loop: SyntaxNode): boolean {
  const fn = pkg.functionOf(loop);
  for (const node of loop.descendants('call_expression', 'unary_expression')) {
    if (pkg.functionOf(node) !== fn) continue;
    if (node.kind === 'call_expression') {
      if (/(?:\.Wait|^time\.Sleep)$/.test(pkg.calleeOf(node)?.id ?? '')) return true;
    } else if (node.field('operator')?.text === '<-' && node.parent?.kind !== 'receive_statement')
      return true;
  }
  return false;
}

/** Whether a semaphore or the limit of the group lets no more than two goroutines run at a time. */
function isNarrow(pkg: PackageModel, loop: SyntaxNode, start: SyntaxNode): boolean {
  for (const send of loop.descendants('send_statement')) {
    const channel = send.field('channel');
    const object = channel && variable(pkg, unwrapped(channel));
    const made = object && onlyAssigned(pkg, object);
    const capacity = made?.kind === 'call_expression' ? made.field('arguments')?.namedChildren[1] : undefined;
    if (capacity && isFew(pkg, capacity)) return true;
  }
  const group = start.kind === 'call_expression' ? pkg.calleeOf(start)?.receiver : undefined;
  const object = group && variable(pkg, unwrapped(group));
  return (
    object !== undefined &&
    pkg.referencesTo(object).some(({ parent }) => {
      const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
      if (call?.kind !== 'call_expression' || parent?.field('field')?.text !== 'SetLimit') return false;
      const limit = call.field('arguments')?.firstNamedChild;
      return limit !== undefined && isFew(pkg, limit);
    })
  );
}

/** The calls that each goroutine of a fan-out comes to once: those in longer loops of its functions are left out. */
export function callsInEach(pkg: PackageModel, fan: FanOut): Generator<RoundCall> {
  const first = { pkg: homeOf(pkg, fan.function), function: fan.function, call: fan.call };
  return callsFrom([first], { inLoops: false, started: false });
}

/** Whether an expression beside a call has the same value in all goroutines of a fan-out. */
export function isSameInEach(
  pkg: PackageModel,
  fan: FanOut,
  call: RoundCall,
  expression: SyntaxNode,
): boolean {
  return isSameEachTime(pkg, fan.loop, call, expression);
}
