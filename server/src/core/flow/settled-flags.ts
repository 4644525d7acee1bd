import { isExported } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { zeroOf } from '../semantic/zero-value.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
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
  return condition && settledFlag(pkg, condition);
}

/**
 * What a boolean variable of a package is in every run of a program: only its declaration and tests set it. Undefined for any other
 * expression, for what other packages may set, and in tests.
 */
export function settledFlag(pkg: PackageModel, node: SyntaxNode): boolean | undefined {
  const object = node.kind === 'identifier' ? variable(pkg, node) : undefined;
  if (object?.role !== 'package' || isExported(object.name) || pkg.fileOf(node).isTest) return undefined;
  const spec = object.node.parent?.kind === 'var_spec' ? object.node.parent : undefined;
  const value = spec?.field('value')?.namedChildren[spec.fieldAll('name').indexOf(object.node)];
  const isBare = spec !== undefined && !spec.field('value') && zeroOf(pkg.typeOfObject(object)) === 'false';
  if (!isBare && value?.kind !== 'true' && value?.kind !== 'false') return undefined;
  const isChanged = pkg
    .referencesTo(object)
    .some(
      (each) =>
        each !== object.node && !pkg.fileOf(each).isTest && (isAssignedWhole(each) || isAddressTaken(each)),
    );
  return isChanged ? undefined : value?.kind === 'true';
}

/**
 * Whether a condition holds only the first time: it asks that a variable of the package is false, which the branch sets to true and
 * nothing but tests sets to false again.
 */
export function holdsOnce(pkg: PackageModel, condition: SyntaxNode, branch: SyntaxNode): boolean {
  const object = flagThatIsFalse(pkg, condition);
  if (object?.role !== 'package' || isExported(object.name)) return false;
  const changes = pkg
    .referencesTo(object)
    .filter(
      (each) =>
        each !== object.node && !pkg.fileOf(each).isTest && (isAssignedWhole(each) || isAddressTaken(each)),
    );
  return (
    changes.some((each) => branch.contains(each)) &&
    changes.every((each) => !isAddressTaken(each) && assignedTo(each)?.value?.kind === 'true')
  );
}

/** The variable that a condition says is false: `!started`, `started == false`. */
function flagThatIsFalse(pkg: PackageModel, condition: SyntaxNode): VarObject | undefined {
  if (condition.kind === 'parenthesized_expression')
    return condition.firstNamedChild && flagThatIsFalse(pkg, condition.firstNamedChild);
  const operator = condition.field('operator')?.text;
  if (condition.kind === 'unary_expression' && operator === '!') {
    const operand = condition.field('operand');
    return operand && variable(pkg, operand);
  }
  const sides = [condition.field('left'), condition.field('right')];
  if (condition.kind !== 'binary_expression' || operator !== '==') return undefined;
  const other = sides.find((side) => side?.kind !== 'false');
  return other && sides.some((side) => side?.kind === 'false') ? variable(pkg, other) : undefined;
}
