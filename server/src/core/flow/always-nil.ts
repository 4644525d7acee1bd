import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import type { Channels } from './channels.ts';
import { isNilError, neverFails } from './never-fails.ts';
import { nilComparison, unwrapped } from './nil-comparison.ts';

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

/**
 * Whether a condition compares with nil what a variable has received from a channel on which only the package sends, and
 * nothing but errors that are always nil.
 */
export function comparesNilReceived(pkg: PackageModel, channels: Channels, condition: SyntaxNode): boolean {
  const comparison = nilComparison(pkg, condition);
  const { object } = comparison ?? {};
  if (!comparison?.isWhole || object?.role !== 'local') return false;
  const [target, ...others] = pkg.referencesTo(object).filter(isAssignedWhole);
  const list = target?.parent;
  if (!list || others.length > 0 || list.namedChildren[0] !== target) return false;
  const right = list.parent?.field('right');
  const given = right?.kind === 'expression_list' ? right.firstNamedChild : right;
  const receive = given && unwrapped(given);
  const source =
    receive?.kind === 'unary_expression' && isReceive(receive) ? receive.field('operand') : undefined;
  if (!source) return false;
  const { operations, others: unseen, wokenBy, makes } = channels.channelOf(source);
  const sends = operations.filter(({ kind }) => kind === 'send');
  return (
    makes.length > 0 &&
    !unseen.send &&
    !wokenBy &&
    sends.every(({ node }) => {
      const value = node.field('value');
      return value !== undefined && isNilError(pkg, value);
    })
  );
}

function isReceive(expression: SyntaxNode): boolean {
  return expression.field('operator')?.text === '<-';
}
