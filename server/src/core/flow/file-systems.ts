import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import {
  FILE_SYSTEM_MAKERS,
  FILE_SYSTEM_TYPES,
  FILE_SYSTEM_WRAPPERS,
  type FileSystemKind,
} from '../knowledge/file-systems.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { type GoType, namedId, pointed } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { embeddedValues } from './embedded-values.ts';
import { callsInModule } from './goroutines/once.ts';
import { implementationsOf } from './implementations.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { isOfApplication } from './soon-over.ts';

/** `unseen`: a function of a library makes it whose body is not at hand, and gives it as an interface. */
type OpenedKind = FileSystemKind | 'unseen';

/** What holds the file that a call opens in a file system; undefined when that is not known, or differs. */
export function fileSystemOpenedBy(pkg: PackageModel, call: SyntaxNode): OpenedKind | undefined {
  const receiver = pkg.calleeOf(call)?.receiver;
  if (!receiver) return undefined;
  const systems = embeddedValues(pkg, call) ?? [receiver];
  const kinds = new Set(systems.flatMap((system) => kindsOf(pkg, system, 0)));
  if (kinds.has('unseen')) kinds.delete('memory');
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Calls into functions that other packages call, and out of methods of interfaces, on the way to where a file system is made. */
const MOST_STEPS = 4;

/** The kinds of all that a file system may be. */
function kindsOf(pkg: PackageModel, system: SyntaxNode, steps: number): readonly (OpenedKind | undefined)[] {
  const own = kindOf(pkg, system);
  if (own) return [own];
  const origins = originsOf(pkg, system, {
    fields: true,
    unknowns: true,
    passes: wrapped,
    // a variable that `//go:embed` fills is assigned nowhere
    stops: (home, node) => kindOf(home, node) !== undefined,
  });
  // nobody opens a file in none
  const made = origins?.all.filter(({ isZero }) => !isZero);
  return (
    made?.flatMap(({ node }) => {
      const home = homeOf(pkg, node);
      const further = kindOf(home, node) ?? unseen(home, node);
      return further ? [further] : beyond(home, node, steps);
    }) ?? [undefined]
  );
}

/** The kinds of what callers in other packages of the module give for a parameter, or of what the methods give that a call may run. */
function beyond(pkg: PackageModel, node: SyntaxNode, steps: number): readonly (OpenedKind | undefined)[] {
  if (steps >= MOST_STEPS || !pkg.program.moduleIsComplete) return [undefined];
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  if (callee?.kind === 'interface-method') {
    const methods = implementationsOf(pkg, callee).filter(({ file }) => !file.isTest);
    return methods.length > 0
      ? methods.flatMap((fn) => returned(fn).flatMap((each) => kindsOf(homeOf(pkg, fn), each, steps + 1)))
      : [undefined];
  }
  const written = node.kind === 'selector_expression' ? writtenToField(pkg, node) : undefined;
  if (written) return written.flatMap((each) => kindsOf(pkg, each, steps + 1));
  const parameter = variable(pkg, node);
  const fn = parameter?.role === 'parameter' ? parameter.function : undefined;
  const index = fn ? fn.parameters.indexOf(parameter!) : -1;
  // of a library others may give one as well
  const isOwn = fn !== undefined && (!isExportedFunction(fn) || isOfApplication(pkg, fn));
  const calls = isOwn && index >= 0 ? callsInModule(pkg, fn) : undefined;
  if (!calls) return [undefined];
  return calls.flatMap((place) => {
    const argument = place.node.field('arguments')?.namedChildren[index];
    return argument ? kindsOf(place.pkg, argument, steps + 1) : [undefined];
  });
}

/** What its own package puts into an exported field of an application, when no other package of the module names the field. */
function writtenToField(pkg: PackageModel, selector: SyntaxNode): readonly SyntaxNode[] | undefined {
  const field = pkg.objectOf(selector.field('field') ?? selector);
  const fn = pkg.functionOf(selector);
  if (field?.kind !== 'var' || field.role !== 'field' || !pkg.files.includes(field.file)) return undefined;
  if (!fn || !isOfApplication(pkg, fn) || isNamedElsewhere(pkg, field)) return undefined;
  const origins = originsOf(pkg, selector, { fields: true, unknowns: true, identity: true });
  const given = origins?.all.filter(({ node, isZero }) => !isZero && node !== selector);
  return given && given.length > 0 ? given.map(({ node }) => node) : undefined;
}

/** Whether a file of another package that imports the one of a field names something as the field is named. */
function isNamedElsewhere(pkg: PackageModel, { name, file }: VarObject): boolean {
  return pkg.program
    .modulePackages(file, [name])
    .some(
      (other) =>
        other.path !== pkg.path &&
        other.files.some(
          ({ imports, tree }) =>
            imports.some(({ path }) => path === pkg.path) &&
            tree.identifiersNamed(name).some((mention) => mayBeField(other, mention)),
        ),
    );
}

/** Whether an identifier may be a field of a value, or the key of a literal: no name of a package's. */
function mayBeField(pkg: PackageModel, mention: SyntaxNode): boolean {
  const { parent } = mention;
  if (parent?.kind === 'selector_expression' && mention.fieldName === 'field') {
    const call = parent.fieldName === 'function' ? parent.parent : undefined;
    const isMethod = call?.kind === 'call_expression' && /method$/.test(pkg.calleeOf(call)?.kind ?? '');
    return !isMethod && qualifiedId(pkg, parent) === undefined;
  }
  return parent?.kind === 'literal_element' || parent?.kind === 'keyed_element';
}

/** What a function gives as its first result, nil apart. */
function returned(fn: GoFunction): readonly SyntaxNode[] {
  return [...(fn.body?.descendants('return_statement') ?? [])].flatMap((each) => {
    const value =
      each.ancestor('func_literal', 'function_declaration', 'method_declaration') === fn.node
        ? each.firstNamedChild?.firstNamedChild
        : undefined;
    return value && value.kind !== 'nil' ? value : [];
  });
}

function unseen(pkg: PackageModel, node: SyntaxNode): 'unseen' | undefined {
  const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
  const isLibrary = callee?.kind === 'function' && !callee.function && !isStandardLibrary(callee.id);
  return isLibrary && pkg.underlying(pkg.typeOf(node))?.kind !== 'struct' ? 'unseen' : undefined;
}

function kindOf(pkg: PackageModel, node: SyntaxNode): FileSystemKind | undefined {
  const made = node.kind === 'call_expression' ? pkg.calleeOf(node)?.id : undefined;
  const type = pkg.typeOf(node);
  const known = FILE_SYSTEM_MAKERS.get(made ?? '') ?? FILE_SYSTEM_TYPES.get(namedId(type) ?? '');
  return known ?? (opensNothing(pkg, type) ? 'memory' : undefined);
}

/** Whether a type of the program opens, as its own file systems do that are made of what it holds, only structs whose Close does nothing. */
function opensNothing(pkg: PackageModel, type: GoType | undefined): boolean {
  const open = methodOf(pkg, type, 'Open');
  const files = open ? returned(open.fn) : [];
  return (
    files.length > 0 &&
    files.every((each) => {
      const literal = each.kind === 'unary_expression' ? each.field('operand') : each;
      const close =
        literal?.kind === 'composite_literal' && methodOf(open!.home, open!.home.typeOf(literal), 'Close');
      const statements = close ? statementsOf(close.fn.body) : [];
      return statements.length === 1 && statements[0]!.text === 'return nil';
    })
  );
}

/** A method that the program declares for a struct type, not for an interface. */
function methodOf(
  pkg: PackageModel,
  type: GoType | undefined,
  name: string,
): { readonly fn: GoFunction; readonly home: PackageModel } | undefined {
  const bare = pointed(type);
  const node = bare?.kind === 'named' ? bare.object?.node : undefined;
  if (bare?.kind !== 'named' || !node || !bare.object?.file) return undefined;
  const home = homeOf(pkg, node);
  const fn = home.methodsOf(bare.name).get(name)?.function;
  return fn && { fn, home };
}

/** The file system behind one that a function makes of it. */
function wrapped(pkg: PackageModel, node: SyntaxNode): SyntaxNode | undefined {
  const id = node.kind === 'call_expression' ? pkg.calleeOf(node)?.id : undefined;
  return id !== undefined && FILE_SYSTEM_WRAPPERS.has(id)
    ? node.field('arguments')?.firstNamedChild
    : undefined;
}
