import { isExported } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { Callee, GoFunction, PackageModel, ProgramModel } from '../semantic/model.ts';
import {
  type GoType,
  type NamedType,
  namedId,
  pointed,
  type Signature,
  surelyDiffer,
} from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a call of a method of an interface may run a method of its name: it takes the same parameters, and its type has the
 * other methods that the interface lists, as far as is known.
 */
export function mayRun(called: Callee, pkg: PackageModel, method: GoFunction): boolean {
  return (
    called.kind === 'interface-method' &&
    takesThose(called.signature, pkg, method) &&
    mayHaveAll(pkg, method, [
      ...methodsWanted(pkg, called.receiver && pkg.typeOf(called.receiver)),
      ...methodsWanted(pkg, typeBefore(pkg, called.receiver)),
    ])
  );
}

/** The type of the expression that a variable is asserted from: what it holds has the methods of both interfaces. */
function typeBefore(pkg: PackageModel, receiver: SyntaxNode | undefined): GoType | undefined {
  const object = receiver && variable(pkg, receiver);
  if (object?.role !== 'local') return undefined;
  const home = homeOf(pkg, object);
  const assigned = home.referencesTo(object).filter(isAssignedWhole);
  const value =
    assigned.length === 1 ? assigned[0]?.parent?.parent?.field('right')?.firstNamedChild : undefined;
  const operand = value?.kind === 'type_assertion_expression' ? value.field('operand') : undefined;
  return operand && home.typeOf(operand);
}

/**
 * Whether a selected name that no object is known for may stand for a method of the program: what is selected from has no method of
 * other parameters by that name, and a call gives as many arguments as it takes.
 * @param name the name behind the point
 */
export function mayBeMethod(pkg: PackageModel, name: SyntaxNode, method: GoFunction): boolean {
  const selector = name.parent;
  const operand = selector?.kind === 'selector_expression' ? selector.field('operand') : undefined;
  const home = homeOf(pkg, method);
  const member = operand && pkg.memberOf(pkg.typeOf(operand), name.text);
  if (member?.kind === 'method' && !takesThose(member.signature, home, method)) return false;
  const call = selector?.fieldName === 'function' ? selector.parent : undefined;
  return call?.kind !== 'call_expression' || takesAsMany(home, method, call);
}

/** Whether a function may be called with as many arguments as a call has; one that is a call itself may stand for several. */
function takesAsMany(pkg: PackageModel, fn: GoFunction, call: SyntaxNode): boolean {
  const given = call.field('arguments')?.namedChildren.filter(({ isExtra }) => !isExtra) ?? [];
  if (given.length === 1 && given[0]!.kind === 'call_expression') return true;
  const { parameters, variadic } = pkg.signatureOf(fn);
  return variadic ? given.length >= parameters.length - 1 : given.length === parameters.length;
}

/** Whether the type of a method has others too; one that embeds something may have them from there. */
function mayHaveAll(pkg: PackageModel, method: GoFunction, names: readonly string[]): boolean {
  const type = methodOwner(pkg, method);
  if (names.length < 2 || type?.kind !== 'named' || !type.object) return true;
  const underlying = pkg.underlying(type);
  const fields =
    underlying?.kind === 'struct' ? [...(underlying.node?.descendants('field_declaration') ?? [])] : [];
  if (fields.some((field) => field.field('name') === undefined)) return true;
  const methods = pkg.methodsOf(type.name);
  return names.every((name) => methods.has(name));
}

/** The methods that an interface of the program lists itself. */
function methodsListed(pkg: PackageModel, type: GoType | undefined): readonly string[] {
  const underlying = pkg.underlying(type);
  if (underlying?.kind !== 'interface' || !underlying.node) return [];
  return underlying.node.namedChildren.flatMap((child) =>
    child.kind === 'method_elem' ? (child.field('name')?.text ?? []) : [],
  );
}

/** The same with those of the interfaces of the program that it embeds. */
function methodsWanted(pkg: PackageModel, type: GoType | undefined, depth = 0): readonly string[] {
  const underlying = pkg.underlying(type);
  const file = type?.kind === 'named' ? type.object?.file : undefined;
  if (underlying?.kind !== 'interface' || !underlying.node || !file || depth > MOST_EMBEDDED)
    return methodsListed(pkg, type);
  const home = pkg.program.packageOf(file.path) ?? pkg;
  const embedded = underlying.node.namedChildren.flatMap((child) => {
    const only = child.kind === 'type_elem' && child.namedChildren.length === 1 && child.firstNamedChild;
    return only ? methodsWanted(home, home.typeOf(only), depth + 1) : [];
  });
  return [...methodsListed(pkg, type), ...embedded];
}

/** Interfaces that embed one another. */
const MOST_EMBEDDED = 4;

/** Whether an interface that the module declares, or one that it calls a method of, has a method as which another one may run. */
export function isBehindInterface(pkg: PackageModel, method: GoFunction): boolean {
  const name = method.node.field('name')!.text;
  const packages = isExported(name) ? pkg.program.modulePackages(method.file, [name]) : [pkg];
  return packages.some((member) =>
    member.files.some((file) =>
      file.tree.identifiersNamed(name).some((mention) => {
        const call = mention.parent?.parent;
        if (mention.parent?.kind === 'method_elem')
          return mention.fieldName === 'name' && takesThose(declaredAt(member, mention), pkg, method);
        const called = call?.kind === 'call_expression' ? member.calleeOf(call) : undefined;
        return called !== undefined && mayRun(called, pkg, method);
      }),
    ),
  );
}

/** The signature of a method that an interface declares by a name. */
function declaredAt(pkg: PackageModel, name: SyntaxNode): Signature | undefined {
  const type = name.ancestor('interface_type');
  const member = type && pkg.memberOf(pkg.typeOf(type), name.text);
  return member?.kind === 'method' ? member.signature : undefined;
}

/** Whether a method may take the parameters of a signature, and gives as many results; of one that is not known it may. */
function takesThose(signature: Signature | undefined, pkg: PackageModel, method: GoFunction): boolean {
  if (method.node.kind !== 'method_declaration') return false;
  if (!signature) return true;
  const { parameters, results } = pkg.signatureOf(method);
  return (
    signature.parameters.length === parameters.length &&
    signature.results.length === results.length &&
    parameters.every(({ type }, index) => !surelyDiffer(type, signature.parameters[index]?.type))
  );
}

/**
 * The methods of the module, without its tests, that a call through an interface of the program may run: their types declare
 * every method that the interface lists. Nothing until the module is read.
 */
export function implementationsOf(pkg: PackageModel, callee: Callee): readonly GoFunction[] {
  const { program } = pkg;
  const receiver = callee.kind === 'interface-method' ? callee.receiver : undefined;
  const type = receiver && pkg.typeOf(receiver);
  if (type?.kind !== 'named' || !type.object?.file || !program.moduleIsComplete) return [];
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  const known = knownOf(program);
  let byName = known.get(type.object.node);
  if (!byName) {
    byName = new Map();
    known.set(type.object.node, byName);
  }
  let found = byName.get(name);
  if (!found) {
    found = search(pkg, callee, type, name);
    // what one instance of a generic interface may run another one may not
    if (type.arguments.length === 0) byName.set(name, found);
  }
  return found;
}

/**
 * All methods of the module, with its tests' where a test calls, that a call through an interface of the program may run,
 * whether their type declares the other methods itself or gets them from what it embeds.
 *
 * @returns undefined where somebody else may have made one: the method's signature names no type of the program, or the module is not read
 */
export function allThatMayRun(pkg: PackageModel, callee: Callee): readonly GoFunction[] | undefined {
  const { program } = pkg;
  const receiver = callee.kind === 'interface-method' ? callee.receiver : undefined;
  const type = receiver && pkg.typeOf(receiver);
  const file = type?.kind === 'named' ? type.object?.file : undefined;
  const { signature } = callee;
  if (!file || !signature || !program.moduleIsComplete || !namesOwnType(signature)) return undefined;
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  return program
    .modulePackages(file, [name], pkg.fileOf(receiver!).isTest)
    .flatMap((member) =>
      member.methodsNamed(name).filter((fn) => takesThose(signature, homeOf(member, fn), fn)),
    );
}

/** Whether a parameter or result of a signature is of a type that the program declares. */
function namesOwnType({ parameters, results }: Signature): boolean {
  return [...parameters, ...results].some(({ type }) => {
    const bare = pointed(type);
    const named = bare?.kind === 'slice' ? pointed(bare.element) : bare;
    return named?.kind === 'named' && named.object?.file !== undefined;
  });
}

const knownOf = memoized<ProgramModel, Map<SyntaxNode, Map<string, readonly GoFunction[]>>>(() => new Map());

function search(pkg: PackageModel, callee: Callee, type: NamedType, name: string): readonly GoFunction[] {
  const names = methodsListed(pkg, type);
  if (names.length === 0) return [];
  return pkg.program.modulePackages(type.object!.file!, [name]).flatMap((member) =>
    member.methodsNamed(name).filter((fn) => {
      const home = homeOf(member, fn);
      if (fn.file.isTest || !mayRun(callee, home, fn)) return false;
      const owner = receiverType(home, fn);
      const methods = owner === undefined ? undefined : home.methodsOf(owner);
      return methods !== undefined && names.every((each) => methods.has(each));
    }),
  );
}

/** The name of the type that declares a method. */
export function receiverType(pkg: PackageModel, method: GoFunction): string | undefined {
  const type = methodOwner(pkg, method);
  return namedId(type) === undefined || type?.kind !== 'named' ? undefined : type.name;
}

/** The type that declares a method, without a pointer. */
export function methodOwner(pkg: PackageModel, { receiver, node }: GoFunction): GoType | undefined {
  const written = node.field('receiver')?.firstNamedChild?.field('type');
  return pointed(receiver ? pkg.typeOfObject(receiver) : written && pkg.typeOf(written));
}
