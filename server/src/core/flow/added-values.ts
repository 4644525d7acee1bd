import { homeOf } from '../semantic/home.ts';
import type { Question } from '../semantic/memory.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { WITH_VALUE } from './contexts.ts';
import { CONTROL } from './graphs.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * The context to which a call adds values at most, so that it ends as that does: `context.WithValue(ctx, key, v)`, or a function of the
 * program that gives a context which it gets, with values of its own.
 */
export function parentWithValue(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const given = node.field('arguments')?.namedChildren ?? [];
  if (!callee) return undefined;
  if (WITH_VALUE.has(callee.id)) return given[0];
  const isKnown = callee.kind !== 'value' && callee.kind !== 'interface-method';
  const fn = isKnown && callee.function?.body ? callee.function : undefined;
  const { index } = fn ? pkg.program.memory.ask(homeOf(pkg, fn), fn, GIVES_WITH_VALUE) : NONE;
  return index < 0 || given.length !== fn?.parameters.length ? undefined : given[index];
}

const NONE = { index: -1 } as const;

const GIVES_WITH_VALUE: Question<{ readonly index: number }> = {
  name: 'gives a context with values',
  family: CONTROL,
  compute: (pkg, fn) => ({ index: parameterGiven(pkg, fn) }),
  meanwhile: NONE, // recursion knows nothing
};

/** The parameter that a function gives back, with values at most, wherever it returns; -1 where it may give anything else. */
function parameterGiven(pkg: PackageModel, fn: GoFunction): number {
  const [result, ...others] = pkg.signatureOf(fn).results;
  if (others.length > 0 || namedId(result?.type) !== 'context.Context' || fn.results[0]) return -1;
  const returns = [...(fn.body?.descendants('return_statement') ?? [])].filter(
    (each) => pkg.functionOf(each) === fn,
  );
  const roots = returns.map((each) => rootOf(pkg, fn, each.firstNamedChild?.firstNamedChild, 0));
  const [root] = roots;
  return root && roots.every((each) => each === root) ? fn.parameters.indexOf(root) : -1;
}

const MOST_STEPS = 6;

/** The parameter below which a context is made of values alone. */
function rootOf(
  pkg: PackageModel,
  fn: GoFunction,
  expression: SyntaxNode | undefined,
  steps: number,
): VarObject | undefined {
  const node = expression && unwrapped(expression);
  if (!node || steps > MOST_STEPS) return undefined;
  const object = variable(pkg, node);
  if (!object) return rootOf(pkg, fn, parentWithValue(pkg, node), steps + 1);
  const isParameter = fn.parameters.includes(object);
  if (!isParameter && (object.role !== 'local' || object.function !== fn)) return undefined;
  const given = pkg
    .referencesTo(object)
    .filter((each) => isAssignedWhole(each) && !(isParameter && each === object.node))
    .map((each) => assignedTo(each)?.value);
  const above = given.map((value) => {
    const parent = value && parentWithValue(pkg, unwrapped(value));
    return parent && variable(pkg, parent) === object ? object : rootOf(pkg, fn, value, steps + 1);
  });
  const roots = new Set(isParameter ? [object, ...above] : above.filter((each) => each !== object));
  return roots.size === 1 ? [...roots][0] : undefined;
}
