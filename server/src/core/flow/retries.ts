import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType } from '../semantic/types.ts';
import { endsInJump, statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { nilComparison, variable } from './nil-comparison.ts';

/**
 * Whether a loop tries a call until it works: the error of the call is asked for right behind it, and without one the round leaves
 * the loop, so that there is a further round only after a failure.
 */
export function isTriedUntilFine(pkg: PackageModel, loop: SyntaxNode, call: SyntaxNode): boolean {
  const body = loop.field('body');
  const statement = call.ancestor('short_var_declaration', 'assignment_statement');
  if (!body?.contains(call) || !statement || !body.contains(statement)) return false;
  const error = assignmentsOf(statement)
    .map(({ target }) => variable(pkg, target))
    .findLast((object) => object !== undefined && isErrorType(pkg.typeOfObject(object)));
  if (!error) return false;
  const { parent } = statement;
  if (parent?.kind === 'if_statement')
    return parent.parent?.parent === body && leavesWithout(pkg, body, parent, error);
  if (parent?.parent !== body) return false;
  const next = statementsOf(body).find((each) => each.start >= statement.end);
  return next?.kind === 'if_statement' && leavesWithout(pkg, body, next, error);
}

/** Whether a check in the body of a loop leaves it where there is no error. */
function leavesWithout(pkg: PackageModel, body: SyntaxNode, check: SyntaxNode, error: VarObject): boolean {
  const condition = check.field('condition');
  const comparison = condition && nilComparison(pkg, condition);
  if (!comparison?.isWhole || comparison.object !== error) return false;
  if (comparison.equal) return leaves(check.field('consequence'));
  const otherwise = check.field('alternative');
  if (otherwise) return leaves(otherwise);
  return endsInJump(check.field('consequence')) && leaves(body);
}

/** Whether the end of a block leaves the loop. */
function leaves(block: SyntaxNode | undefined): boolean {
  return endsInJump(block, 'continue_statement');
}
