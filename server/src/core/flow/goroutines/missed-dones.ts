import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { PathFinder } from '../channel-paths.ts';
import { startOfLiteral } from '../channels.ts';
import { loopsAround } from '../loop-heads.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison, variable } from '../nil-comparison.ts';
import { placeOf } from '../places.ts';
import { isMainFunction } from '../process-end.ts';
import { FAILS } from './actions.ts';
import { runnerOf } from './literal-runners.ts';
import { boundOf, numberKey } from './loops.ts';
import { isNeverDone } from './open-groups.ts';
import { groupVariable, type WaitGroup, waitGroupCall, waitGroupOf } from './wait-groups.ts';

/** A goroutine that a wait group counts, and that may end without telling it. */
export interface MissedDone {
  /** What runs in the goroutine. */
  readonly function: GoFunction;
  /** The `go` statement. */
  readonly start: SyntaxNode;
  /** The call that counts it. */
  readonly add: SyntaxNode;
  /** The calls that tell of its end on other paths; none when nothing ever does. */
  readonly dones: readonly SyntaxNode[];
  /** The return (or the body, for its closing brace) through which it leaves without one; undefined when nothing tells. */
  readonly exit: SyntaxNode | undefined;
  /** The Wait that does not come back. */
  readonly wait: SyntaxNode;
  /** Whether everything that is done with the group is seen: a variable of a function, not a field. */
  readonly isLocal: boolean;
}

type GraphOf = (fn: GoFunction) => ControlFlowGraph;

/**
 * The goroutine that ends without telling its wait group, found from the first Done in it, or from the Add when nothing in
 * the package calls Done. A goroutine owes one Done where the function that starts it has called Add before; sync/waitgroup.go:
 * "Wait blocks until the WaitGroup task counter is zero".
 */
export function missedDoneAt(pkg: PackageModel, graphOf: GraphOf, call: SyntaxNode): MissedDone | undefined {
  const kind = waitGroupCall(pkg, call)?.kind;
  const variable = groupVariable(pkg, call.field('function')?.field('operand'));
  if (!variable || (kind !== 'done' && kind !== 'add')) return undefined;
  const group = waitGroupOf(pkg, variable);
  if (kind === 'done') return missedOnPath(pkg, graphOf, group, call);
  return neverCalled(pkg, graphOf, group, call) ?? neverTold(pkg, graphOf, group, call);
}

function missedOnPath(
  pkg: PackageModel,
  graphOf: GraphOf,
  group: WaitGroup,
  done: SyntaxNode,
): MissedDone | undefined {
  const fn = runnerOf(pkg, done);
  if (!fn?.body || !pkg.files.includes(fn.file)) return undefined;
  const inside = (node: SyntaxNode): boolean => fn.node.contains(node);
  const dones = callsOf(group, 'done');
  const own = dones.filter(inside).sort((a, b) => a.start - b.start);
  // told once, by its first Done; one that counts others itself is not judged
  if (own[0] !== done || callsOf(group, 'add').some(inside) || callsOf(group, 'go').length > 0)
    return undefined;
  if (!group.handedOver.every(inside) || own.some((each) => isRepeated(pkg, graphOf, each))) return undefined;
  // it may have no group
  if (own.some((each) => isAskedFor(pkg, group, each, fn))) return undefined;
  const starts = goStatementsOf(pkg, fn);
  const counted = starts?.map((start) => countOf(pkg, graphOf, group, start));
  const [first] = counted ?? [];
  if (!starts || !first || counted?.some((count) => !count)) return undefined;
  // somebody else may tell in its place
  if (!dones.every((each) => inside(each) || isOfAnother(pkg, graphOf, group, each, starts)))
    return undefined;
  const wait = waitBehind(pkg, group, starts);
  if (!wait) return undefined;
  // what a test leaves behind once it has failed ends with it
  const fails = [...fn.body.descendants('call_expression')].filter((each) =>
    FAILS.has(pkg.calleeOf(each)?.id ?? ''),
  );
  const ends = [...dones, ...group.handedOver, ...fails, ...returnsWithoutOwner(pkg, own, fn)];
  const missed = new PathFinder(pkg, graphOf, ends).find(fn);
  if (missed?.function !== fn) return undefined;
  return {
    function: fn,
    start: starts[0]!,
    add: first,
    dones: own,
    exit: missed.exit,
    wait,
    isLocal: isLocal(group),
  };
}

/** A group that counts a goroutine which ends, and on which nothing calls Done. */
function neverCalled(
  pkg: PackageModel,
  graphOf: GraphOf,
  group: WaitGroup,
  add: SyntaxNode,
): MissedDone | undefined {
  if (!isLocal(group) || group.escapes || group.calls.some(({ kind }) => kind === 'done' || kind === 'go'))
    return undefined;
  const adds = callsOf(group, 'add');
  const starter = pkg.functionOf(add);
  // it is a way to keep main from ending
  if (
    !starter ||
    isMainFunction(pkg, starter) ||
    adds[0] !== add ||
    !adds.every((each) => isPositive(pkg, each))
  )
    return undefined;
  const [wait] = callsOf(group, 'wait').filter(
    (each) => pkg.functionOf(each) === starter && each.start > add.start,
  );
  // one behind which nothing is done may be there to block
  if (!wait || !goesOnBehind(wait, starter)) return undefined;
  const graph = graphOf(starter);
  for (const start of starter.body?.descendants('go_statement') ?? []) {
    if (start.start < add.start || start.start > wait.start || pkg.functionOf(start) !== starter) continue;
    if (!graph.blockOf(start)) continue;
    const call = start.namedChildren.find(({ kind }) => kind === 'call_expression');
    const fn = call && pkg.calleeOf(call)?.function;
    // one that never ends is waited for on purpose
    if (!fn?.body || !graphOf(fn).exits.some(({ kind }) => kind === 'return' || kind === 'end'))
      return undefined;
    return { function: fn, start, add, dones: [], exit: undefined, wait, isLocal: true };
  }
  return undefined;
}

/**
 * A goroutine that is counted right before it starts and does not know the group, where more is added to that than is reported as
 * done: others that call Done have an Add of their own.
 */
function neverTold(
  pkg: PackageModel,
  graphOf: GraphOf,
  group: WaitGroup,
  add: SyntaxNode,
): MissedDone | undefined {
  const start = nextStatement(add);
  const call = start?.kind === 'go_statement' ? start.firstNamedChild : undefined;
  const fn = call && pkg.calleeOf(call)?.function;
  if (!start || !fn?.body || deltaOf(pkg, add) !== 1n || tells(pkg, group, start)) return undefined;
  if (!graphOf(fn).exits.some(({ kind }) => kind === 'return' || kind === 'end')) return undefined;
  const wait = callsOf(group, 'wait').find((each) => {
    const waiter = pkg.functionOf(each);
    return waiter !== undefined && goesOnBehind(each, waiter) && isNeverDone(pkg, each);
  });
  return wait && { function: fn, start, add, dones: [], exit: undefined, wait, isLocal: true };
}

/** The statement behind the one that a call is. */
function nextStatement(call: SyntaxNode): SyntaxNode | undefined {
  const statement = call.parent?.kind === 'expression_statement' ? call.parent : undefined;
  const list = statement?.parent?.namedChildren.filter((each) => !each.isExtra) ?? [];
  return statement && list[list.indexOf(statement) + 1];
}

/** Whether a function does something behind a call: the return of what has no name is nothing. */
function goesOnBehind(call: SyntaxNode, { body }: GoFunction): boolean {
  return [...(body?.descendants('identifier', 'call_expression') ?? [])].some(
    (node) => node.start >= call.end && !call.contains(node),
  );
}

function callsOf(group: WaitGroup, kind: 'add' | 'done' | 'wait' | 'go'): SyntaxNode[] {
  return group.calls.filter((each) => each.kind === kind).map(({ call }) => call);
}

function isLocal(group: WaitGroup): boolean {
  return [...group.variables].every(({ role }) => role === 'local' || role === 'parameter');
}

/** The `go` statements that start a function; undefined when it is called in another way as well, or by nobody. */
function goStatementsOf(pkg: PackageModel, fn: GoFunction): readonly SyntaxNode[] | undefined {
  if (fn.node.kind === 'func_literal') {
    const start = startOfLiteral(pkg, fn.node);
    return start?.kind === 'go_statement' ? [start] : undefined;
  }
  const starts = pkg.callsTo(fn).map(({ parent }) => parent);
  const isOnlyStarted = starts.length > 0 && starts.every((each) => each?.kind === 'go_statement');
  return isOnlyStarted ? starts.filter((each) => each !== undefined) : undefined;
}

function isRepeated(pkg: PackageModel, graphOf: GraphOf, call: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  const graph = fn && graphOf(fn);
  const block = graph?.blockOf(call);
  return !graph || !block || graph.inLoop(block);
}

/** Whether a call stands under a question for the group: `if wg != nil { wg.Done() }`. */
function isAskedFor(pkg: PackageModel, group: WaitGroup, call: SyntaxNode, fn: GoFunction): boolean {
  for (let node = call.parent; node && node !== fn.node; node = node.parent) {
    if (node.kind !== 'if_statement') continue;
    for (const comparison of node.field('condition')?.descendants('binary_expression') ?? []) {
      const operand = nilComparison(pkg, comparison)?.operand;
      const asked = operand && groupVariable(pkg, operand);
      if (asked && group.variables.has(asked)) return true;
    }
  }
  return false;
}

/** Returns of a function under `if s == nil`, where the group is a field of what `s` points to: then there is none. */
function returnsWithoutOwner(
  pkg: PackageModel,
  dones: readonly SyntaxNode[],
  fn: GoFunction,
): readonly SyntaxNode[] {
  const owners = new Set(
    dones.flatMap((done) => {
      const place = placeOf(pkg, done.field('function')?.field('operand'));
      return place && place.fields.length > 0 ? [place.root] : [];
    }),
  );
  return [...(fn.body?.descendants('return_statement') ?? [])].filter((exit) => {
    for (let node: SyntaxNode = exit; node.parent && node !== fn.node; node = node.parent) {
      const { parent } = node;
      if (parent.kind !== 'if_statement' || node.fieldName !== 'consequence') continue;
      const asked = nilComparison(pkg, parent.field('condition')!);
      const object = asked?.equal ? variable(pkg, asked.operand) : undefined;
      if (object && owners.has(object)) return true;
    }
    return false;
  });
}

/**
 * The Add on every way to a `go` statement that counts its goroutine alone, as far as numbers say; undefined when there is
 * none.
 */
function countOf(
  pkg: PackageModel,
  graphOf: GraphOf,
  group: WaitGroup,
  start: SyntaxNode,
): SyntaxNode | undefined {
  const starter = pkg.functionOf(start);
  if (!starter) return undefined;
  const graph = graphOf(starter);
  const block = graph.blockOf(start);
  const add = callsOf(group, 'add').findLast(
    (each) => pkg.functionOf(each) === starter && each.start < start.start && isPositive(pkg, each),
  );
  const home = add && graph.blockOf(add);
  if (!block || !home || !graph.dominates(home, block) || !isCountedEachRound(pkg, add, start))
    return undefined;
  const delta = deltaOf(pkg, add);
  const next = callsOf(group, 'add').find(
    (each) => each.start > start.start && pkg.functionOf(each) === starter,
  );
  let others = 0;
  for (const each of starter.body?.descendants('go_statement') ?? []) {
    const isCounted = each.start > add.start && (!next || each.start < next.start);
    if (isCounted && pkg.functionOf(each) === starter && tells(pkg, group, each)) others++;
  }
  // more goroutines than it counts share one Done
  return delta === undefined || BigInt(others) <= delta ? add : undefined;
}

/** Whether an Add before a loop counts as many goroutines as the loop starts, as far as the same number, or list, says. */
function isCountedEachRound(pkg: PackageModel, add: SyntaxNode, start: SyntaxNode): boolean {
  const [loop, ...others] = [...loopsAround(start)].filter((each) => !each.contains(add));
  if (!loop) return true;
  const added = numberKey(pkg, add.field('arguments')?.firstNamedChild);
  return others.length === 0 && added !== undefined && boundOf(pkg, loop) === added;
}

/** Whether what a `go` statement starts calls Done, or gets the group. */
function tells(pkg: PackageModel, group: WaitGroup, start: SyntaxNode): boolean {
  const call = start.namedChildren.find(({ kind }) => kind === 'call_expression');
  const fn = call && pkg.calleeOf(call)?.function;
  const isInside = (node: SyntaxNode): boolean => start.contains(node) || fn?.node.contains(node) === true;
  return callsOf(group, 'done').some(isInside) || group.handedOver.some(isInside);
}

/** Whether a Done belongs to a goroutine of its own, or to a function that counts itself. */
function isOfAnother(
  pkg: PackageModel,
  graphOf: GraphOf,
  group: WaitGroup,
  done: SyntaxNode,
  starts: readonly SyntaxNode[],
): boolean {
  const runner = runnerOf(pkg, done);
  if (!runner || isRepeated(pkg, graphOf, done)) return false;
  if (starts.some((start) => pkg.functionOf(start) === runner)) return false;
  const own = goStatementsOf(pkg, runner);
  if (own) return own.every((start) => countOf(pkg, graphOf, group, start) !== undefined);
  return callsOf(group, 'add').some((add) => pkg.functionOf(add) === runner && add.start < done.start);
}

/** A Wait for a group, rather one where its goroutine is started. */
function waitBehind(
  pkg: PackageModel,
  group: WaitGroup,
  starts: readonly SyntaxNode[],
): SyntaxNode | undefined {
  const waits = callsOf(group, 'wait');
  const starters = starts.map((start) => pkg.functionOf(start));
  return waits.find((wait) => starters.includes(pkg.functionOf(wait))) ?? waits[0];
}

function deltaOf(pkg: PackageModel, add: SyntaxNode): bigint | undefined {
  const argument = add.field('arguments')?.firstNamedChild;
  const value = argument && pkg.constantOf(argument);
  return value?.kind === 'int' ? value.value : undefined;
}

function isPositive(pkg: PackageModel, add: SyntaxNode): boolean {
  const argument = add.field('arguments')?.firstNamedChild;
  const delta = deltaOf(pkg, add);
  return delta === undefined ? argument?.kind !== 'unary_expression' : delta > 0n;
}
