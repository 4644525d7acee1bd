import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

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
  const key = keyed?.kind === 'keyed_element' ? keyed.field('key')?.text : undefined;
  // an exported field is within reach of other packages, an unnamed one lends its methods to the struct
  if (!key || !/^[a-z_]\w*$/.test(key) || element.fieldName !== 'value') return undefined;
  let node = keyed?.parent?.parent;
  if (node?.kind !== 'composite_literal') return undefined;
  if (node.parent?.kind === 'unary_expression') node = node.parent;
  const list = node.parent;
  if (list?.kind !== 'expression_list' || list.parent?.kind !== 'return_statement') return undefined;
  return onlyUses(pkg, key, type) ? list.namedChildren.indexOf(node) : undefined;
}

const USES = new WeakMap<PackageModel, Map<string, boolean>>();

/** Whether no field of a name is ever released, stored or handed on in the package: only its other methods are called. */
function onlyUses(pkg: PackageModel, field: string, type: OwnershipType): boolean {
  let known = USES.get(pkg);
  if (!known) {
    known = new Map();
    USES.set(pkg, known);
  }
  const key = `${type.name}\0${field}`;
  let result = known.get(key);
  if (result === undefined) {
    result = pkg.files.every((file) =>
      file.tree.identifiersNamed(field).every((identifier) => {
        const selector = identifier.parent;
        if (selector?.kind !== 'selector_expression' || identifier.fieldName !== 'field') return true;
        const { parent } = selector;
        if (parent?.kind === 'binary_expression') return true;
        const method = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
        if (method === undefined || parent?.parent?.kind !== 'call_expression') return false;
        return !type.release.has(method) && !type.releaseSelf.has(method) && !type.exposes.has(method);
      }),
    );
    known.set(key, result);
  }
  return result;
}
