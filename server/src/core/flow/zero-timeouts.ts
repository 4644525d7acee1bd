import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Leak } from './model.ts';
import { unwrapped } from './nil-comparison.ts';
import { isSamePlace, placeOf } from './places.ts';

/**
 * Whether control comes to where a cancel function is lost only with a timeout of zero or less: such a context has ended as it was made, and
 * its parent does not keep it (context/context.go, WithDeadlineCause: `if dur <= 0 { c.cancel(true, DeadlineExceeded, cause)`).
 */
export function isOfZeroTimeout(pkg: PackageModel, { exit, resource }: Leak): boolean {
  const { acquisition } = resource;
  if (!/^context\.WithTimeout(?:Cause)?$/.test(pkg.calleeOf(acquisition)?.id ?? '')) return false;
  const timeout = placeOf(pkg, acquisition.field('arguments')?.namedChildren[1]);
  if (!timeout) return false;
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    const condition = node.fieldName === 'consequence' ? node.parent.field('condition') : undefined;
    if (!condition || node.contains(acquisition)) continue;
    const compared = comparedWithZero(pkg, condition);
    if (compared && isSamePlace(placeOf(pkg, compared), timeout)) return true;
  }
  return false;
}

/** The operand of a comparison that holds only for zero, or for what is not above it: `d == 0`, `d <= 0`. */
function comparedWithZero(pkg: PackageModel, condition: SyntaxNode): SyntaxNode | undefined {
  const node = unwrapped(condition);
  const operator = node.kind === 'binary_expression' ? node.field('operator')?.text : undefined;
  const right = node.field('right');
  const zero = right && pkg.constantOf(right);
  if (zero?.kind !== 'int' || zero.value !== 0n) return undefined;
  return operator === '==' || operator === '<=' || operator === '<' ? node.field('left') : undefined;
}
