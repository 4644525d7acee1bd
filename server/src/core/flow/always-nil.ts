import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { neverFails } from './never-fails.ts';

/**
 * Whether a condition compares with nil what is nil in every run without a panic: the result of `recover`, the error of a
 * call that never fails, or a variable that holds only that.
 *
 * @param withRecover whether `recover` counts
 */
export function comparesNil(pkg: PackageModel, condition: SyntaxNode, withRecover: boolean): boolean {
  const isNilCall = (call: SyntaxNode, isWhole: boolean): boolean => {
    const callee = pkg.calleeOf(call);
    if (callee?.kind === 'builtin') return withRecover && callee.id === 'recover';
    return neverFails(pkg, call) && (callee?.signature?.results.length === 1) === isWhole;
  };
  const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
  if ((operator !== '==' && operator !== '!=') || condition.field('right')?.kind !== 'nil') return false;
  const value = condition.field('left');
  if (value?.kind === 'call_expression') return isNilCall(value, true);
  const object = value?.kind === 'identifier' ? pkg.objectOf(value) : undefined;
  if (object?.kind !== 'var' || object.role !== 'local') return false;
  const only = onlyAssigned(pkg, object);
  if (only) return only.kind === 'call_expression' && isNilCall(only, true);
  const targets = object.node.parent;
  const call = targets?.parent?.field('right')?.firstNamedChild;
  return (
    targets?.kind === 'expression_list' &&
    targets.namedChildren.at(-1) === object.node &&
    call?.kind === 'call_expression' &&
    isNilCall(call, false) &&
    pkg.referencesTo(object).filter(isAssignedWhole).length === 1
  );
}
