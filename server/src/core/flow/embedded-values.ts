import { isExported } from '../semantic/exported.ts';
import type { PackageModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { fieldNames } from './struct-literals.ts';

/**
 * What the package puts into the embedded interface by which a call reaches its method, `http.FS(files)` of
 * `assets{FileSystem: http.FS(files)}`, where only the package can make a struct of the type.
 * @returns undefined where the receiver's own type has the method, or something else may be in it
 */
export function embeddedValues(pkg: PackageModel, call: SyntaxNode): readonly SyntaxNode[] | undefined {
  const callee = pkg.calleeOf(call);
  const type = bare(callee?.receiver && pkg.typeOf(callee.receiver));
  const struct = pkg.underlying(type);
  if (callee?.kind !== 'interface-method' || type?.kind !== 'named' || struct?.kind !== 'struct')
    return undefined;
  const id = namedId(type);
  if (!struct.node || !pkg.files.some(({ tree }) => tree === struct.node?.tree)) return undefined;
  const owner = callee.id.slice(0, callee.id.lastIndexOf('.'));
  const embedded = fieldNames(struct.node).find((field) => {
    const embeds = field.kind === 'field_declaration' ? field.field('type') : undefined;
    return embeds !== undefined && namedId(pkg.typeOf(embeds)) === owner;
  });
  const name = owner.slice(owner.lastIndexOf('.') + 1);
  if (!id || !embedded || isExported(id.slice(id.lastIndexOf('.') + 1))) return undefined;
  return valuesOf(pkg, id, name);
}

/** The values that composite literals of a type give to a field; undefined where one gives it otherwise. */
function valuesOf(pkg: PackageModel, id: string, name: string): readonly SyntaxNode[] | undefined {
  const found: SyntaxNode[] = [];
  for (const { tree } of pkg.files) {
    for (const literal of tree.root.descendants('composite_literal')) {
      if (namedId(pkg.typeOf(literal)) !== id) continue;
      const value = valueIn(literal, name);
      if (!value) return undefined;
      found.push(value);
    }
    for (const selector of tree.root.descendants('selector_expression')) {
      if (selector.field('field')?.text !== name || !isWritten(selector)) continue;
      if (namedId(bare(pkg.typeOf(selector.field('operand')!))) === id) return undefined;
    }
  }
  return found.length > 0 ? found : undefined;
}

function valueIn(literal: SyntaxNode, name: string): SyntaxNode | undefined {
  const elements = literal.field('body')?.namedChildren ?? [];
  const element = elements.find((each) => each.field('key')?.text === name);
  return element?.field('value')?.firstNamedChild ?? element?.field('value');
}

/** Whether a field is assigned, or its address taken. */
function isWritten(selector: SyntaxNode): boolean {
  const { parent } = selector;
  if (parent?.kind === 'unary_expression') return parent.field('operator')?.text === '&';
  return parent?.kind === 'expression_list' && targetsOf(parent.parent).includes(selector);
}

function bare(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? type.element : type;
}
