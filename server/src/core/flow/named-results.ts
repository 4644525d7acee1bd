import type { PackageModel, VarObject } from '../semantic/model.ts';
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
    if (!literal || !isDeferred(literal.node) || !isAlwaysRun(statement, literal.body)) return false;
    const isRead = [...(statement.field('right')?.descendants('identifier') ?? [])].some(
      (identifier) => pkg.objectOf(identifier) === result,
    );
    return statement.field('operator')?.text === '=' && !isRead;
  });
}

/** Whether a statement stands in a body itself, or starts an `if` that does, with no return before it. */
function isAlwaysRun(statement: SyntaxNode, body: SyntaxNode | undefined): boolean {
  const isInitializer = statement.parent?.kind === 'if_statement' && statement.fieldName === 'initializer';
  const list = (isInitializer ? statement.parent : statement)?.parent;
  const isInBody = list === body || (list?.kind === 'statement_list' && list.parent === body);
  return isInBody && ![...body!.descendants('return_statement')].some(({ start }) => start < statement.start);
}
