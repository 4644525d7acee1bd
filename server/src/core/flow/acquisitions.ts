import { isStandardLibrary, packageOfId } from '../knowledge/behaviour/index.ts';
import { OWNERSHIP, type OwnershipType } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import { type GoType, isErrorType, namedId, type Parameter } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isOfClosed } from './closed-receivers.ts';
import { isMadeFolder } from './given-folders.ts';
import { takesOverRecorder } from './hijacked-recorders.ts';
import { givesWhatIsKept } from './kept-results.ts';
import { methodsMade } from './made-types.ts';
import { originsOf } from './origins.ts';
import { isReleasedAsInterface, mayOwnValue } from './owners.ts';
import type { Way } from './path-state.ts';
import { sendsHead } from './request-methods.ts';
import type { GivenConstants, ResourceHost } from './resources.ts';
import { mayBeShared } from './shared-results.ts';

export interface Acquisition {
  readonly call: SyntaxNode;
  /** Which result is the value. */
  readonly index: number;
  readonly certainty: 'proved' | 'likely';
  /** Set when a function that returns it is not taken to hand its caller something to release: too little is known of it. */
  readonly isGuess?: boolean;
  /** Whether code that is not at hand gives bytes beside the response: it has read the body, and closed it most probably. */
  readonly isRead?: boolean;
  /** The way to the closer when the value is a struct of the program that owns it. */
  readonly way?: Way | undefined;
}

/** The calls of a function, literals apart, that acquire a value of the type. */
export function acquisitionsIn(host: ResourceHost, fn: GoFunction, type: OwnershipType): Acquisition[] {
  const found: Acquisition[] = [];
  for (const { call, callee } of host.callsIn(fn)) {
    const acquisition = acquisitionAt(host, call, callee, type);
    if (acquisition && !isOfClosed(host.pkg, host.graphOf(fn), fn, call, callee)) found.push(acquisition);
  }
  return found;
}

function acquisitionAt(
  host: ResourceHost,
  call: SyntaxNode,
  callee: Callee,
  type: OwnershipType,
): Acquisition | undefined {
  if (type.givesEmpty.size > 0 && sendsHead(host.pkg, call)) return undefined;
  if (givesWhatIsKept(host.pkg, callee) || takesOverRecorder(host.pkg, call, callee, type)) return undefined;
  const known = type.acquire.get(callee.id);
  if (known !== undefined && endsItself(host.pkg, call, callee, type)) return undefined;
  if (known !== undefined) return { call, index: known, certainty: 'proved' };
  const results = callee.signature?.results ?? [];
  const owned = results.findIndex((result) => isOwned(result.type, type));
  if (owned >= 0 && isOfAcquiringPackage(callee, type)) return { call, index: owned, certainty: 'proved' };
  if (callee.function) {
    const mayOwn = results.some((result) => mayOwnValue(host.pkg, result.type, type));
    if (!mayOwn && !results.some((result) => mayHold(result.type, type))) return undefined;
    const fresh = freshResult(host, callee.function, results, type);
    if (!fresh) return undefined;
    const given = constantsGiven(host.pkg, call, callee);
    const isHandedOut = given.size === 0 || host.freshResults(callee.function, type, given).has(fresh.index);
    if (!isHandedOut) return undefined;
    // what everybody has is nobody's to release
    return { call, ...fresh, certainty: mayBeShared(host.pkg, call, fresh.index) ? 'likely' : 'proved' };
  }
  // `conn, teardown, err := c.connect()`: the function that comes with the value releases it
  if (type.role !== 'closer' && results.some((result) => isFunction(host.pkg, result.type))) return undefined;
  if (callee.kind === 'interface-method') {
    const known = acquiringInterface(host, call, callee, type);
    if (known) return known;
  }
  if (owned < 0 || (callee.kind === 'value' && isLent(host, call, owned, type))) return undefined;
  const isMade = isMadeByLibrary(callee, type) || hasShape(callee, type);
  if (!isMade) return undefined;
  const isRead = type.shape?.parameter === 'net/http.Request' && results.some((each) => isBytes(each.type));
  return { call, index: owned, certainty: 'likely', ...(isRead ? { isGuess: true, isRead } : {}) };
}

/** Whether the version of a library that the module requires lets go by itself what a call of it gives. */
function endsItself(pkg: PackageModel, call: SyntaxNode, { id }: Callee, type: OwnershipType): boolean {
  const since = type.endsItselfSince.get(id);
  const required = since && pkg.program.requiredVersion(pkg.fileOf(call), since.module);
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(required ?? '') ?? [];
  if (!since || major === undefined) return false;
  const [sinceMajor, sinceMinor] = since.version;
  return Number(major) > sinceMajor || (Number(major) === sinceMajor && Number(minor) >= sinceMinor);
}

/** Whether all that a function value may be are literals in sight of which none acquires its result: who wrote it has the value. */
function isLent(host: ResourceHost, call: SyntaxNode, index: number, type: OwnershipType): boolean {
  const called = call.field('function');
  const origins = (called && originsOf(host.pkg, called, { fields: true })?.all) ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      const home = homeOf(host.pkg, node);
      const literal = node.kind === 'func_literal' ? home.functionAt(node) : undefined;
      return literal !== undefined && !host.freshResults(literal, type).has(index);
    })
  );
}

function isBytes(type: GoType | undefined): boolean {
  const element = type?.kind === 'slice' ? type.element : undefined;
  return element?.kind === 'basic' && (element.name === 'byte' || element.name === 'uint8');
}

/** Whether a callee is of a package of which all that gives the value acquires it. */
export function isOfAcquiringPackage(callee: Callee, type: OwnershipType): boolean {
  return type.acquireIn.has(packageOfId(callee.functionType ?? callee.id) ?? '');
}

function isFunction(pkg: PackageModel, type: GoType | undefined): boolean {
  return pkg.underlying(type)?.kind === 'func' || namedId(type)?.startsWith('context.Cancel') === true;
}

/** Whether the parameters of a call of unknown body say that it acquires. */
function hasShape(callee: Callee, type: OwnershipType): boolean {
  if (!type.shape || callee.kind === 'builtin' || callee.kind === 'conversion') return false;
  if (isStandardLibrary(callee.id)) return callee.kind === 'interface-method' && hasParameter(callee, type);
  return hasParameter(callee, type) || (callee.kind === 'method' && isNamedAsAcquiring(callee, type));
}

/** A function with the reader of an answer as a parameter has no connection of its own, as net/http.ReadResponse has none. */
function hasParameter(callee: Callee, { shape }: OwnershipType): boolean {
  const { parameters = [] } = callee.signature ?? {};
  const last = parameters.at(-1);
  if (shape?.parameter === 'any') return true;
  if (parameters.some(({ type }) => namedId(type) === 'bufio.Reader')) return false;
  return last !== undefined && namedId(last.type) === shape?.parameter;
}

/** Whether a function of a library, or one in a variable, gives a value that it cannot have got from its caller. */
function isMadeByLibrary(callee: Callee, type: OwnershipType): boolean {
  const isLibrary = callee.kind === 'function' && !isStandardLibrary(callee.id);
  if (!type.isMadeByLibraries || !(isLibrary || callee.kind === 'value')) return false;
  const { results = [], parameters = [] } = callee.signature ?? {};
  const beside = type.role === 'closer' ? 'context.Context' : '.error';
  return (
    results.some((result) => namedId(result.type) === beside) &&
    !parameters.some((parameter) => mayHold(parameter.type, type))
  );
}

/**
 * Whether an interface's method has the name of one that acquires and an error beside the value, so that the library's
 * own type fits the interface: `Query(string, ...any) (*sql.Rows, error)`. A getter has another name or no error.
 */
function isNamedAsAcquiring(callee: Callee, type: OwnershipType): boolean {
  if (type.shape?.parameter !== 'any' && type.shape?.parameter !== 'same-name') return false;
  if (!callee.signature?.results.some((result) => isErrorType(result.type))) return false;
  // a transaction begun in another one ends with it
  if (type.types.some((id) => callee.id.startsWith(`${id}.`))) return false;
  const name = lastName(callee.id);
  return [...type.acquire.keys()].some((id) => lastName(id) === name);
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** The result of a function of the program that is a value, or a struct which owns one, and that its caller must release. */
function freshResult(
  host: ResourceHost,
  fn: GoFunction,
  results: readonly Parameter[],
  type: OwnershipType,
): Pick<Acquisition, 'index' | 'way'> | undefined {
  const fresh = host.freshResults(fn);
  const index = results.findIndex(
    (result, at) =>
      fresh.has(at) &&
      (fresh.get(at) !== undefined ||
        mayHold(result.type, type) ||
        isReleasedAsInterface(host.pkg, result.type, type)),
  );
  return index < 0 ? undefined : { index, way: fresh.get(index) };
}

/** The boolean constants, empty strings, nil and paths of folders among the arguments of a call, by the parameter that gets them. */
function constantsGiven(pkg: PackageModel, call: SyntaxNode, callee: Callee): GivenConstants {
  const given = new Map<number, boolean | '' | 'nil' | 'folder'>();
  for (const [index, argument] of (call.field('arguments')?.namedChildren ?? []).entries()) {
    if (argument.kind === 'nil') given.set(index + callee.firstParameter, 'nil');
    const value = pkg.constantOf(argument);
    if (value?.kind === 'bool') given.set(index + callee.firstParameter, value.value);
    else if (value?.kind === 'string' && value.parts.every((part) => part === ''))
      given.set(index + callee.firstParameter, '');
    else if (value === undefined && isMadeFolder(pkg, argument))
      given.set(index + callee.firstParameter, 'folder');
  }
  return given;
}

/** A method of an interface that acquires: by its name where a library's type fits the interface, or by an implementation. */
function acquiringInterface(
  host: ResourceHost,
  call: SyntaxNode,
  callee: Callee,
  type: OwnershipType,
): Acquisition | undefined {
  const results = callee.signature?.results ?? [];
  const index = results.findIndex((result) => isOwned(result.type, type));
  if (index >= 0 && isNamedAsAcquiring(callee, type)) return { call, index, certainty: 'proved' };
  const mayBe = results.some(
    (result) => mayHold(result.type, type) || mayOwnValue(host.pkg, result.type, type),
  );
  // what the table says of a method is not guessed from one implementation: `fs.FS.Open`
  if (!mayBe || [...OWNERSHIP.values()].some(({ acquire }) => acquire.has(callee.id))) return undefined;
  for (const fn of implementationsOf(host.pkg, callee)) {
    const fresh = freshResult(host, fn, results, type);
    if (fresh && mayBeCalled(host.pkg, callee, fn) && !isOtherwiseFresh(host, callee, fresh.index, type))
      return { call, ...fresh, certainty: 'likely', isGuess: index < 0 || !type.shape };
  }
  return undefined;
}

/** Whether an implementation may be the one of an interface's method that is called, as far as it is seen what that was made as. */
function mayBeCalled(pkg: PackageModel, { id, receiver }: Callee, fn: GoFunction): boolean {
  return (receiver && methodsMade(pkg, receiver, lastName(id)))?.has(fn) !== false;
}

/** Whether an implementation gives a value of a type that comes first in the table, so that it is told once. */
function isOtherwiseFresh(host: ResourceHost, callee: Callee, index: number, type: OwnershipType): boolean {
  const before = [...OWNERSHIP.values()].slice(0, [...OWNERSHIP.keys()].indexOf(type.name));
  return implementationsOf(host.pkg, callee).some((fn) =>
    before.some((other) => other.role === type.role && host.freshResults(fn, other).has(index)),
  );
}

/**
 * Methods with the name and the number of parameters of an interface's method, in the package at hand and in the one
 * that declares the interface.
 */
function implementationsOf(pkg: PackageModel, callee: Callee): readonly GoFunction[] {
  const name = lastName(callee.id);
  const count = callee.signature?.parameters.length;
  const receiver = callee.receiver && pkg.typeOf(callee.receiver);
  const file = receiver?.kind === 'named' ? receiver.object?.file : undefined;
  const home = file && pkg.program.packageOf(file.path);
  return [...new Set([pkg, home ?? pkg])].flatMap((each) =>
    each.methodsNamed(name).filter((fn) => fn.parameters.length === count && !fn.file.isTest),
  );
}

/** Whether a result of this type may be the value: its own type, or an interface as which it is handed out. */
function mayHold(type: GoType | undefined, owned: OwnershipType): boolean {
  if (isOwned(type, owned)) return true;
  if (owned.role === 'closer') return type?.kind === 'func';
  const id = namedId(type);
  return id !== undefined && owned.heldAs.includes(id);
}

export function isOwned(type: GoType | undefined, owned: OwnershipType): boolean {
  const id = namedId(type);
  return id !== undefined && owned.types.includes(id);
}
