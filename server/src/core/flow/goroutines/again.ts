import { outermost } from '../../semantic/declarations.ts';
import { isExportedFunction, isOpenToOtherModules } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { moduleGraphOf } from '../../semantic/module-graph.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole } from '../assignments.ts';
import { isEntryPoint } from '../channels.ts';
import { blocksFrom } from '../graph.ts';
import { implementationsOf } from '../implementations.ts';
import { callGiven } from '../literal-runs.ts';
import { loopsAround, roundsOf } from '../loop-heads.ts';
import type { ControlFlowGraph } from '../model.ts';
import { isTriedUntilFine } from '../retries.ts';
import { runsOnce } from '../run-once.ts';
import { registrationsOf } from '../runnables.ts';
import type { Place } from './held-functions.ts';
import { callsInModule, isGuarded, isInCommand, isOnce, isPerRequest, isRestart } from './once.ts';
import { handingsOf, isBehindTests, isKeptOut, makersOf, runsValue } from './run-places.ts';

type GraphOf = (fn: GoFunction) => ControlFlowGraph;

/** A place on a way to a start, and the functions between. */
interface Step extends Place {
  readonly made: readonly GoFunction[];
  /** One of them sets variables of its package: a second call would only replace what the first has set. */
  readonly isSetUp: boolean;
}

/**
 * github.com/onsi/ginkgo core_dsl.go, "BeforeEach nodes are Setup nodes whose closures run before It node closures", the same of
 * its siblings; table_dsl.go, DescribeTable: the function runs for each of its entries.
 */
const RUN_FOR_EACH: ReadonlySet<string> = new Set(
  ['github.com/onsi/ginkgo', 'github.com/onsi/ginkgo/v2', 'github.com/onsi/ginkgo/extensions/table'].flatMap(
    (path) =>
      ['BeforeEach', 'JustBeforeEach', 'AfterEach', 'JustAfterEach', 'DescribeTable'].map(
        (name) => `${path}.${name}`,
      ),
  ),
);

/** Calls between a start and what makes it run again. */
const MOST_CALLS = 8;

/**
 * Whether a statement is seen to run more than once in the life of one process, so that what it leaves behind adds up: it
 * stands, or is called, in a request's handler, in a loop that no list ends or in a function that calls itself; two calls of one function
 * come after each other; a library without a program exports it; or it belongs to a test. A loop over a list says nothing of
 * itself: at start-up it goes over what is configured.
 * @param goroutine what the statement starts: what it defers runs when it is over, so that a start from there replaces it
 * @param addsUp false where what is left behind ends the caller, so that a call behind the first is not come to
 */
export function isSeenAgain(
  pkg: PackageModel,
  graphOf: GraphOf,
  node: SyntaxNode,
  goroutine?: GoFunction,
  addsUp = true,
): boolean {
  if (pkg.fileOf(node).isTest) return true;
  const seen = new Set<GoFunction>();
  const steps: Step[] = [{ pkg, node, made: [], isSetUp: false }];
  for (const step of steps) {
    const fn = step.pkg.functionOf(step.node);
    const top = outermost(fn);
    if (!fn || !top || top.file.isTest || isGuarded(step.pkg, step.node, fn)) continue;
    if (step.made.length > 0 && isBehindTests(step)) continue;
    if (isPerRequest(step.pkg, fn) || isRunForEach(step.pkg, fn) || isInOpenLoop(step.pkg, step.node, top))
      return true;
    if (step.made.includes(top)) return true;
    if (isEntryPoint(top) || isInCommand(step.pkg, fn) || runsValue(step) || seen.has(top)) continue;
    seen.add(top);
    const isSetUp = step.isSetUp || setsPackage(step.pkg, top);
    const calls = callsOf(step.pkg, top).filter(
      (call) => !isRestart(call.pkg, call.node, goroutine) && !isKeptOut(step.pkg, top, step.node, call),
    );
    const made = [...step.made, top];
    if (!isSetUp && isOfLibrary(step.pkg, top) && !isSetUpByAll(calls)) {
      const makers = makersOf(step.pkg, top);
      if (!makers) return true;
      for (const maker of makers) steps.push({ ...maker, made, isSetUp });
    }
    if (step.made.length >= MOST_CALLS) continue;
    if (addsUp && !isSetUp && isCalledTwice(calls, graphOf)) return true;
    for (const call of calls) if (!mayRunOthers(call)) steps.push({ ...call, made, isSetUp });
  }
  return false;
}

/** Whether a function is a literal, or in one, that a test suite runs for each of its specs. */
function isRunForEach(pkg: PackageModel, fn: GoFunction): boolean {
  for (let each: GoFunction | undefined = fn; each; each = each.outer) {
    const given = callGiven(each.node);
    if (given && RUN_FOR_EACH.has(pkg.calleeOf(given)?.id ?? '')) return true;
  }
  return false;
}

/** Known calls outside tests, and where a library is told to run it; those that are not known say nothing. */
function callsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  const calls = callsInModule(pkg, fn) ?? pkg.callsTo(fn).map((node) => ({ pkg, node }));
  const handings = calls.some(runsValue) ? handingsOf(pkg, fn) : [];
  return [...calls, ...handings, ...registrationsOf(pkg, fn, true)];
}

/** Whether a node stands in a loop, of its function or of one around it, that goes round as long as something comes. */
function isInOpenLoop(pkg: PackageModel, node: SyntaxNode, top: GoFunction): boolean {
  return [...loopsAround(node, top.node)].some(
    (loop) => /^(endless|open)$/.test(roundsOf(pkg, loop)) && !isTriedUntilFine(pkg, loop, node),
  );
}

/** Whether programs outside the module may call a function as often as they like. */
function isOfLibrary(pkg: PackageModel, fn: GoFunction): boolean {
  if (!isExportedFunction(fn) || !isOpenToOtherModules(pkg)) return false;
  const graph = moduleGraphOf(pkg, fn.file);
  return !graph.hasMain || !graph.isRun(fn.file);
}

/** Whether the module calls a function, and only where a variable of the package is set up once. */
function isSetUpByAll(calls: readonly Place[]): boolean {
  return (
    calls.length > 0 &&
    calls.every(({ pkg, node }) => {
      const fn = pkg.functionOf(node);
      return fn !== undefined && isGuarded(pkg, node, fn);
    })
  );
}

function setsPackage(pkg: PackageModel, fn: GoFunction): boolean {
  return [...(fn.body?.descendants('identifier') ?? [])].some((mention) => {
    const object = isAssignedWhole(mention) ? pkg.objectOf(mention) : undefined;
    return object?.kind === 'var' && object.role === 'package';
  });
}

/** Whether two calls of one function run in one process: one behind the other, or in functions of which neither is known to run once. */
function isCalledTwice(calls: readonly Place[], graphOf: GraphOf): boolean {
  const own = calls.filter(
    (call) =>
      call.node.kind === 'call_expression' &&
      call.pkg.functionOf(call.node) &&
      !mayRunOthers(call) &&
      !runsValue(call),
  );
  for (const [index, first] of own.entries()) {
    const fn = first.pkg.functionOf(first.node)!;
    const others = own.slice(index + 1);
    if (
      others.some(
        ({ pkg, node }) => pkg.functionOf(node) === fn && isBothOnPath(graphOf(fn), first.node, node),
      )
    )
      return true;
  }
  const open = own.filter(
    ({ pkg, node }) =>
      pkg.name !== 'main' &&
      !isOnce(pkg, graphOf, node) &&
      !runsOnce(pkg, graphOf, pkg.functionOf(node)!, 'finite'),
  );
  return new Set(open.map(({ pkg, node }) => outermost(pkg.functionOf(node)))).size > 1;
}

function isBothOnPath(graph: ControlFlowGraph, one: SyntaxNode, other: SyntaxNode): boolean {
  const first = graph.blockOf(one);
  const second = graph.blockOf(other);
  if (!first || !second) return false;
  return first === second || blocksFrom(first).has(second) || blocksFrom(second).has(first);
}

/** Whether a call of a method of an interface may run one of several types of the module: which of them is open. */
function mayRunOthers({ pkg, node }: Place): boolean {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  return callee?.kind === 'interface-method' && implementationsOf(pkg, callee).length > 1;
}

/** Callers that are looked at between a place and a function that is handed out. */
const MOST_CALLERS = 8;

/**
 * Whether a function around a place, or one that calls it, is handed to code outside of the module, which may run it as often as it
 * likes: `plugin.Register("hosts", setup)`.
 */
export function isHandedOut({ pkg, node }: Place, seen: Set<GoFunction> = new Set()): boolean {
  const fn = outermost(pkg.functionOf(node));
  if (!fn || seen.has(fn) || seen.size >= MOST_CALLERS) return false;
  seen.add(fn);
  const isOutside = (place: Place): boolean => {
    const callee = place.pkg.calleeOf(place.node);
    return callee?.kind !== 'value' && !callee?.function;
  };
  if (handingsOf(pkg, fn).some(isOutside)) return true;
  const calls = callsInModule(pkg, fn) ?? pkg.callsTo(fn).map((call) => ({ pkg, node: call }));
  return calls.some((call) => isHandedOut(call, seen));
}
