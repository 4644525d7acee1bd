import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped } from './nil-comparison.ts';
import { isChangedThrough } from './settled-fields.ts';

/**
 * The elements of the literal over which a range clause gives a variable, its second one. Undefined when the list may hold
 * others: what an array leaves out, or a list that names indices, is the zero value (Go specification, Composite literals).
 */
export function elementsOver(pkg: PackageModel, element: VarObject): readonly SyntaxNode[] | undefined {
  const clause = element.node.parent?.parent;
  if (clause?.kind !== 'range_clause' || clause.field('left')?.namedChildren[1] !== element.node)
    return undefined;
  const table = tableOf(pkg, clause.field('right'));
  const body = table?.field('body');
  if (!table || !body) return undefined;
  const elements = body.namedChildren.filter(({ kind }) => kind !== 'comment');
  switch (pkg.underlying(pkg.typeOf(table))?.kind) {
    case 'map':
      return elements.map((each) => each.field('value') ?? each);
    case 'array':
      if (table.field('type')?.kind !== 'implicit_length_array_type') return undefined;
      break;
    case 'slice':
      break;
    default:
      return undefined;
  }
  return elements.some(({ kind }) => kind === 'keyed_element') ? undefined : elements;
}

/** The literal that an expression is, or that the variable holds which it names and which is only read. */
function tableOf(pkg: PackageModel, expression: SyntaxNode | undefined): SyntaxNode | undefined {
  const node = expression && unwrapped(expression);
  if (node?.kind === 'composite_literal') return node;
  const object = node?.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  if (object?.kind !== 'var' || object.role !== 'local' || !isOnlyTable(pkg, object)) return undefined;
  const value = onlyAssigned(pkg, object);
  return value?.kind === 'composite_literal' ? value : undefined;
}

/** Whether all that is done with a table is to go over it, to read from it and to ask how long it is. */
function isOnlyTable(pkg: PackageModel, table: VarObject): boolean {
  return pkg.referencesTo(table).every((reference) => {
    if (reference === table.node) return true;
    const { parent } = reference;
    if (parent?.kind === 'range_clause') return reference.fieldName === 'right';
    if (parent?.kind === 'argument_list') return pkg.calleeOf(parent.parent!)?.id === 'len';
    return parent?.kind === 'index_expression' && !isChangedThrough(pkg, reference);
  });
}
