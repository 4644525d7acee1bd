import { GUARDS } from '../knowledge/once-functions.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { WAITS_FOR } from './call-uses.ts';
import { isEntryPoint } from './channels.ts';
import { isCommand } from './commands.ts';
import type { Place } from './goroutines/held-functions.ts';
import { callsInModule, isOnce, isPerRequest } from './goroutines/once.ts';
import { graphsOf } from './graphs.ts';
import { implementationsOf } from './implementations.ts';
import { callGiven, runsOfLiteral } from './literal-runs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/**
 * Why somebody is helped when a call that waits comes to an end: it runs for a request; a caller has a context, so that it may
 * give up; or a loop without an end comes by again, and what hangs stops it. `once`: it runs once in the life of the process, or
 * its failure ends the process, and whoever started that waits for it. Undefined where none of that is seen.
 */
export type ReasonToEnd = 'request' | 'context' | 'rounds' | 'once';

/** Calls between the place and the reason. */
const MOST_CALLS = 6;
/** Calls between the place and a function with a context: further out it may be that of something else. */
const MOST_CALLS_TO_CONTEXT = 3;
/** Places that are looked at. */
const MOST_PLACES = 120;

interface Step extends Place {
  readonly calls: number;
  /** Whether a call through an interface led here that may run a method of another type. */
  readonly isOneOfMany: boolean;
}

/**
 * The reason to end a call that waits, on any way of the module to it.
 * @param node the call; tests count for nothing
 */
export function reasonToEnd(pkg: PackageModel, node: SyntaxNode): ReasonToEnd | undefined {
  if (failureEndsProcess(pkg, node)) return 'once';
  const isInPlace = ownRunsOf(pkg, node) === 'in place';
  if (isInPlace && startsOnce({ pkg, node })) return 'once';
  const seen = new Set<GoFunction>();
  const steps: Step[] = [{ pkg, node, calls: 0, isOneOfMany: false }];
  for (const step of steps) {
    if (seen.size > MOST_PLACES) return undefined;
    const fn = step.pkg.functionOf(step.node);
    // a person at the terminal ends what goes round there
    const isForPerson = fn !== undefined && isCommand(step.pkg, fn) && readsTerminal(step.pkg, fn);
    if (!isForPerson && isInEndlessLoop(step.pkg, step.node)) return 'rounds';
    if (!fn || seen.has(fn) || fn.file.isTest) continue;
    seen.add(fn);
    if (isPerRequest(step.pkg, fn)) return 'request';
    const isNear = step.calls <= MOST_CALLS_TO_CONTEXT && !step.isOneOfMany;
    if (isNear && getsContext(step.pkg, fn) && !(isInPlace && startsOnce(step))) return 'context';
    if (isEntryPoint(fn) || isCommand(step.pkg, fn)) continue;
    const isLiteral = fn.node.kind === 'func_literal';
    const calls = step.calls + (isLiteral ? 0 : 1);
    if (calls > MOST_CALLS) continue;
    for (const run of isLiteral ? runsOf(step.pkg, fn.node) : (callsInModule(step.pkg, fn) ?? []))
      steps.push({ ...run, calls, isOneOfMany: step.isOneOfMany || mayRunOthers(run) });
  }
  return undefined;
}

function startsOnce({ pkg, node }: Place): boolean {
  return isOnce(pkg, (fn) => graphsOf(pkg).graphOf(fn), node);
}

/** Where a literal runs as far as is seen; what others got runs for the function that it stands in. */
function runsOf(pkg: PackageModel, literal: SyntaxNode): readonly Place[] {
  const given = callGiven(literal);
  const known = runsOfLiteral(pkg, literal);
  return known?.length ? known : [{ pkg, node: given ?? literal }];
}

/** Whether a node runs when its declared function does, or in a literal that others have got and may call as often as they like. */
function ownRunsOf(pkg: PackageModel, node: SyntaxNode): 'in place' | 'by others' {
  for (let fn = pkg.functionOf(node); fn?.outer; fn = fn.outer) {
    const { parent } = fn.node;
    if (parent?.kind === 'call_expression' && fn.node.fieldName === 'function') continue;
    const id = pkg.calleeOf(callGiven(fn.node) ?? fn.node)?.id ?? '';
    if (!WAITS_FOR.has(id) && !GUARDS.has(id)) return 'by others';
  }
  return 'in place';
}

/** Whether the error of a call, asked for behind it in its function, ends the process. */
function failureEndsProcess(pkg: PackageModel, call: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
  const target = list && targetsOf(list.parent).at(-1);
  const error = target && variable(pkg, target);
  if (!fn || !error || !isErrorType(pkg.typeOfObject(error))) return false;
  const ends = graphsOf(pkg)
    .graphOf(fn)
    .exits.filter(({ kind }) => kind === 'no-return');
  return ends.some(({ node }) => {
    const statement = node?.ancestor('if_statement', 'func_literal');
    const condition = statement?.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    return comparison?.object === error && !comparison.equal && statement!.start > call.start;
  });
}

function readsTerminal(pkg: PackageModel, fn: GoFunction): boolean {
  return fn.file.tree
    .identifiersNamed('Stdin', fn.node)
    .some(({ parent }) => parent !== undefined && qualifiedId(pkg, parent) === 'os.Stdin');
}

function isInEndlessLoop(pkg: PackageModel, node: SyntaxNode): boolean {
  return [...loopsAround(node)].some((loop) => roundsOf(pkg, loop) === 'endless');
}

/** Whether the caller of a function gives it a context, named or not. */
function getsContext(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.signatureOf(fn).parameters.some(({ type }) => namedId(type) === 'context.Context');
}

function mayRunOthers({ pkg, node }: Place): boolean {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  return callee?.kind === 'interface-method' && implementationsOf(pkg, callee).length > 1;
}
