import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isAlwaysRun, statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { isDeferred } from './facts.ts';

/**
 * Whether a deferred literal gives a named result another value in any case, so that what a return statement says is lost
 * (Go specification, Defer statements: "the deferred function may access and modify the result parameters before they are
 * returned").
 */
export function isReplacedAtReturn(pkg: PackageModel, result: VarObject): boolean {
  return pkg.referencesTo(result).some((reference) => {
    const statement = reference.parent?.parent;
    if (!isAssignedWhole(reference) || statement?.kind !== 'assignment_statement') return false;
    const literal = pkg.functionOf(reference);
    if (!literal || !isDeferred(literal.node) || !runsFirst(statement, literal.body)) return false;
    const isRead = [...(statement.field('right')?.descendants('identifier') ?? [])].some(
      (identifier) => pkg.objectOf(identifier) === result,
    );
    return statement.field('operator')?.text === '=' && !isRead;
  });
}

/** Whether a body runs a statement in any case, with no return before it. */
function runsFirst(statement: SyntaxNode, body: SyntaxNode | undefined): boolean {
  const around = statementsOf(body).find((each) => each.contains(statement));
  return (
    around !== undefined &&
    isAlwaysRun(statement, around) &&
    ![...body!.descendants('return_statement')].some(({ start }) => start < statement.start)
  );
}
