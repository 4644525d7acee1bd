import type { PackageModel, VarObject } from '../semantic/model.ts';
import { importedPackage } from '../semantic/qualified.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { unwrapped } from './nil-comparison.ts';

/** A variable, or what selections lead to from one: `resp.Body`. */
export interface Place {
  readonly root: VarObject;
  readonly fields: readonly string[];
}

/** The place that an expression names; undefined for what has no name of its own, as an element or the result of a call. */
export function placeOf(pkg: PackageModel, expression: SyntaxNode | undefined): Place | undefined {
  const node = expression && unwrapped(expression);
  if (node?.kind === 'identifier') {
    const object = pkg.objectOf(node);
    return object?.kind === 'var' ? { root: object, fields: [] } : undefined;
  }
  const field = node?.kind === 'selector_expression' ? node.field('field') : undefined;
  const operand = node?.field('operand');
  if (!field || !operand) return undefined;
  if (importedPackage(pkg, operand)) {
    const object = pkg.objectOf(field);
    return object?.kind === 'var' ? { root: object, fields: [] } : undefined;
  }
  const base = placeOf(pkg, operand);
  return base && { root: base.root, fields: [...base.fields, field.text] };
}

/** The selections that lead from one place to another; undefined when it is not inside. */
export function fieldsWithin(outer: Place | undefined, inner: Place): readonly string[] | undefined {
  if (outer?.root !== inner.root || outer.fields.length > inner.fields.length) return undefined;
  return outer.fields.every((field, index) => field === inner.fields[index])
    ? inner.fields.slice(outer.fields.length)
    : undefined;
}

export function isSamePlace(place: Place | undefined, other: Place | undefined): boolean {
  return other !== undefined && fieldsWithin(place, other)?.length === 0;
}
