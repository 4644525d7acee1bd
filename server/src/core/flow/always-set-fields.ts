import { homeOf } from '../semantic/home.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Leak } from './model.ts';
import { nilComparison } from './nil-comparison.ts';
import { placeOf } from './places.ts';
import { isSettled } from './settled-fields.ts';

/**
 * Whether a path leaves only where a field of the receiver is nil that every literal of its struct sets, and nothing assigns later: the
 * check is there in case, and nobody is seen to make such a struct.
 */
export function isBehindSetField(pkg: PackageModel, { exit, resource }: Leak): boolean {
  for (let node = exit; node.parent && node !== resource.function.node; node = node.parent) {
    const condition = node.fieldName === 'consequence' ? node.parent.field('condition') : undefined;
    if (!condition || node.contains(resource.acquisition)) continue;
    const comparison = nilComparison(pkg, condition);
    if (!comparison?.equal || !comparison.operand) continue;
    const place = placeOf(pkg, comparison.operand);
    const isDirect = place?.root.role === 'receiver' && place.fields.length === 1;
    const name = comparison.operand.field('field');
    const field = isDirect && name ? pkg.objectOf(name) : undefined;
    if (field?.kind === 'var' && field.role === 'field' && isAlwaysSet(pkg, field)) return true;
  }
  return false;
}

function isAlwaysSet(pkg: PackageModel, field: VarObject): boolean {
  const type = field.node.ancestor('type_spec')?.field('name');
  if (!type || !isSettled(pkg, field)) return false;
  const home = homeOf(pkg, type);
  let literals = 0;
  for (const file of home.files) {
    if (file.isTest) continue;
    for (const mention of file.tree.identifiersNamed(type.text)) {
      const { parent } = mention;
      if (mention === type || home.objectOf(mention) !== home.objectOf(type)) continue;
      if (parent?.kind === 'composite_literal') {
        if (!sets(parent, field.name)) return false;
        literals++;
      } else if (parent?.kind === 'var_spec' || parent?.kind === 'argument_list') return false;
    }
  }
  return literals > 0;
}

/** Whether a literal with keys sets a field to something other than nil. */
function sets(literal: SyntaxNode, field: string): boolean {
  return (literal.field('body')?.namedChildren ?? []).some(
    (element) =>
      element.kind === 'keyed_element' &&
      element.field('key')?.text === field &&
      element.field('value')?.text !== 'nil',
  );
}
