import type { PackageModel } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/**
 * Whether a call gives nothing but an error: by its signature, or, where that is not known, by what is done with its one
 * result: it goes into a variable of type error, is compared to nil at once, or is returned as an error.
 */
export function isErrorOnly(pkg: PackageModel, call: SyntaxNode): boolean {
  const results = pkg.calleeOf(call)?.signature?.results;
  if (results) return results.length === 1 && isErrorType(results[0]?.type);
  const list = call.parent;
  if (list?.kind !== 'expression_list') return isCompared(pkg, list);
  const statement = list.parent;
  if (statement?.kind === 'return_statement') return isErrorResult(pkg, statement, list, call);
  if (list.namedChildren.length !== 1 || list.fieldName === 'left') return false;
  const targets = statement?.field('left')?.namedChildren ?? [];
  const [target] = targets;
  if (!statement || !target || targets.length !== 1) return false;
  const object = variable(pkg, target);
  if (!object) return false;
  if (isErrorType(pkg.typeOfObject(object))) return true;
  const holder = statement.parent;
  const next = holder?.kind === 'if_statement' ? holder : following(statement);
  const condition = next?.kind === 'if_statement' ? next.field('condition') : undefined;
  return condition !== undefined && nilComparison(pkg, condition)?.object === object;
}

function isCompared(pkg: PackageModel, parent: SyntaxNode | undefined): boolean {
  if (parent?.kind === 'return_statement') return isErrorResult(pkg, parent, parent, undefined);
  if (parent?.kind !== 'binary_expression') return false;
  const operands = [parent.field('left')?.kind, parent.field('right')?.kind];
  return operands.includes('nil');
}

/** Whether the place of a value in a return statement has the type error. */
function isErrorResult(
  pkg: PackageModel,
  statement: SyntaxNode,
  list: SyntaxNode,
  value: SyntaxNode | undefined,
): boolean {
  const fn = pkg.functionOf(statement);
  if (!fn) return false;
  const index = value ? list.namedChildren.indexOf(value) : 0;
  const count = value ? list.namedChildren.length : 1;
  const { results } = pkg.signatureOf(fn);
  return results.length === count && isErrorType(results[index]?.type);
}

function following(statement: SyntaxNode): SyntaxNode | undefined {
  let next = statement.nextSibling;
  while (next && (!next.isNamed || next.isExtra)) next = next.nextSibling;
  return next;
}
