import { isExported } from '../../semantic/exported.ts';
import type { PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';

/** A node with the package in which it is understood. */
export interface Place {
  readonly pkg: PackageModel;
  readonly node: SyntaxNode;
}

/**
 * The calls outside tests in the module that may run a function value, when it is put into a field of a struct, or a variable
 * of a package, and the module does nothing with that but set, compare and call it; undefined otherwise.
 */
export function callsOfHeld(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const field = fieldGiven(pkg, value);
  if (!field) return callsOfVariable(pkg, value);
  const packages = isExported(field.name) ? pkg.program.modulePackages(field.file, [field.name]) : [pkg];
  // the library that declares it calls it
  if (!packages.some(({ files }) => files.includes(field.file))) return undefined;
  const calls: Place[] = [];
  for (const member of packages) {
    for (const file of member.files) {
      if (file.isTest) continue;
      for (const mention of file.tree.identifiersNamed(field.name)) {
        if (mention === field.node) continue;
        const use = useOf(member, mention, field);
        if (use === 'unknown') return undefined;
        if (use !== 'none') calls.push({ pkg: member, node: use });
      }
    }
  }
  return calls;
}

/** The same for a variable of the package that is declared with the value, or gets it: `var start = daemon.Start`. */
function callsOfVariable(pkg: PackageModel, value: SyntaxNode): readonly Place[] | undefined {
  const list = value.parent;
  const statement = list?.kind === 'expression_list' && list.fieldName !== 'left' ? list.parent : undefined;
  const targets = statement?.kind === 'var_spec' ? statement.fieldAll('name') : targetsOf(statement);
  if (!list || targets.length !== list.namedChildren.length) return undefined;
  const target = targets[list.namedChildren.indexOf(value)]!;
  const held = target.kind === 'identifier' ? pkg.objectOf(target) : undefined;
  if (held?.kind !== 'var' || held.role !== 'package') return undefined;
  if (isExported(held.name) && pkg.name !== 'main') return undefined;
  const calls: Place[] = [];
  for (const mention of pkg.referencesTo(held)) {
    const { parent } = mention;
    if (mention === held.node || pkg.fileOf(mention).isTest) continue;
    if (parent?.kind === 'call_expression' && mention.fieldName === 'function')
      calls.push({ pkg, node: parent });
    else if (!isAssignedWhole(mention) && parent?.kind !== 'binary_expression') return undefined;
  }
  return calls;
}

/** The field that gets a value: by its name in a literal, or by an assignment. */
function fieldGiven(pkg: PackageModel, value: SyntaxNode): VarObject | undefined {
  const { parent } = value;
  let name: SyntaxNode | undefined;
  if (parent?.kind === 'literal_element' && parent.parent?.kind === 'keyed_element') {
    if (parent.fieldName !== 'key') name = parent.parent.field('key')?.firstNamedChild;
  } else if (parent?.kind === 'expression_list' && parent.fieldName === 'right') {
    const targets = targetsOf(parent.parent);
    const target = targets[parent.namedChildren.indexOf(value)];
    if (targets.length === parent.namedChildren.length) name = target?.field('field');
  }
  const object = name && pkg.objectOf(name);
  return object?.kind === 'var' && object.role === 'field' ? object : undefined;
}

/** The call of a field that a mention of its name stands in; `none` when it concerns another thing or calls nothing. */
function useOf(pkg: PackageModel, mention: SyntaxNode, field: VarObject): SyntaxNode | 'none' | 'unknown' {
  const object = pkg.objectOf(mention);
  const { parent } = mention;
  if (object && (object.kind !== 'var' || object.node !== field.node)) return 'none';
  if (parent?.kind === 'literal_element' && parent.fieldName === 'key') return 'none';
  if (parent?.kind !== 'selector_expression' || mention.fieldName !== 'field')
    return object ? 'unknown' : 'none';
  const { parent: around } = parent;
  if (around?.kind === 'call_expression' && parent.fieldName === 'function') {
    const isField = object ? true : !pkg.calleeOf(around)?.id && takes(pkg, field, around);
    return isField ? around : 'none';
  }
  const isSet = around?.kind === 'expression_list' && around.fieldName === 'left';
  const isCompared = around?.kind === 'binary_expression';
  if (isSet || isCompared) return 'none';
  return object ? 'unknown' : 'none';
}

/** Whether a call of something unknown has as many arguments as the function in a field. */
function takes(pkg: PackageModel, field: VarObject, call: SyntaxNode): boolean {
  const type = pkg.typeOfObject(field);
  const count = call.field('arguments')?.namedChildren.length ?? 0;
  return type?.kind !== 'func' || type.signature.parameters.length === count;
}
