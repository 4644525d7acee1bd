import { isExported } from '../semantic/exported.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAddressTaken, valueWrittenTo } from './definitions.ts';
import { conditionsIn } from './loop-heads.ts';
import { unwrapped } from './nil-comparison.ts';
import { isNeverCalled } from './uncalled.ts';
import { isCalledByNobody } from './uncalled-methods.ts';

/**
 * Whether a place is only come to when an unexported field is not zero, `if s.address != "" { ... }`, and no code that the module runs
 * sets that field: all that does stands in functions that nothing calls. Other packages, decoders and reflection cannot
 * (go.dev/ref/spec#Exported_identifiers; encoding/json and reflect, "unexported fields").
 */
export function isBehindUnsetField(pkg: PackageModel, place: SyntaxNode): boolean {
  for (let node = place; node.parent; node = node.parent) {
    const { parent } = node;
    if (/^(?:function|method)_declaration$/.test(parent.kind)) return false;
    if (parent.kind !== 'if_statement' || node.fieldName !== 'consequence') continue;
    const fields = conditionsIn(parent.field('condition')!).flatMap(
      (condition) => fieldAskedFor(pkg, condition) ?? [],
    );
    if (fields.some((field) => isUnset(pkg, field))) return true;
  }
  return false;
}

/** The field that a condition asks to be other than zero. */
function fieldAskedFor(pkg: PackageModel, condition: SyntaxNode): VarObject | undefined {
  const node = unwrapped(condition);
  if (node.kind !== 'binary_expression') return fieldOf(pkg, node);
  const operator = node.field('operator')?.text;
  const [left, right] = [unwrapped(node.field('left')!), unwrapped(node.field('right')!)];
  const isZero = right.kind === 'nil' || /^(?:0|""|``)$/.test(right.text);
  if (!isZero || (operator !== '!=' && operator !== '>')) return undefined;
  const isLength = left.kind === 'call_expression' && left.field('function')?.text === 'len';
  const asked = isLength ? left.field('arguments')?.firstNamedChild : left;
  return asked && fieldOf(pkg, asked);
}

function fieldOf(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  const name = node.kind === 'selector_expression' ? node.field('field') : undefined;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && object.role === 'field' ? object : undefined;
}

function isUnset(pkg: PackageModel, field: VarObject): boolean {
  if (isExported(field.name) || !pkg.files.includes(field.file) || !pkg.program.moduleIsComplete)
    return false;
  const type = field.node.ancestor('type_spec');
  // a struct of its own, of which every literal names the fields
  if (!type || field.node.ancestor('struct_type')?.parent !== type || isListed(pkg, type)) return false;
  return pkg.files
    .filter((file) => !file.isTest)
    .flatMap((file) => file.tree.identifiersNamed(field.name))
    .every((mention) => {
      const object = pkg.objectOf(mention);
      if (mention === field.node || (object !== undefined && object !== field)) return true;
      const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
      const isSet = valueWrittenTo(mention) !== undefined || (selector && isAddressTaken(selector));
      return !isSet || isNeverCalled(pkg, mention) || isCalledByNobody(pkg, mention);
    });
}

/** Whether a literal of a type gives its fields by their places. */
function isListed(pkg: PackageModel, spec: SyntaxNode): boolean {
  const name = spec.field('name')!;
  return pkg.files.some((file) =>
    file.tree.identifiersNamed(name.text).some((mention) => {
      const literal = mention.parent?.kind === 'composite_literal' ? mention.parent : undefined;
      const elements = literal?.field('body')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
      return (
        namedId(literal && pkg.typeOf(literal)) !== undefined &&
        elements.some(({ kind }) => kind !== 'keyed_element')
      );
    }),
  );
}
