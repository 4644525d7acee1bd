import { isExported } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { isWrittenThrough } from './settled-fields.ts';

/**
 * The most elements of a list in a field, as the column of a table of test cases: all that gives the field a value is a literal that
 * the source writes out, and nobody unseen can name the field.
 *
 * @param selector `x.field`
 */
export function mostInField(pkg: PackageModel, selector: SyntaxNode): number | undefined {
  const object = pkg.objectOf(selector.field('field') ?? selector);
  if (object?.kind !== 'var' || object.role !== 'field' || !pkg.files.includes(object.file)) return undefined;
  const isOpen = isExported(object.name) && !pkg.functionOf(object.node) && !object.file.isTest;
  if (isOpen || !isNamedInLiterals(pkg, object)) return undefined;
  let most = 0;
  for (const mention of mentionsOf(pkg, object)) {
    if (mention === object.node) continue;
    const size = sizeGiven(mention);
    if (size === undefined) return undefined;
    most = Math.max(most, size);
  }
  // that nothing gives it a value means that what does is not seen
  return most > 0 ? most : undefined;
}

/** The length of what a mention of the field gives it: none where it only reads; undefined where that is not known. */
function sizeGiven(mention: SyntaxNode): number | undefined {
  const place = mention.parent?.kind === 'selector_expression' ? mention.parent : mention;
  const key = place.parent?.kind === 'literal_element' ? place.parent : place;
  if (key.parent?.kind === 'keyed_element' && key.fieldName === 'key')
    return lengthOf(key.parent.field('value')?.firstNamedChild);
  if (isAssignedWhole(place)) return lengthOf(assignedTo(place)?.value);
  return isWrittenThrough(place) ? undefined : 0;
}

/** The elements that a list literal writes out; an index may be any number. */
function lengthOf(value: SyntaxNode | undefined): number | undefined {
  if (value?.kind === 'nil') return 0;
  const isSlice = value?.kind === 'composite_literal' && value.field('type')?.kind === 'slice_type';
  const elements = isSlice ? value.field('body')?.namedChildren.filter((each) => !each.isExtra) : undefined;
  return elements?.some(({ kind }) => kind === 'keyed_element') ? undefined : elements?.length;
}

/** Mentions of a field, and those of its name whose owner is not known. */
function mentionsOf(pkg: PackageModel, field: VarObject): readonly SyntaxNode[] {
  return pkg.files.flatMap((file) =>
    file.tree.identifiersNamed(field.name).filter((mention) => {
      const meant = pkg.objectOf(mention);
      const isSelected = mention.parent?.kind === 'selector_expression' && mention.fieldName === 'field';
      return meant === field || (meant === undefined && isSelected) || isKeyOfUnknown(mention, meant);
    }),
  );
}

function isKeyOfUnknown(mention: SyntaxNode, meant: unknown): boolean {
  const key = mention.parent?.kind === 'literal_element' ? mention.parent : mention;
  return meant === undefined && key.parent?.kind === 'keyed_element' && key.fieldName === 'key';
}

/** Whether every literal of the struct that has a field, or of a list or map of it, names the fields that it sets. */
export function isNamedInLiterals(pkg: PackageModel, field: VarObject): boolean {
  const struct = field.node.ancestor('struct_type');
  const name = struct?.parent?.kind === 'type_spec' ? struct.parent.field('name') : undefined;
  if (!struct) return false;
  if (!name) {
    const literal = struct.ancestor('composite_literal');
    return literal?.field('type')?.contains(struct) === true && namesFields(literal, struct);
  }
  return pkg.files.every((file) =>
    file.tree.identifiersNamed(name.text).every((mention) => {
      const literal = mention.ancestor('composite_literal');
      const type = literal?.field('type');
      return !literal || !type?.contains(mention) || namesFields(literal, mention);
    }),
  );
}

/** Whether a literal of a struct, or of a list or map of it, names the fields in what it writes out. */
function namesFields(literal: SyntaxNode, struct: SyntaxNode): boolean {
  const body = literal.field('body');
  if (!body) return false;
  if (literal.field('type') === struct) return isKeyed(body);
  return body.namedChildren
    .filter((each) => !each.isExtra)
    .every((each) => {
      const value = each.kind === 'keyed_element' ? each.field('value') : each;
      const inner = value?.kind === 'literal_element' ? value.firstNamedChild : value;
      return inner?.kind !== 'literal_value' || isKeyed(inner);
    });
}

function isKeyed(body: SyntaxNode): boolean {
  const elements = body.namedChildren.filter((each) => !each.isExtra);
  return elements.every(({ kind }) => kind === 'keyed_element');
}
