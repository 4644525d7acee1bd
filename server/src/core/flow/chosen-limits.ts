import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a call is one of two branches, of which the other limits the same work with a duration that the condition compares
 * with zero: whoever sets the duration has chosen to wait without a limit.
 */
export function isChosenWithoutLimit(pkg: PackageModel, call: SyntaxNode): boolean {
  for (let node = call; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'func_literal' || parent.kind === 'function_declaration') return false;
    if (parent.kind !== 'if_statement') continue;
    const others =
      node.fieldName === 'alternative' ? [parent.field('consequence')] : otherBranch(parent, node);
    const compared = durationOf(pkg, parent.field('condition'));
    if (compared !== undefined && others.some((other) => other && mentions(other, compared))) return true;
  }
  return false;
}

/** What runs in place of the first branch of an if: the second one, or what follows a branch that is left. */
function otherBranch(statement: SyntaxNode, branch: SyntaxNode): readonly (SyntaxNode | undefined)[] {
  if (branch.fieldName !== 'consequence') return [];
  const alternative = statement.field('alternative');
  if (alternative || !endsInJump(branch)) return [alternative];
  return statement.parent?.namedChildren.filter(({ start }) => start > statement.start) ?? [];
}

/** The text of a time.Duration that a condition compares with a constant. */
function durationOf(pkg: PackageModel, condition: SyntaxNode | undefined): string | undefined {
  if (condition?.kind !== 'binary_expression') return undefined;
  const left = condition.field('left');
  const right = condition.field('right');
  if (!left || !right || pkg.constantOf(right) === undefined) return undefined;
  return namedId(pkg.typeOf(left)) === 'time.Duration' ? left.text : undefined;
}

function mentions(branch: SyntaxNode, text: string): boolean {
  return [...branch.descendants('call_expression')].some((call) =>
    (call.field('arguments')?.namedChildren ?? []).some((argument) => argument.text === text),
  );
}
