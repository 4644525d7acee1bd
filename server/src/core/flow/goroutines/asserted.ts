import { RETURNS_ONLY_FOR_NIL, RETURNS_ONLY_WHEN } from '../../knowledge/error-functions.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { isErrorType } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { checksOf } from '../error-checks.ts';
import { argumentAt, unwrapped, variable } from '../nil-comparison.ts';
import { type Condition, factReaderOf, nameOf } from '../path-facts.ts';

/** A condition that holds, or does not, behind a statement. */
export interface Asserted {
  readonly text: string;
  readonly holds: boolean;
}

/**
 * What a statement says by coming back, when it is a call that ends the test otherwise: `require.NoError(t, err)`,
 * `require.True(t, ok)`, and a helper of the program that comes back only when an error that it gets is nil, or two of its arguments
 * are equal.
 */
export function assertedBy(pkg: PackageModel, statement: SyntaxNode): Asserted | undefined {
  const call = statement.kind === 'expression_statement' ? statement.firstNamedChild : undefined;
  return call?.kind === 'call_expression' ? assertedByCall(pkg, call) : undefined;
}

function assertedByCall(pkg: PackageModel, call: SyntaxNode): Asserted | undefined {
  const callee = pkg.calleeOf(call);
  if (!callee) return undefined;
  const object = argumentAt(pkg, call, RETURNS_ONLY_FOR_NIL.get(callee.id));
  if (object) return { text: `${nameOf(object)} == nil`, holds: true };
  const list = call.field('arguments')?.namedChildren ?? [];
  const only = RETURNS_ONLY_WHEN.get(callee.id);
  const condition = only && list[only.index];
  if (only && condition) return told(pkg, condition, only.holds);
  const needed = callee.function && nilWhenBack(pkg, callee.function, list);
  if (needed) return { text: `${nameOf(needed)} == nil`, holds: true };
  const pair = callee.function && checksOf(pkg).equalWhenBack(callee.function);
  const [left, right] = pair?.map((index) => list[index] && unwrapped(list[index])) ?? [];
  if (!left || !right) return undefined;
  for (const [expression, value] of [
    [left, right],
    [right, left],
  ] as const) {
    if (value.kind === 'true' || value.kind === 'false') return told(pkg, expression, value.kind === 'true');
  }
  return undefined;
}

/** The variable that must be nil for a function of the program to come back with it. */
function nilWhenBack(pkg: PackageModel, fn: GoFunction, list: readonly SyntaxNode[]): VarObject | undefined {
  const checks = checksOf(pkg);
  for (const [index, argument] of list.entries()) {
    const object = variable(pkg, argument);
    if (!object || !isErrorType(pkg.typeOfObject(object))) continue;
    if (checks.returned(fn, index, false)?.size !== 0) continue;
    if ((checks.returned(fn, index, true)?.size ?? 0) > 0) return object;
  }
  return undefined;
}

function told(pkg: PackageModel, expression: SyntaxNode, holds: boolean): Asserted | undefined {
  const isNegated = expression.kind === 'unary_expression' && expression.field('operator')?.text === '!';
  const inner = isNegated ? expression.field('operand') : expression;
  if (!inner || inner.kind === 'true' || inner.kind === 'false') return undefined;
  const { text, isNegated: isOpposite }: Condition = factReaderOf(pkg).normalise(unwrapped(inner));
  return { text, holds: (holds !== isNegated) !== isOpposite };
}
