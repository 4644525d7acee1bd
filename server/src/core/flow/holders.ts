import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { isExported } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { placeOf } from './places.ts';

/**
 * Which result of a function is a new struct that holds a value without ever releasing it: `return &Queries{db: tx}`,
 * where the package only calls methods of the field. Such a result uses the value; its owner stays who gave it.
 *
 * @param element the value's place in the composite literal
 * @returns the index of the result, undefined when the struct may take over
 */
export function heldByResult(
  pkg: PackageModel,
  element: SyntaxNode,
  type: OwnershipType,
): number | undefined {
  const keyed = element.parent;
  const key = keyed?.kind === 'keyed_element' ? keyed.field('key')?.firstNamedChild : undefined;
  const field = key && pkg.objectOf(key);
  // an exported field is within reach of other packages, an embedded one lends its methods to the struct
  if (field?.kind !== 'var' || field.role !== 'field' || element.fieldName !== 'value') return undefined;
  if (isExported(field.name) || field.node.kind !== 'field_identifier') return undefined;
  let node = keyed?.parent?.parent;
  if (node?.kind !== 'composite_literal') return undefined;
  if (node.parent?.kind === 'unary_expression') node = node.parent;
  const list = node.parent;
  if (list?.kind !== 'expression_list' || list.parent?.kind !== 'return_statement') return undefined;
  return onlyUses(pkg, field, type) ? list.namedChildren.indexOf(node) : undefined;
}

/**
 * Whether a method of a struct, or a function that gets one, releases what it holds in a field: who has the struct can do so.
 *
 * @param element the value's place in the composite literal
 */
export function isReleasedFromField(pkg: PackageModel, element: SyntaxNode, type: OwnershipType): boolean {
  const keyed = element.parent?.kind === 'keyed_element' ? element.parent : undefined;
  const key = keyed?.field('key')?.firstNamedChild;
  const field = key && pkg.objectOf(key);
  if (field?.kind !== 'var' || field.role !== 'field') return false;
  const home = pkg.files.includes(field.file) ? pkg : pkg.program.packageOf(field.file.path);
  return (home?.referencesTo(field) ?? []).some((mention) => {
    const method = mention.fieldName === 'field' ? mention.parent?.parent : undefined;
    return (
      method?.kind === 'selector_expression' &&
      method.field('operand') === mention.parent &&
      type.release.has(method.field('field')?.text ?? '') &&
      isGiven(home!, mention.parent!)
    );
  });
}

/** Whether a field is selected on a receiver or a parameter. */
function isGiven(pkg: PackageModel, selector: SyntaxNode): boolean {
  const root = placeOf(pkg, selector)?.root;
  return root?.role === 'receiver' || root?.role === 'parameter';
}

const usesOf = memoized<PackageModel, Map<VarObject, Map<OwnershipType, boolean>>>(() => new Map());

/** Whether a field is never released, stored or handed on in the package: only its other methods are called. */
function onlyUses(pkg: PackageModel, field: VarObject, type: OwnershipType): boolean {
  const fields = usesOf(pkg);
  let known = fields.get(field);
  if (!known) {
    known = new Map();
    fields.set(field, known);
  }
  let result = known.get(type);
  if (result === undefined) {
    result = pkg.files.every((file) =>
      file.tree.identifiersNamed(field.name).every((identifier) => {
        const object = pkg.objectOf(identifier);
        // what is selected on something of unknown type may be the field
        if (object && object !== field) return true;
        const selector = identifier.parent;
        if (selector?.kind !== 'selector_expression' || identifier.fieldName !== 'field') return true;
        const { parent } = selector;
        if (parent?.kind === 'binary_expression') return true;
        const method = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
        if (method === undefined || parent?.parent?.kind !== 'call_expression') return false;
        return !type.release.has(method) && !type.releaseSelf.has(method) && !type.exposes.has(method);
      }),
    );
    known.set(type, result);
  }
  return result;
}
