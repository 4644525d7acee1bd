import type { PackageModel, TypeObject, VarObject } from '../semantic/model.ts';
import { type ModuleGraph, moduleGraphOf } from '../semantic/module-graph.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { isAddressTaken, valueWrittenTo } from './definitions.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Whether no code of a module with a program ever gives a field a value, so that it is zero wherever a program of the module
 * runs: nobody writes it, and the struct is only made by literals without it, which nobody hands on to what may fill it in,
 * as a decoder does.
 */
export function isNeverSet(pkg: PackageModel, field: VarObject): boolean {
  const home = pkg.files.includes(field.file) ? pkg : pkg.program.packageOf(field.file.path);
  const name = field.node.ancestor('type_spec')?.field('name');
  const type = name && home?.objectOf(name);
  if (!home || type?.kind !== 'type' || !pkg.program.moduleIsComplete) return false;
  // nothing else than this struct has the field
  if (field.node.ancestor('field_declaration')?.field('tag')) return false;
  if (field.node.ancestor('struct_type')?.parent !== name!.parent) return false;
  const graph = moduleGraphOf(home, field.file);
  if (!graph.hasMain) return false;
  return (
    home.program
      .modulePackages(field.file, [field.name])
      .every((member) =>
        mentionsOf(member, field.name).every((each) => !isSet(member, each, field, graph)),
      ) &&
    home.program
      .modulePackages(field.file, [type.name])
      .every((member) =>
        mentionsOf(member, type.name).every(
          (each) => !isType(member, each, type) || isHarmless(member, each),
        ),
      )
  );
}

function mentionsOf(pkg: PackageModel, name: string): readonly SyntaxNode[] {
  return pkg.files.flatMap((file) => (file.isTest ? [] : file.tree.identifiersNamed(name)));
}

/** Whether a mention sets the field, or one that is not known. */
function isSet(pkg: PackageModel, mention: SyntaxNode, field: VarObject, graph: ModuleGraph): boolean {
  const object = pkg.objectOf(mention);
  if (object !== undefined && object !== field) return false;
  // a literal names its type: that of a library has fields of its own
  const literal = mention.parent?.fieldName === 'key' ? mention.ancestor('composite_literal') : undefined;
  const id = object === undefined && literal ? namedId(pkg.typeOf(literal)) : undefined;
  if (id !== undefined && !graph.declares(id)) return false;
  const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
  return valueWrittenTo(mention) !== undefined || (selector !== undefined && isAddressTaken(selector));
}

/** Whether a mention of the name of a type means it, or may. */
function isType(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  if (mention === type.node) return false;
  const object = pkg.objectOf(mention);
  return object === undefined ? mention.kind === 'type_identifier' : object === type;
}

/** Whether a mention of a struct type makes no value that something may fill in. */
function isHarmless(pkg: PackageModel, mention: SyntaxNode): boolean {
  let type = mention;
  while (type.parent?.kind === 'qualified_type' || type.parent?.kind === 'pointer_type') type = type.parent;
  const { parent } = type;
  if (parent?.kind === 'parameter_declaration') {
    const names = parent.fieldAll('name');
    return names.every((name) => isOnlySelected(pkg, pkg.objectOf(name)));
  }
  if (parent?.kind !== 'composite_literal') return false;
  const elements = parent.field('body')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
  return elements.every(({ kind }) => kind === 'keyed_element') && isKept(pkg, parent);
}

/** Whether a literal is called on where it stands, or goes to variables of which only methods and fields are used. */
function isKept(pkg: PackageModel, literal: SyntaxNode): boolean {
  let whole = literal;
  while (whole.parent?.kind === 'unary_expression' || whole.parent?.kind === 'parenthesized_expression')
    whole = whole.parent;
  if (whole.parent?.kind === 'selector_expression') return true;
  const list = whole.parent?.kind === 'expression_list' ? whole.parent : undefined;
  const target = list && targetsOf(list.parent)[list.namedChildren.indexOf(whole)];
  return target !== undefined && (target.text === '_' || isOnlySelected(pkg, variable(pkg, target)));
}

function isOnlySelected(pkg: PackageModel, object: ReturnType<PackageModel['objectOf']>): boolean {
  if (object?.kind !== 'var' || object.role === 'package' || object.role === 'field') return false;
  return pkg.referencesTo(object).every((mention) => {
    const { parent } = mention;
    if (mention === object.node || targetsOf(parent?.parent).includes(mention)) return true;
    return (
      (parent?.kind === 'selector_expression' && mention.fieldName === 'operand') ||
      (parent?.kind === 'binary_expression' &&
        parent.namedChildren.some((each) => unwrapped(each).kind === 'nil'))
    );
  });
}
