import { outermost } from '../semantic/declarations.ts';
import { isExportedFunction, isExportedVariable, isOpenToOtherModules } from '../semantic/exported.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { FileModel, GoFunction, PackageModel, ProgramModel, TypeObject } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { type GoType, isErrorType, namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isMentionedElsewhere } from './dead-tests.ts';
import { callsInModule } from './goroutines/once.ts';
import { isBehindInterface } from './implementations.ts';
import { isMagefile } from './magefiles.ts';
import { mayMake, receiverTypeOf } from './unmade-types.ts';
import { reachOfObject, reachOfValue, type ValueReach } from './value-reach.ts';

/** How many functions in a row that only the next one calls. */
const MOST_CALLS = 4;

const uncalledOf = memoized<ProgramModel, Map<SyntaxNode, boolean>>(() => new Map());

/**
 * Whether nothing calls the function or method around a node, in a module that holds a program: no code of the module does, its tests
 * included, but what nothing calls either. Where it is exported, a program runs its package, which the module offers to nobody as a
 * library; and of an exported method no value comes to code outside of the module, which could call it through an interface or by
 * reflection.
 */
export function isCalledByNobody(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = outermost(pkg.functionOf(node));
  if (!fn || !pkg.program.moduleIsComplete) return false;
  const known = uncalledOf(pkg.program);
  let answer = known.get(fn.node);
  if (answer === undefined) {
    answer = isUncalled(pkg, fn, []);
    known.set(fn.node, answer);
  }
  return answer;
}

function isUncalled(pkg: PackageModel, fn: GoFunction, open: readonly GoFunction[]): boolean {
  const name = fn.node.field('name')?.text;
  if (name === undefined || fn.file.isTest || !moduleGraphOf(pkg, fn.file).hasMain || isEntry(pkg, fn))
    return false;
  const isExported = isExportedFunction(fn);
  if (isMentionedElsewhere(pkg, fn, name) || (isExported && !isOfProgram(pkg, fn.file))) return false;
  const callers = callsInModule(pkg, fn, true);
  if (!callers || (callers.length > 0 && open.length >= MOST_CALLS)) return false;
  const isRun = callers.some(({ pkg: home, node: call }) => {
    const caller = outermost(home.functionOf(call));
    if (!caller) return true;
    return caller !== fn && !open.includes(caller) && !isUncalled(home, caller, [...open, fn]);
  });
  if (isRun) return false;
  if (!isExported || fn.node.kind !== 'method_declaration') return true;
  const type = receiverTypeOf(pkg, fn);
  return type !== undefined && staysInModule(pkg, fn.file, type);
}

/** Whether a program of the module runs a file, and what its package exports is for the module alone. */
export function isOfProgram(pkg: PackageModel, file: FileModel): boolean {
  const graph = moduleGraphOf(pkg, file);
  if (!graph.isRunByProgram(file) || (graph.isLibrary && isOpenToOtherModules(pkg))) return false;
  // a plugin offers what it exports by name, and its main does nothing (package plugin)
  return pkg.name !== 'main' || pkg.files.some(({ functions }) => functions.some(isWorkingMain));
}

function isWorkingMain({ name, node, body }: GoFunction): boolean {
  const isMain = name === 'main' && node.kind === 'function_declaration';
  return isMain && [...(body?.descendants('call_expression') ?? [])].length > 0;
}

/** Whether the language, a build tool, C or a directive runs a function by its name. */
function isEntry(pkg: PackageModel, { node }: GoFunction): boolean {
  const name = node.field('name')!.text;
  if (node.kind === 'function_declaration' && /^(?:main|init)$/.test(name)) return true;
  const named = new RegExp(`^//(?:export|go:linkname) ${name}\\b`, 'm');
  return isMagefile(pkg) || pkg.files.some(({ text }) => named.test(text));
}

const answersOf = memoized<ProgramModel, Map<SyntaxNode, boolean>>(() => new Map());

function staysInModule(pkg: PackageModel, file: FileModel, type: TypeObject): boolean {
  const known = answersOf(pkg.program);
  let answer = known.get(type.node);
  if (answer === undefined) {
    answer = isKept(pkg, file, type);
    known.set(type.node, answer);
  }
  return answer;
}

function isKept(pkg: PackageModel, file: FileModel, type: TypeObject): boolean {
  const receivers = [...pkg.methodsOf(type.name).values()].map((method) => method.function.receiver);
  if (receivers.some((receiver) => receiver && !isFollowed(pkg, reachOfObject(pkg, receiver), type)))
    return false;
  return pkg.program.modulePackages(file, [type.name]).every((member) =>
    member.files.every(
      (each) =>
        each.isTest ||
        each.tree.identifiersNamed(type.name).every((mention) => {
          const meant = member.objectOf(mention);
          if (mention.parent?.fieldName === 'key' || meant?.kind !== 'type' || meant.node !== type.node)
            return true;
          if (isEmbedded(mention)) return false;
          return (
            isKeptByParameter(member, mention, type) &&
            (!mayMake(mention) || isMadeAndKept(member, mention, type))
          );
        }),
    ),
  );
}

/** Whether a mention is that of the type of a literal whose value is followed to its end. */
function isMadeAndKept(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  const named = mention.parent?.kind === 'qualified_type' ? mention.parent : mention;
  const literal = named.parent;
  if (literal?.kind === 'parameter_declaration') return true;
  if (literal?.kind !== 'composite_literal' || named.fieldName !== 'type') return false;
  return isFollowed(pkg, reachOfValue(pkg, literal), type);
}

/** Whether what a function gets in a parameter of the type is followed to its end. */
function isKeptByParameter(pkg: PackageModel, mention: SyntaxNode, type: TypeObject): boolean {
  const parameter = mention.ancestor('parameter_declaration', 'block', 'type_declaration');
  if (parameter?.kind !== 'parameter_declaration' || parameter.parent?.fieldName !== 'parameters')
    return true;
  return parameter.fieldAll('name').every((name) => {
    const object = pkg.objectOf(name);
    return object?.kind !== 'var' || isFollowed(pkg, reachOfObject(pkg, object), type);
  });
}

function isFollowed(pkg: PackageModel, reach: ValueReach, type: TypeObject): boolean {
  const { passed, lost, isCollected, holders, returnedBy } = reach;
  return (
    !lost &&
    !isCollected &&
    passed.every(({ call }) => isTakenByLiteral(pkg, call, type)) &&
    [...holders].every((holder) => !isExportedVariable(holder) && isOwnType(pkg, pkg.typeOfObject(holder))) &&
    returnedBy.every(
      (fn) =>
        pkg
          .signatureOf(fn)
          .results.every((result) => isOwnType(pkg, result.type) || isErrorType(result.type)) &&
        (fn.node.kind !== 'method_declaration' || !isBehindInterface(homeOf(pkg, fn), fn)),
    )
  );
}

/** Whether a type is no interface that other modules may have methods of called: what it holds stays what the module makes it. */
function isOwnType(pkg: PackageModel, type: GoType | undefined): boolean {
  const bare = pointed(type);
  const kind = pkg.underlying(bare)?.kind;
  if (kind !== undefined && kind !== 'interface') return true;
  const id = namedId(bare);
  return kind !== undefined && id !== undefined && moduleGraphOf(pkg, pkg.files[0]!).declares(id);
}

/**
 * Whether a call is one of a function value whose type says the type itself: `type Option func(*Server)`. Where no other module
 * can name the type, the literals that have it are those of the module.
 */
function isTakenByLiteral(pkg: PackageModel, call: SyntaxNode, type: TypeObject): boolean {
  const home = call.kind === 'call_expression' ? pkg.program.packageOf(pkg.fileOf(call).path) : undefined;
  const callee = home?.calleeOf(call);
  if (callee?.kind !== 'value' || isOpenToOtherModules(pkg)) return false;
  const [parameter, ...others] = callee.signature?.parameters ?? [];
  return others.length === 0 && namedId(parameter?.type) === `${type.packagePath}.${type.name}`;
}

/** Whether a mention gives its methods to the struct around it. */
function isEmbedded(mention: SyntaxNode): boolean {
  const field = mention.ancestor('field_declaration', 'method_elem', 'type_elem');
  return field !== undefined && field.fieldAll('name').length === 0;
}
