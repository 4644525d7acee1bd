import { GUARDS } from '../knowledge/once-functions.ts';
import { SET_UP } from '../knowledge/request-types.ts';
import { outermost } from '../semantic/declarations.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { WAITS_FOR } from './call-uses.ts';
import { Callers } from './callers.ts';
import { isEntryPoint } from './channels.ts';
import { isForSomeTexts } from './chosen-branches.ts';
import { isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isOnce, isPerRequest } from './goroutines/once.ts';
import { implementationsOf } from './implementations.ts';

import { loopsAround, roundsOf } from './loop-heads.ts';
import type { ControlFlowGraph } from './model.ts';
import { isRefresh } from './refreshes.ts';
import { isTriedUntilFine } from './retries.ts';

/** What makes a node run again and again. */
export interface RepeatedRun {
  /**
   * `request`: a handler that a library calls for each request. `record`: a hook that gorm calls for each record. `loop`: a loop that may go round often. `context`: a function
   * that nobody in the module is seen to call, or not only once, and that gets a context of its own, as methods of services do.
   */
  readonly kind: 'request' | 'record' | 'loop' | 'context';
  /** The handler, the `for` statement, the function. */
  readonly node: SyntaxNode;
  /** Whether it only runs again when what an earlier run has kept does not do any more. */
  readonly isRefresh: boolean;
  /**
   * Whether it is open which rounds of a loop run it: the loop calls a method of an interface that several types of the module have,
   * or a function that comes here for certain texts only of what it is given.
   */
  readonly isOneOfMany: boolean;
}

/** Calls between the place and what makes it run again. */
const MOST_CALLS = 6;
const KINDS: readonly RepeatedRun['kind'][] = ['request', 'record', 'loop', 'context'];

/** gorm.io/gorm callbacks/interfaces.go: `BeforeCreate(*gorm.DB) error` and its like, called for each value of a statement. */
const HOOKS = /^(Before|After)(Create|Save|Update|Delete|Find)$/;

/**
 * Why a node runs more than once in the life of the process: the strongest reason among the ways of the module to it.
 * Undefined when it runs once, or nothing shows that it runs more often.
 */
export function repeatedRunOf(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  node: SyntaxNode,
): RepeatedRun | undefined {
  if (isOnce(pkg, graphOf, node) && !isInLoop(pkg, node)) return undefined;
  const all = [...reasonsFor(pkg, node)];
  // what is refreshed later is made once before
  const found = all.some(({ isRefresh }) => isRefresh)
    ? all.filter(({ kind, isRefresh }) => isRefresh || kind !== 'context')
    : all;
  const doubts = (run: RepeatedRun): number =>
    Number(run.isRefresh) * 8 + Number(run.isOneOfMany) * 4 + KINDS.indexOf(run.kind);
  return found.sort((a, b) => doubts(a) - doubts(b))[0];
}

/** A place on a way from what is made to what makes it run, and the functions on the way. */
interface Step extends Place {
  readonly calls: number;
  readonly made: readonly GoFunction[];
  readonly isRefresh: boolean;
  readonly isOneOfMany: boolean;
}

function* reasonsFor(pkg: PackageModel, node: SyntaxNode): Generator<RepeatedRun> {
  const seen = new Set<GoFunction>();
  const steps: Step[] = [{ pkg, node, calls: 0, made: [], isRefresh: false, isOneOfMany: false }];
  for (const step of steps) {
    const fn = step.pkg.functionOf(step.node);
    if (fn && isSetUp(step.pkg, fn)) continue;
    const isRefreshing = step.isRefresh || isRefresh(step.pkg, step.node, step.made);
    const doubts = { isRefresh: isRefreshing, isOneOfMany: false };
    const loop = loopOf(step.pkg, step.node);
    if (loop) {
      yield { kind: 'loop', node: loop, ...doubts, isOneOfMany: step.isOneOfMany };
      continue;
    }
    if (!fn || seen.has(fn) || fn.file.isTest) continue;
    seen.add(fn);
    if (isPerRequest(step.pkg, fn)) yield { kind: 'request', node: fn.node, ...doubts };
    else if (isHook(step.pkg, fn)) yield { kind: 'record', node: fn.node, ...doubts };
    else if (!isEntryPoint(fn) && !isCommand(step.pkg, fn)) {
      const runs = runsOf(step.pkg, fn);
      if (runs.length === 0 && getsContext(step.pkg, fn)) yield { kind: 'context', node: fn.node, ...doubts };
      // a literal belongs to the function that it stands in
      const calls = step.calls + (fn.node.kind === 'func_literal' ? 0 : 1);
      if (calls > MOST_CALLS) continue;
      const made = [...step.made, fn];
      const isForSome = isForSomeTexts(step.pkg, step.node, fn);
      for (const run of runs) {
        const isOneOfMany = step.isOneOfMany || isForSome || mayRunOthers(run);
        steps.push({ ...run, calls, made, isRefresh: isRefreshing, isOneOfMany });
      }
    }
  }
}

/** Whether a function reads the configuration of the process: its loops go over what is written there. */
function isSetUp(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg
    .signatureOf(fn)
    .parameters.some(({ type }) => SET_UP.has(namedId(type) ?? namedId(pointed(type)) ?? ''));
}

/** Whether a call of a method of an interface may run one of several types of the module. */
function mayRunOthers({ pkg, node }: Place): boolean {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  return callee?.kind === 'interface-method' && implementationsOf(pkg, callee).length > 1;
}

/** The innermost loop around a node in its function that may go round often. */
function loopOf(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  return [...loopsAround(node)].find((loop) => isLong(pkg, loop) && !isTriedUntilFine(pkg, loop, node));
}

/** The same through the literals that it stands in. */
function isInLoop(pkg: PackageModel, node: SyntaxNode): boolean {
  const top = outermost(pkg.functionOf(node));
  return (
    top !== undefined &&
    [...loopsAround(node, top.node)].some((loop) => isLong(pkg, loop) && !isTriedUntilFine(pkg, loop, node))
  );
}

function isLong(pkg: PackageModel, loop: SyntaxNode): boolean {
  return !/^(one|counted)$/.test(roundsOf(pkg, loop));
}

function runsOf(pkg: PackageModel, fn: GoFunction): readonly Place[] {
  if (fn.node.kind !== 'func_literal') {
    return callsInModule(pkg, fn) ?? pkg.callsTo(fn).map((node) => ({ pkg, node }));
  }
  const list = fn.node.parent;
  const given = list?.kind === 'argument_list' ? list.parent : undefined;
  if (given?.kind === 'call_expression') {
    const id = pkg.calleeOf(given)?.id ?? '';
    return WAITS_FOR.has(id) && !GUARDS.has(id) ? [{ pkg, node: given }] : [];
  }
  return (new Callers(pkg).of(fn) ?? []).map((node) => ({ pkg, node }));
}

function isHook(pkg: PackageModel, fn: GoFunction): boolean {
  if (!HOOKS.test(fn.node.field('name')?.text ?? '')) return false;
  const [first, ...others] = pkg.signatureOf(fn).parameters;
  return fn.receiver !== undefined && others.length === 0 && namedId(first?.type) === 'gorm.io/gorm.DB';
}

/** Whether others call a function or method with a context: for one call each. */
function getsContext(pkg: PackageModel, fn: GoFunction): boolean {
  const [first] = pkg.signatureOf(fn).parameters;
  return isExportedFunction(fn) && namedId(first?.type) === 'context.Context';
}
