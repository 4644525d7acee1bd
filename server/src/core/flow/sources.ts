import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import { outermost } from '../semantic/declarations.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import { statementsOf } from '../syntax/statements.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { functionBehind } from './changing-checks.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { isRunByName } from './dead-tests.ts';
import { implementationsOf, mayRun } from './implementations.ts';
import { importsMockOf } from './mocks.ts';
import type { FlowModel, OwnedResource } from './model.ts';
import { placeOf } from './places.ts';

/** Functions of the program that are followed between a call and what acquires for it. */
const DEPTH = 3;

/** A call outside the program, or of an interface, that a value comes from. */
export interface Source {
  /** The package that the call stands in. */
  readonly pkg: PackageModel;
  readonly callee: Callee;
  readonly call: SyntaxNode;
}

/** What acquires a value at last, through functions of the program that hand it on. */
export function sourcesOf(
  pkg: PackageModel,
  flow: FlowModel,
  { acquisition, type }: OwnedResource,
  depth: number = DEPTH,
): readonly Source[] {
  const callee = pkg.calleeOf(acquisition);
  if (!callee) return [];
  const { function: fn } = callee;
  if (!fn || depth === 0) return [{ pkg, callee, call: acquisition }];
  return flow
    .resourcesOf(fn, type)
    .filter(({ movesAway }) => movesAway)
    .flatMap((inner) => sourcesOf(homeOf(pkg, fn), flow, inner, depth - 1));
}

/**
 * Whether a value that a test gets comes from an interface, not one of the standard library, which the tests implement
 * themselves, as far as the name and the parameters of the method tell, or of which the module has an implementation that keeps
 * nothing, or whose mock the test's file imports, or from a function in a package variable that the tests set: what is there may keep nothing, or be closed by them.
 * Of an interface of the standard library in a field it is so where the test puts a type of the module there that makes none.
 */
export function mayBeFake(pkg: PackageModel, flow: FlowModel, resource: OwnedResource): boolean {
  if (!resource.function.file.isTest) return false;
  return sourcesOf(pkg, flow, resource).some(({ pkg: home, callee, call }) => {
    if (callee.kind === 'value')
      return isSetByTests(pkg, flow, home, call, resource) || isGivenByTest(pkg, flow, resource, callee);
    const { kind, id, receiver } = callee;
    const type = kind === 'interface-method' && receiver ? home.typeOf(receiver) : undefined;
    if (home !== pkg || call !== resource.acquisition) {
      const given = isStandardLibrary(id) ? implementationGiven(pkg, home, resource, call) : undefined;
      if (given === 'unseen' || (given && flow.freshResults(given, resource.type).size === 0)) return true;
    }
    if (mayRunHook(pkg, flow, home, callee, resource)) return true;
    // an interface of the standard library is mostly what the library gives
    if (type?.kind !== 'named' || !type.object?.file || isStandardLibrary(id)) return false;
    if (implementationsOf(home, callee).some((fn) => givesWhatKeepsNothing(homeOf(home, fn), fn)))
      return true;
    if (importsMockOf(home, callee, resource.function.file)) return true;
    return pkg
      .methodsNamed(id.slice(id.lastIndexOf('.') + 1))
      .some((fn) => fn.file.isTest && mayRun(callee, pkg, fn));
  });
}

/**
 * Whether a value that a test gets comes from a function of the program which gives something else in its place on another way,
 * as the same interface: which of them it is, the test's set-up decides.
 */
export function mayBeAnother(pkg: PackageModel, flow: FlowModel, resource: OwnedResource): boolean {
  const { acquisition, index, type, function: test } = resource;
  const callee = pkg.calleeOf(acquisition);
  const fn = callee?.function;
  const result = callee?.signature?.results[index]?.type;
  if (!test.file.isTest || !fn?.body || pkg.underlying(result)?.kind !== 'interface') return false;
  const home = homeOf(pkg, fn);
  const made = flow.resourcesOf(fn, type).map(({ name }) => name && home.objectOf(name));
  for (const statement of fn.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== fn) continue;
    const value = statement.firstNamedChild?.namedChildren[index];
    // what a call gives may be what the call acquires
    if (!value || value.kind === 'nil' || value.kind === 'call_expression') continue;
    const root = placeOf(home, value)?.root;
    if (!root || root.role === 'result' || made.includes(root)) continue;
    const from = [...(root.node.parent?.parent?.field('right')?.descendants('identifier') ?? [])];
    // what is made over it holds it
    if (!from.some((each) => made.includes(home.objectOf(each)))) return true;
  }
  return false;
}

/**
 * Whether a value that a test seems to get comes from a method of an interface which several types of the module implement, one
 * of them without making such a value: which of them is there, the test's set-up decides.
 */
export function mayBeOfOtherType(
  pkg: PackageModel,
  flow: FlowModel,
  { acquisition, certainty, function: test, type }: OwnedResource,
): boolean {
  const callee = pkg.calleeOf(acquisition);
  if (!test.file.isTest || certainty === 'proved' || callee?.kind !== 'interface-method') return false;
  if (isStandardLibrary(callee.id)) return false;
  const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
  const methods = pkg.program
    .modulePackages(test.file, [name])
    .flatMap((member) =>
      member.methodsNamed(name).filter((fn) => !fn.file.isTest && mayRun(callee, homeOf(member, fn), fn)),
    );
  return methods.length > 1 && methods.some((fn) => flow.freshResults(fn, type).size === 0);
}

/**
 * The method of a type of the module which a call behind a value runs: it is called on a field of the receiver, and the function that
 * gets the value has made that struct itself: `&tracked{Listener: listener}`; `unseen` when the type is made by a function of the package
 * that no file declares, as generated mocks are that nobody checks in.
 * @param call the call of the interface's method, in a method that gives the value
 */
function implementationGiven(
  pkg: PackageModel,
  home: PackageModel,
  { acquisition }: OwnedResource,
  call: SyntaxNode,
): GoFunction | 'unseen' | undefined {
  const called = call.field('function');
  const field = placeOf(home, called?.field('operand'));
  const receiver = placeOf(pkg, acquisition.field('function')?.field('operand'));
  if (field?.fields.length !== 1 || field.root.role !== 'receiver' || receiver?.fields.length !== 0)
    return undefined;
  const made = onlyAssigned(pkg, receiver.root);
  const literal = made?.kind === 'unary_expression' ? made.field('operand') : made;
  if (literal?.kind !== 'composite_literal') return undefined;
  const element = literal
    .field('body')
    ?.namedChildren.find((each) => each.field('key')?.text === field.fields[0]);
  const value = element?.field('value')?.firstNamedChild;
  const type = value && pkg.typeOf(value);
  if (value && !type) return isMadeUnseen(pkg, value) ? 'unseen' : undefined;
  const bare = type?.kind === 'pointer' ? type.element : type;
  const file = bare?.kind === 'named' ? bare.object?.file : undefined;
  if (bare?.kind !== 'named' || !file) return undefined;
  const owner = pkg.files.some(({ path }) => path === file.path) ? pkg : pkg.program.packageOf(file.path);
  return owner?.methodsOf(bare.name).get(called?.field('field')?.text ?? '')?.function;
}

/** Whether a value is what a call of an undeclared function gave. */
function isMadeUnseen(pkg: PackageModel, value: SyntaxNode): boolean {
  const root = placeOf(pkg, value);
  const made = root?.fields.length === 0 ? onlyAssigned(pkg, root.root) : value;
  const called = made?.kind === 'call_expression' ? made.field('function') : undefined;
  return called?.kind === 'identifier' && pkg.objectOf(called) === undefined && !pkg.calleeOf(made!)?.id;
}

/**
 * Whether a call through an interface may run a method of the module that only hands on what a function in a field of its struct
 * gives, and the test that gets the value puts a function there which acquires nothing.
 */
function mayRunHook(
  pkg: PackageModel,
  flow: FlowModel,
  home: PackageModel,
  callee: Callee,
  resource: OwnedResource,
): boolean {
  return implementationsOf(home, callee).some((fn) => {
    const owner = homeOf(home, fn);
    const last = statementsOf(fn.body).at(-1);
    const call = last?.kind === 'return_statement' ? last.firstNamedChild?.firstNamedChild : undefined;
    if (call?.kind !== 'call_expression' || owner.calleeOf(call)?.kind !== 'value') return false;
    const field = placeOf(owner, call.field('function'));
    const isOwn = field?.root === fn.receiver && field?.fields.length === 1;
    return isOwn && isSetByTests(pkg, flow, owner, call, resource);
  });
}

/** Whether a method returns a struct of its program, as a literal, whose Close does nothing. */
function givesWhatKeepsNothing(pkg: PackageModel, fn: GoFunction): boolean {
  for (const statement of fn.body?.descendants('return_statement') ?? []) {
    const value = statement.firstNamedChild?.firstNamedChild;
    const literal = value?.kind === 'unary_expression' ? value.field('operand') : value;
    if (literal?.kind !== 'composite_literal' || pkg.functionOf(statement) !== fn) continue;
    const type = pkg.typeOf(literal);
    const home = type?.kind === 'named' && type.object?.file ? type : undefined;
    const body = home && pkg.methodsOf(home.name).get('Close')?.function.body;
    const statements = body && statementsOf(body);
    if (statements?.every((each) => each.text === 'return nil')) return true;
  }
  return false;
}

/**
 * Whether tests assign the package variable whose value a call calls; of a field, whether the test that gets the value, or what
 * prepares several of them, puts a function there that acquires nothing.
 * @param home the package of the call
 */
function isSetByTests(
  pkg: PackageModel,
  flow: FlowModel,
  home: PackageModel,
  call: SyntaxNode,
  { function: test, type }: OwnedResource,
): boolean {
  const called = call.field('function');
  const name = called?.field('field') ?? called;
  const object = name && home.objectOf(name);
  if (object?.kind !== 'var' || (object.role !== 'package' && object.role !== 'field')) return false;
  return pkg.files.some(
    (file) =>
      file.isTest &&
      file.tree.identifiersNamed(object.name).some((mention) => {
        if (mention === object.node) return false;
        const target = mention.fieldName === 'field' ? mention.parent! : mention;
        const element = mention.parent?.kind === 'literal_element' ? mention.parent : undefined;
        const isKey = element?.fieldName === 'key' && element.parent?.kind === 'keyed_element';
        const set = isAssignedWhole(target) || isKey ? pkg.objectOf(mention) : undefined;
        if (set?.kind !== 'var' || set.node !== object.node) return false;
        if (object.role === 'package') return true;
        const value = isKey ? element.parent!.field('value')?.firstNamedChild : assignedTo(target)?.value;
        return (
          value !== undefined &&
          preparesFor(test, pkg.functionOf(mention)) &&
          isOwnWithout(flow, functionBehind(pkg, value), type)
        );
      }),
  );
}

/** Whether a function stands in a test and gives nothing of a type that must be released. */
function isOwnWithout(flow: FlowModel, fn: GoFunction | undefined, type: string): boolean {
  return fn?.file.isTest === true && flow.freshResults(fn, type).size === 0;
}

/** Whether a function is the test at hand, or none of the other ones. */
function preparesFor(test: GoFunction, fn: GoFunction | undefined): boolean {
  const top = outermost(fn);
  return top === undefined || top === outermost(test) || !isRunByName(top);
}

/**
 * Whether a test writes or names a function of its own, or a method, that may stand for a function value which is called for it in the
 * program, and what it names acquires nothing: `newPool(func() (net.Conn, error) { return &fake{}, nil })`.
 */
function isGivenByTest(
  pkg: PackageModel,
  flow: FlowModel,
  { function: test, type }: OwnedResource,
  { signature }: Callee,
): boolean {
  const wanted = signature?.results;
  const top = outermost(test);
  if (!wanted?.length || !top?.body) return false;
  const written = [...top.body.descendants('func_literal', 'identifier', 'selector_expression')];
  const own = written.flatMap((node) => {
    if (node.kind === 'func_literal') return pkg.functionAt(node) ?? [];
    const isCalled = node.parent?.kind === 'call_expression' && node.fieldName === 'function';
    const named = pkg.objectOf(node.field('field') ?? node);
    const fn = named?.kind === 'func' && !isCalled ? functionBehind(pkg, node) : undefined;
    return fn?.file.isTest ? fn : [];
  });
  const fitting = own.filter((fn) => {
    const { results } = pkg.signatureOf(fn);
    return (
      results.length === wanted.length &&
      results.every((each, at) => mayBeAs(pkg, each.type, wanted[at]?.type))
    );
  });
  return fitting.length > 0 && fitting.every((fn) => isOwnWithout(flow, fn, type));
}

/** Whether a result has a type, or is an interface of the program that embeds that one. */
function mayBeAs(pkg: PackageModel, given: GoType | undefined, wanted: GoType | undefined): boolean {
  const id = namedId(wanted);
  if (id === undefined || given?.kind !== 'named') return false;
  if (namedId(given) === id) return true;
  const underlying = pkg.underlying(given);
  const file = given.object?.file;
  if (underlying?.kind !== 'interface' || !underlying.node || !file) return false;
  const home = homeOf(pkg, given.object.node);
  return [...underlying.node.descendants('type_elem')].some(
    ({ firstNamedChild: only }) => only !== undefined && namedId(home.typeOf(only)) === id,
  );
}
