import { GIVES_ERROR } from '../../knowledge/error-functions.ts';
import { memoized } from '../../semantic/memo.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { isErrorType } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { isAddressTaken } from '../definitions.ts';
import { isNeverNil } from '../dominating-facts.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison, unwrapped, variable } from '../nil-comparison.ts';

const knownOf = memoized<PackageModel, Map<SyntaxNode, boolean | undefined>>(() => new Map());

/**
 * Whether the error that a return gives behind its other results is nil, where no deferred call can change it; undefined when it may
 * be either.
 */
export function isNilError(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  fn: GoFunction,
  exit: SyntaxNode,
): boolean | undefined {
  const { results } = pkg.signatureOf(fn);
  const values = exit.kind === 'return_statement' ? (exit.firstNamedChild?.namedChildren ?? []) : [];
  const value = values.length === results.length ? values.at(-1) : undefined;
  if (!value || fn.results.at(-1) || !isErrorType(results.at(-1)?.type)) return undefined;
  const known = knownOf(pkg);
  if (!known.has(value)) {
    const isNil = value.kind === 'nil';
    known.set(value, isNil || (isError(pkg, value) || isNeverNil(pkg, graph, value) ? false : undefined));
  }
  return known.get(value);
}

/** Whether an expression is an error that was made there, or the variable of a package that is declared with one and keeps it. */
function isError(pkg: PackageModel, expression: SyntaxNode): boolean {
  const value = unwrapped(expression);
  if (value.kind === 'call_expression') return GIVES_ERROR.has(pkg.calleeOf(value)?.id ?? '');
  const object = variable(pkg, value);
  if (object?.role !== 'package' || pkg.referencesTo(object).some((each) => isAddressTaken(each)))
    return false;
  const made = onlyAssigned(pkg, object);
  return made?.kind === 'call_expression' && GIVES_ERROR.has(pkg.calleeOf(made)?.id ?? '');
}

/**
 * What a condition says of the error that a call before it in the same block gave: whether that is nil where the condition holds.
 * Undefined when it asks something else, or the variable has been set again.
 */
export function asksErrorOf(pkg: PackageModel, call: SyntaxNode, condition: SyntaxNode): boolean | undefined {
  const comparison = nilComparison(pkg, condition);
  const { object } = comparison ?? {};
  if (!object || !comparison?.isWhole) return undefined;
  const isAlone = call.parent?.kind === 'expression_list' && call.parent.namedChildren.length === 1;
  const target = isAlone ? targetsOf(call.parent!.parent).at(-1) : undefined;
  if (!target || variable(pkg, target) !== object) return undefined;
  const last = pkg
    .referencesTo(object)
    .filter((each) => each.end <= condition.start && isAssignedWhole(each))
    .at(-1);
  return last === target && !pkg.referencesTo(object).some(isAddressTaken) ? comparison.equal : undefined;
}
