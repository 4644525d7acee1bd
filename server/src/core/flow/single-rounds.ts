import { isExported } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';

/**
 * Whether a loop goes round once at most: it ranges over a list which the source writes with one element, in place or as the
 * only value of a variable or of a field that other packages cannot name.
 */
export function hasOneRound(pkg: PackageModel, loop: SyntaxNode): boolean {
  const clause = loop.namedChildren.find(({ kind }) => kind === 'range_clause');
  const right = clause?.field('right');
  if (!right) return false;
  if (isSingle(right)) return true;
  const named = right.kind === 'selector_expression' ? right.field('field') : right;
  const object = named && pkg.objectOf(named);
  if (object?.kind !== 'var' || object.role === 'parameter' || object.role === 'receiver') return false;
  if (object.role === 'local') return isSingleEverywhere(pkg, object);
  if (isExported(object.name) || !pkg.files.includes(object.file)) return false;
  return isSingleEverywhere(pkg, object) && (object.role !== 'field' || isNamedInLiterals(pkg, object));
}

/** Whether an expression is a list, written out, of no more than one element. */
function isSingle(expression: SyntaxNode | undefined): boolean {
  if (expression?.kind !== 'composite_literal') return false;
  const type = expression.field('type')?.kind ?? '';
  if (!/^(slice|array|implicit_length_array|map)_type$/.test(type) || type === 'array_type') return false;
  const elements = expression.field('body')?.namedChildren.filter(({ kind }) => kind !== 'comment') ?? [];
  // an index may be any number: []int{9: 1}
  return elements.length <= 1 && (type === 'map_type' || elements[0]?.kind !== 'keyed_element');
}

/** Whether every mention of a variable gives it such a list or only reads it. */
function isSingleEverywhere(pkg: PackageModel, object: VarObject): boolean {
  return mentionsOf(pkg, object).every((mention) => {
    const { parent } = mention;
    if (mention === object.node && object.role === 'field') return true;
    const isSelected = parent?.kind === 'selector_expression' && mention.fieldName === 'field';
    const place = isSelected ? parent : mention;
    if (isAssignedWhole(place)) {
      const given = assignedTo(place);
      return !given || isSingle(given.value);
    }
    const key = place.parent?.kind === 'literal_element' ? place.parent : place;
    if (key.parent?.kind === 'keyed_element' && key.fieldName === 'key')
      return isSingle(key.parent.field('value')?.firstNamedChild);
    return isRead(pkg, place);
  });
}

/** Whether every literal of the struct that has a field names the fields that it sets. */
function isNamedInLiterals(pkg: PackageModel, field: VarObject): boolean {
  const name = field.node.ancestor('type_spec')?.field('name');
  if (!name) return false;
  return pkg.files.every((file) =>
    file.tree.identifiersNamed(name.text).every((mention) => {
      const literal = mention.ancestor('composite_literal');
      const type = literal?.field('type');
      if (!literal || !type?.contains(mention)) return true;
      const [first] = literal.field('body')?.namedChildren ?? [];
      return type === mention && (!first || first.kind === 'keyed_element');
    }),
  );
}

/** Mentions of a variable; of a field those whose owner is not known too. */
function mentionsOf(pkg: PackageModel, object: VarObject): readonly SyntaxNode[] {
  if (object.role !== 'field') return pkg.referencesTo(object);
  return pkg.files.flatMap((file) =>
    file.tree.identifiersNamed(object.name).filter((mention) => {
      const meant = pkg.objectOf(mention);
      return meant === object || (meant === undefined && mention.kind === 'field_identifier');
    }),
  );
}

/** Whether an expression stands where its elements are read one by one, or counted. */
function isRead(pkg: PackageModel, place: SyntaxNode): boolean {
  const { parent } = place;
  if (parent?.kind === 'range_clause') return place.fieldName === 'right';
  if (parent?.kind === 'index_expression') return place.fieldName === 'operand';
  if (parent?.kind !== 'argument_list' || parent.parent?.kind !== 'call_expression') return false;
  return pkg.calleeOf(parent.parent)?.id === 'len';
}
