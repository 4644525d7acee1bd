import { isExported } from '../semantic/exported.ts';
import type { PackageModel } from '../semantic/model.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { isAddressTaken } from './definitions.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a place is never come to, because a condition on its way asks a package variable that is true or false from the
 * start and that only tests set otherwise.
 */
export function isSwitchedOff(pkg: PackageModel, place: SyntaxNode): boolean {
  for (let node = place; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement') {
      const value = settledValue(pkg, parent.field('condition'));
      if (value === false && node.fieldName === 'consequence') return true;
      if (value === true && node.fieldName === 'alternative') return true;
    }
    if (parent.kind !== 'statement_list') continue;
    for (const statement of parent.namedChildren) {
      if (statement.start >= node.start) break;
      const branch = statement.kind === 'if_statement' ? statement.field('consequence') : undefined;
      if (branch && endsInJump(branch) && settledValue(pkg, statement.field('condition')) === true)
        return true;
    }
  }
  return false;
}

/** The value that a condition has in every run of the program; undefined when it may have both. */
function settledValue(pkg: PackageModel, condition: SyntaxNode | undefined): boolean | undefined {
  if (condition?.kind === 'unary_expression' && condition.field('operator')?.text === '!') {
    const value = settledValue(pkg, condition.field('operand'));
    return value === undefined ? undefined : !value;
  }
  const object = condition?.kind === 'identifier' ? variable(pkg, condition) : undefined;
  if (object?.role !== 'package' || isExported(object.name)) return undefined;
  const list = object.node.parent?.kind === 'var_spec' ? object.node.parent : undefined;
  const names = list?.fieldAll('name') ?? [];
  const value = list?.field('value')?.namedChildren[names.indexOf(object.node)];
  if (value?.kind !== 'true' && value?.kind !== 'false') return undefined;
  const isChanged = pkg
    .referencesTo(object)
    .some(
      (each) =>
        each !== object.node && !pkg.fileOf(each).isTest && (isAssignedWhole(each) || isAddressTaken(each)),
    );
  return isChanged ? undefined : value.kind === 'true';
}
