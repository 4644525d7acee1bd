import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a value is what the module puts into a store of its own: it is the entry of a map of bytes, under a named constant under
 * which the module, outside tests, writes an entry of such a map as well. Somebody else may have written it in between.
 */
export function isFromOwnStore(pkg: PackageModel, value: SyntaxNode): boolean {
  const key = value.kind === 'index_expression' ? value.field('index') : undefined;
  const name = key?.kind === 'selector_expression' ? key.field('field') : key;
  const operand = value.field('operand');
  const constant = key && pkg.constantOf(key);
  if (name?.kind !== 'identifier' && name?.kind !== 'field_identifier') return false;
  if (constant?.kind !== 'string' || !operand || !holdsBytes(pkg, operand)) return false;
  const text = constant.parts.join('');
  return pkg.program.modulePackages(pkg.fileOf(value), [name.text]).some((member) =>
    member.files.some(
      (file) =>
        !file.isTest &&
        file.tree.identifiersNamed(name.text).some((mention) => {
          const written = mention.parent?.kind === 'selector_expression' ? mention.parent : mention;
          const isWritten = isKeyWritten(member, written) || isGivenAsKey(member, written);
          const other = isWritten ? member.constantOf(written) : undefined;
          return other?.kind === 'string' && other.parts.join('') === text;
        }),
    ),
  );
}

/** Whether an expression is the key of an entry in the literal of a map of bytes, or of one that is assigned. */
function isKeyWritten(pkg: PackageModel, key: SyntaxNode): boolean {
  const { parent } = key;
  if (parent?.kind === 'index_expression' && key.fieldName === 'index') {
    const operand = parent.field('operand');
    return parent.parent?.fieldName === 'left' && operand !== undefined && holdsBytes(pkg, operand);
  }
  const entry = parent?.kind === 'literal_element' ? parent.parent : undefined;
  const isKey = entry?.kind === 'keyed_element' && entry.namedChildren[0] === parent;
  const literal = isKey ? entry.parent?.parent : undefined;
  return literal?.kind === 'composite_literal' && holdsBytes(pkg, literal);
}

/** Whether a function of the module gets an expression that it writes an entry under, or keeps in a field for a method that does. */
function isGivenAsKey(pkg: PackageModel, given: SyntaxNode): boolean {
  const call = given.parent?.kind === 'argument_list' ? given.parent.parent : undefined;
  const callee = call?.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  const position = given.parent?.namedChildren.indexOf(given) ?? -1;
  const parameter = callee?.function?.parameters[position + (callee.firstParameter ?? 0)];
  if (!callee?.function || !parameter) return false;
  const home = homeOf(pkg, callee.function);
  return home.referencesTo(parameter).some((mention) => {
    if (isKeyWritten(home, mention)) return true;
    const value = mention.parent?.kind === 'literal_element' ? mention.parent : undefined;
    const key = value?.fieldName === 'value' ? value.parent?.field('key')?.firstNamedChild : undefined;
    const field = key && home.objectOf(key);
    if (field?.kind !== 'var' || field.role !== 'field') return false;
    return home
      .referencesTo(field)
      .some((each) => each.parent?.kind === 'selector_expression' && isKeyWritten(home, each.parent));
  });
}

function holdsBytes(pkg: PackageModel, map: SyntaxNode): boolean {
  if (isSecretData(pkg, map)) return true;
  const type = pkg.underlying(pkg.typeOf(map));
  const value = type?.kind === 'map' ? pkg.underlying(type.element) : undefined;
  const element = value?.kind === 'slice' ? pkg.underlying(value.element) : undefined;
  return element?.kind === 'basic' && /^(?:byte|uint8)$/.test(element.name);
}

/** k8s.io/api/core/v1/types.go, Secret: `Data map[string][]byte`. */
function isSecretData(pkg: PackageModel, map: SyntaxNode): boolean {
  if (map.kind !== 'selector_expression' || map.field('field')?.text !== 'Data') return false;
  const operand = map.field('operand');
  const type = operand && pkg.typeOf(operand);
  return namedId(type) === 'k8s.io/api/core/v1.Secret';
}
