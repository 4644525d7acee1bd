import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { boundWhen, type IntegerBound, integerComparison } from './integer-bounds.ts';

/** Statuses of success (RFC 9110, 15.3). */
const SUCCESS: readonly [first: bigint, last: bigint] = [200n, 299n];
/** `StatusCode / 100` gives the class of a status. */
const CLASS = 100n;

/**
 * Whether a condition that comes out so says that the status of an HTTP answer is none of success, or not the one that was wanted
 * (RFC 9110, 15.3: "The 2xx (Successful) class of status code").
 * @param holds how the condition came out
 */
export function refusesAnswer(pkg: PackageModel, condition: SyntaxNode, holds: boolean): boolean {
  const comparison = integerComparison(pkg, condition);
  if (!comparison) return false;
  const { operand } = comparison;
  const isClass =
    operand.kind === 'binary_expression' &&
    operand.field('operator')?.text === '/' &&
    integerOf(pkg, operand.field('right')) === CLASS;
  const status = isClass ? operand.field('left') : operand;
  if (!status || !isStatus(pkg, status)) return false;
  const [first, last] = isClass ? [SUCCESS[0] / CLASS, SUCCESS[1] / CLASS] : SUCCESS;
  return isBeside(boundWhen<IntegerBound>(comparison.bound, holds), first, last);
}

function isStatus(pkg: PackageModel, node: SyntaxNode): boolean {
  const operand = node.kind === 'selector_expression' ? node.field('operand') : undefined;
  if (!operand || node.field('field')?.text !== 'StatusCode') return false;
  return namedId(pkg.typeOf(operand)) === 'net/http.Response';
}

function integerOf(pkg: PackageModel, node: SyntaxNode | undefined): bigint | undefined {
  const value = node && pkg.constantOf(node);
  return value?.kind === 'int' ? value.value : undefined;
}

/** Whether a number within a bound lies outside a range, or is not the wanted one of it. */
function isBeside({ relation, value }: IntegerBound, first: bigint, last: bigint): boolean {
  switch (relation) {
    case '==':
      return value < first || value > last;
    case '!=':
      return value >= first && value <= last;
    case '>':
      return value >= last;
    case '>=':
      return value > last;
    case '<':
      return value <= first;
    case '<=':
      return value < first;
  }
}
