import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { GoType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** Whether a function's body is in this package, where its mentions are seen. */
export function isOwnFunction(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg.files.includes(fn.file);
}

/** The direction of a channel type; undefined for what is none, or not known. */
export function channelDirection(
  pkg: PackageModel,
  type: GoType | undefined,
): 'both' | 'send' | 'receive' | undefined {
  const bare = pkg.underlying(type);
  return bare?.kind === 'chan' ? bare.direction : undefined;
}

/** Whether a parameter is the one that takes the rest of the arguments. */
export function isVariadic(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  return pkg.signatureOf(fn).variadic && index >= fn.parameters.length - 1;
}

/** The only value that a local variable ever gets; undefined when there are several or its address is taken. */
export function onlyAssigned(pkg: PackageModel, object: VarObject): SyntaxNode | undefined {
  let only: SyntaxNode | undefined;
  for (const reference of pkg.referencesTo(object)) {
    const parent = reference.parent;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return undefined;
    let value: SyntaxNode | undefined;
    if (parent?.kind === 'var_spec' && reference.fieldName === 'name') {
      const values = parent.field('value')?.namedChildren;
      if (!values) continue; // the zero value
      value = values[parent.fieldAll('name').indexOf(reference)];
    } else if (parent?.kind === 'expression_list' && parent.fieldName === 'left') {
      const values = parent.parent?.field('right')?.namedChildren ?? [];
      value =
        values.length === parent.namedChildren.length
          ? values[parent.namedChildren.indexOf(reference)]
          : undefined;
    } else continue;
    if (only || !value) return undefined;
    only = value;
  }
  return only;
}
