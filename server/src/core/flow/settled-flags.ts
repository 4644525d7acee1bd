import { isExported } from '../semantic/exported.ts';
import { folderOf } from '../semantic/go-mod.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { zeroOf } from '../semantic/zero-value.ts';
import { endsInJump } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { isAddressTaken, valueWrittenTo } from './definitions.ts';
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
 * What a boolean variable of a package, or a field of a struct, is in every run of a program: only its declaration and tests set it.
 * Undefined for any other expression, for what other packages may set, and in tests.
 */
export function settledFlag(pkg: PackageModel, node: SyntaxNode): boolean | undefined {
  if (node.kind === 'selector_expression') return isNeverTrue(pkg, node) ? false : undefined;
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

const neverTrueOf = memoized<PackageModel, Map<VarObject, boolean>>(() => new Map());

/**
 * Whether a selector is a field that nobody outside its package can name, and that only tests of it write: what they pretend. One that
 * nobody writes may be being written.
 */
function isNeverTrue(pkg: PackageModel, selector: SyntaxNode): boolean {
  const name = selector.field('field');
  const field = name && !isExported(name.text) ? pkg.objectOf(name) : undefined;
  if (field?.kind !== 'var' || field.role !== 'field' || pkg.fileOf(selector).isTest) return false;
  if (!pkg.files.includes(field.file) || zeroOf(pkg.typeOfObject(field)) !== 'false') return false;
  const type = field.node.ancestor('type_spec')?.field('name');
  if (!type || field.node.ancestor('struct_type')?.parent !== type.parent) return false;
  for (const each of [field.name, type.text]) pkg.program.memory.usesName(folderOf(pkg.files[0]!.path), each);
  const known = neverTrueOf(pkg);
  let isNever = known.get(field);
  if (isNever === undefined) {
    isNever =
      mentionsOf(pkg, field.name).every((each) => isOther(pkg, each, field) || writesOnlyFalse(each)) &&
      mentionsOf(pkg, type.text).every(namesItsFields) &&
      isWrittenByTest(pkg, field);
    known.set(field, isNever);
  }
  return isNever;
}

function mentionsOf(pkg: PackageModel, name: string): readonly SyntaxNode[] {
  return pkg.files.flatMap((file) => (file.isTest ? [] : file.tree.identifiersNamed(name)));
}

function isWrittenByTest(pkg: PackageModel, { file, name }: VarObject): boolean {
  return pkg.program
    .modulePackages(file, [name], true)
    .filter((member) => member.files.some(({ path }) => path === file.path))
    .flatMap(({ files }) => files)
    .some(
      (each) => each.isTest && each.tree.identifiersNamed(name).some((mention) => valueWrittenTo(mention)),
    );
}

function isOther(pkg: PackageModel, mention: SyntaxNode, field: VarObject): boolean {
  const object = pkg.objectOf(mention);
  return object !== undefined && object !== field;
}

function writesOnlyFalse(mention: SyntaxNode): boolean {
  const value = valueWrittenTo(mention);
  return value === undefined || (value !== 'unknown' && value.kind === 'false');
}

/** Whether a mention of a struct type makes no value of it by the order of its fields, and none of another type. */
function namesItsFields(mention: SyntaxNode): boolean {
  let type = mention;
  while (['generic_type', 'parenthesized_expression', 'pointer_type'].includes(type.parent?.kind ?? ''))
    type = type.parent!;
  const { parent } = type;
  if (parent?.kind === 'composite_literal') {
    const elements = parent.field('body')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
    return elements.every(({ kind }) => kind === 'keyed_element');
  }
  if (parent?.kind === 'call_expression') return type.fieldName !== 'function';
  // a list of them may leave the type of its elements out
  if (/^(?:slice|array|implicit_length_array|map)_type$/.test(parent?.kind ?? ''))
    return parent!.parent?.kind !== 'composite_literal';
  return (
    parent?.kind !== 'type_conversion_expression' &&
    (parent?.kind !== 'type_spec' || type.fieldName === 'name')
  );
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
