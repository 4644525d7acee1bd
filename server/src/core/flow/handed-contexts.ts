import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { WITH_VALUE } from './contexts.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';

/**
 * The context that a call gives back with values at most: what WithValue or its like gets, or a function of the program that returns a
 * parameter of its own, `func Tagged(ctx context.Context, tag string) context.Context`.
 */
export function parentWithValue(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const given = callee && (node.field('arguments')?.namedChildren ?? []);
  if (!callee || !given) return undefined;
  if (WITH_VALUE.has(callee.id)) return given[0];
  const { function: fn, kind } = callee;
  if (!fn?.body || kind === 'value' || kind === 'interface-method' || given.length !== fn.parameters.length)
    return undefined;
  const index = handedOn(homeOf(pkg, fn), fn);
  return index === undefined ? undefined : given[index];
}

const handedOf = memoized<PackageModel, Map<GoFunction, number | undefined>>(() => new Map());

/** The parameter that a function returns with values at most, where it gives nothing but a context. */
function handedOn(pkg: PackageModel, fn: GoFunction): number | undefined {
  const known = handedOf(pkg);
  if (known.has(fn)) return known.get(fn);
  known.set(fn, undefined); // asked again while it is worked out
  const { results, parameters, variadic } = pkg.signatureOf(fn);
  const isContext = results.length === 1 && namedId(results[0]?.type) === 'context.Context' && !variadic;
  const indices = isContext
    ? [...parameters.keys()].filter((index) => namedId(parameters[index]?.type) === 'context.Context')
    : [];
  const found = indices.find((index) => returnsOnly(pkg, fn, index));
  known.set(fn, found);
  return found;
}

function returnsOnly(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  const parameter = fn.parameters[index];
  const isParameter = (home: PackageModel, node: SyntaxNode): boolean =>
    parameter !== undefined && variable(home, node) === parameter;
  const returns = [...(fn.body?.descendants('return_statement') ?? [])].filter(
    (each) => pkg.functionOf(each) === fn,
  );
  return (
    returns.length > 0 &&
    returns.every((statement) => {
      const value = statement.firstNamedChild?.firstNamedChild;
      const options = { fields: false, unknowns: true, passes: parentWithValue, stops: isParameter };
      const origins = value ? (originsOf(pkg, value, options)?.all ?? []) : [];
      return origins.length > 0 && origins.every(({ node }) => isParameter(homeOf(pkg, node), node));
    })
  );
}
