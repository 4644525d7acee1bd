import { outermost } from '../semantic/declarations.ts';
import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * Whether a function is a method, or stands in one, of a type of which there is no value: the package mentions it in receivers
 * and conversions of nil alone, and no other package can name it. Nothing runs such a method.
 */
export function isOfUnmadeType(pkg: PackageModel, fn: GoFunction): boolean {
  const top = outermost(fn)!;
  const receiver = top.node.field('receiver');
  const [name] = receiver ? [...receiver.descendants('type_identifier')] : [];
  const type = name && pkg.objectOf(name);
  if (type?.kind !== 'type' || (isExported(type.name) && !top.file.isTest)) return false;
  return pkg
    .referencesTo(type)
    .every((mention) => mention === type.node || isInReceiver(mention) || isConvertedNil(mention));
}

function isInReceiver(mention: SyntaxNode): boolean {
  const list = mention.ancestor('parameter_list');
  return list?.fieldName === 'receiver' && list.parent?.kind === 'method_declaration';
}

/** `(*T)(nil)`, as in `var _ Interface = (*T)(nil)`. */
function isConvertedNil(mention: SyntaxNode): boolean {
  const call = mention.ancestor('call_expression') ?? mention.ancestor('type_conversion_expression');
  const given = call?.field('arguments')?.namedChildren ?? [call?.field('operand')];
  return given.length === 1 && given[0]?.kind === 'nil';
}
