import { outermost } from '../semantic/declarations.ts';
import { isExported, isExportedFunction, isOpenToOtherModules } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, ProgramModel, TypeObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isEntryPoint } from './channels.ts';
import { callsInModule } from './goroutines/once.ts';

/**
 * Whether a function is a method, or stands in one, of a type of which there is no value: the package mentions it in receivers
 * and conversions of nil alone, and no other package can name it. Nothing runs such a method.
 */
export function isOfUnmadeType(pkg: PackageModel, fn: GoFunction): boolean {
  const type = receiverTypeOf(pkg, outermost(fn)!);
  if (!type || (isExported(type.name) && !fn.file.isTest)) return false;
  return pkg
    .referencesTo(type)
    .every((mention) => mention === type.node || isInReceiver(mention) || isConvertedNil(mention));
}

const answersOf = memoized<ProgramModel, Map<SyntaxNode, boolean>>(() => new Map());

/**
 * Whether a node stands in a method of a struct of which no code of the module outside tests makes a value: no text writes,
 * declares or allocates one, or what does is called by tests alone. Asked only where a program of the module runs the package,
 * and of an exported struct only if other modules cannot set all its fields. False until the module is read.
 */
export function isOfTypeMadeByNobody(pkg: PackageModel, node: SyntaxNode): boolean {
  const top = outermost(pkg.functionOf(node));
  const type = top && !top.file.isTest && pkg.program.moduleIsComplete ? receiverTypeOf(pkg, top) : undefined;
  if (!type) return false;
  const known = answersOf(pkg.program);
  let answer = known.get(type.node);
  if (answer === undefined) {
    answer = isMadeByNobody(pkg, top!.file, type);
    known.set(type.node, answer);
  }
  return answer;
}

function isMadeByNobody(pkg: PackageModel, file: GoFunction['file'], type: TypeObject): boolean {
  const struct = type.node.parent?.field('type');
  if (struct?.kind !== 'struct_type') return false;
  const graph = moduleGraphOf(pkg, file);
  if (!graph.hasMain || !graph.isRun(file)) return false;
  if (isExported(type.name) && isOpenToOtherModules(pkg) && !hasOwnFields(struct)) return false;
  return pkg.program.modulePackages(file, [type.name]).every((member) =>
    member.files.every(
      (each) =>
        each.isTest ||
        each.tree.identifiersNamed(type.name).every((mention) => {
          const meant = member.objectOf(mention);
          if (meant?.kind !== 'type' || meant.node !== type.node) return true;
          return !mayMake(mention) || isInOwnMethod(member, mention, type) || isInUncalled(member, mention);
        }),
    ),
  );
}

/** The type that a method is declared for. */
export function receiverTypeOf(pkg: PackageModel, method: GoFunction): TypeObject | undefined {
  const receiver = method.node.field('receiver');
  const [name] = receiver ? [...receiver.descendants('type_identifier')] : [];
  const type = name && pkg.objectOf(name);
  return type?.kind === 'type' ? type : undefined;
}

/** Whether a struct has a field that other packages cannot set. */
function hasOwnFields(struct: SyntaxNode): boolean {
  return [...struct.descendants('field_identifier')].some(({ text }) => !isExported(text));
}

/** Whether a mention of a type may make a value: anything but a receiver, a nil and a pointer that is only declared or asked for. */
export function mayMake(mention: SyntaxNode): boolean {
  const { parent } = mention;
  const isDeclared = parent?.kind === 'type_spec' && mention.fieldName === 'name';
  if (isDeclared || isInReceiver(mention)) return false;
  if (isConvertedNil(mention)) return isArgument(mention);
  const qualified = parent?.kind === 'qualified_type' ? parent : mention;
  const pointer = qualified.parent;
  if (pointer?.kind !== 'pointer_type') return true;
  const field = pointer.ancestor('field_declaration', 'type_arguments', 'composite_literal', 'block');
  switch (field?.kind) {
    // a decoder allocates what an exported field points to
    case 'field_declaration':
      return field.fieldAll('name').some(({ text }) => isExported(text));
    case 'composite_literal':
      return field.field('type')?.contains(pointer) === true;
    default:
      return field?.kind === 'type_arguments';
  }
}

/** Whether a mention stands in a method of the type itself: that one needs a value to begin with. */
function isInOwnMethod(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  const fn = outermost(pkg.functionOf(mention));
  return fn !== undefined && receiverTypeOf(pkg, fn)?.node === type.node;
}

/** Whether a mention stands in a function that only tests call. */
function isInUncalled(pkg: PackageModel, mention: SyntaxNode): boolean {
  const fn = outermost(pkg.functionOf(mention));
  if (!fn || isEntryPoint(fn)) return false;
  if (isExportedFunction(fn) && isOpenToOtherModules(pkg) && !moduleGraphOf(pkg, fn.file).isRun(fn.file))
    return false;
  return callsInModule(pkg, fn)?.length === 0;
}

function isInReceiver(mention: SyntaxNode): boolean {
  const list = mention.ancestor('parameter_list');
  return list?.fieldName === 'receiver' && list.parent?.kind === 'method_declaration';
}

/** `(*T)(nil)`, as in `var _ Interface = (*T)(nil)`. */
function isConvertedNil(mention: SyntaxNode): boolean {
  const call = conversionOf(mention);
  const given = call ? (call.field('arguments')?.namedChildren ?? [call.field('operand')]) : [];
  return given.length === 1 && given[0]?.kind === 'nil';
}

/** Whether a conversion is given to a call, which may make a value by its type. */
function isArgument(mention: SyntaxNode): boolean {
  return (
    conversionOf(mention)?.ancestor('argument_list', 'block', 'var_declaration')?.kind === 'argument_list'
  );
}

function conversionOf(mention: SyntaxNode): SyntaxNode | undefined {
  const call = mention.ancestor('call_expression');
  if (call) return call.field('function')?.contains(mention) ? call : undefined;
  return mention.ancestor('type_conversion_expression');
}
