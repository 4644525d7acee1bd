import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { blocksFrom } from './graph.ts';
import { graphsOf } from './graphs.ts';
import { implementationsOf } from './implementations.ts';

/** Calls between the one that is asked about and the function that goes in steps. */
const MOST_CALLS = 4;

/**
 * Whether a call, or a function of the program that it leads to, changes several things one after the other with the context
 * that it gets: calls follow each other of which nothing but the error is looked at. Ended between them it leaves half of
 * the change.
 */
export function isChangeInSteps(pkg: PackageModel, call: SyntaxNode, depth = 0): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee || depth > MOST_CALLS) return false;
  const called = callee.kind === 'interface-method' ? implementationsOf(pkg, callee) : [callee.function];
  return called.some((fn) => fn?.body !== undefined && goesInSteps(homeOf(pkg, fn), fn, depth));
}

function goesInSteps(pkg: PackageModel, fn: GoFunction, depth: number): boolean {
  const { results } = pkg.signatureOf(fn);
  if (results.length > 1 || results.some(({ type }) => !isErrorType(type))) return false;
  const context = fn.parameters.find((each) => each && namedId(pkg.typeOfObject(each)) === 'context.Context');
  if (!context) return false;
  pkg.program.memory.usesText(fn);
  const steps = callsWith(pkg, context).filter((each) => pkg.functionOf(each) === fn);
  const changes = steps.filter((each) => givesOnlyError(pkg, each));
  return (
    changes.some((each) => changes.some((other) => isFollowedBy(pkg, fn, each, other))) ||
    steps.some((each) => isChangeInSteps(pkg, each, depth + 1))
  );
}

/** The calls that get a context as their argument, for more than its values. */
function callsWith(pkg: PackageModel, context: VarObject): readonly SyntaxNode[] {
  return pkg.referencesTo(context).flatMap(({ parent }) => {
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    const id = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
    return call && id !== undefined && !/^(?:context|log\/slog)\./.test(id) ? [call] : [];
  });
}

/** Whether a call gives an error, and nothing else of what it gives is used. */
function givesOnlyError(pkg: PackageModel, call: SyntaxNode): boolean {
  const results = pkg.calleeOf(call)?.signature?.results ?? [];
  if (!isErrorType(results.at(-1)?.type)) return false;
  const list = call.parent?.kind === 'expression_list' ? call.parent : undefined;
  const targets = targetsOf(list?.parent);
  return (
    results.length === 1 || (targets.length > 1 && targets.slice(0, -1).every(({ text }) => text === '_'))
  );
}

/** Whether control may come from one call to another function's call, other than round a loop. */
function isFollowedBy(pkg: PackageModel, fn: GoFunction, first: SyntaxNode, second: SyntaxNode): boolean {
  if (first.end > second.start || first.field('function')?.text === second.field('function')?.text)
    return false;
  const graph = graphsOf(pkg).graphOf(fn);
  const [from, to] = [graph.blockOf(first), graph.blockOf(second)];
  return from !== undefined && to !== undefined && (from === to || blocksFrom(from).has(to));
}
