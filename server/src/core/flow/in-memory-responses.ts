import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { givesError, namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { configuredValueOf } from './configured-values.ts';
import { unwrapped } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { seenValuesOf } from './seen-values.ts';

const RESPONSE = 'net/http.Response';
const CLIENT = 'net/http.Client';
const ROUND_TRIP = 'RoundTrip';
/** Functions between a test and what makes the response. */
const MOST_CALLS = 6;

/** A function that runs for one call, and who gave what it gets. */
interface Frame {
  readonly pkg: PackageModel;
  readonly fn?: GoFunction;
  readonly call?: SyntaxNode;
  readonly receiver?: Place | undefined;
  readonly outer?: Frame;
  readonly depth: number;
}

/** An expression in the run of a function. */
interface Place {
  readonly frame: Frame;
  readonly node: SyntaxNode;
}

/**
 * Whether the response of a call in a test comes from code of the program that makes it itself, such as a RoundTripper, whichever
 * client and helpers it goes through: no connection is behind it.
 */
export function isAnsweredInMemory(pkg: PackageModel, call: SyntaxNode): boolean {
  return pkg.fileOf(call).isTest && isMade({ pkg, depth: 0 }, call);
}

function isMade(frame: Frame, call: SyntaxNode): boolean {
  const { pkg, depth } = frame;
  const callee = pkg.calleeOf(call);
  if (!callee || depth > MOST_CALLS) return false;
  const { kind, receiver, id } = callee;
  if (receiver && id.startsWith(`${CLIENT}.`)) return isAnswering({ frame, node: receiver }, 'Do');
  if (kind === 'interface-method')
    return receiver !== undefined && isAnswering({ frame, node: receiver }, lastName(id));
  if (kind === 'value') {
    const called = call.field('function');
    return called !== undefined && isAnswering({ frame, node: called }, '');
  }
  const fn = callee.function;
  if (!fn) return isWithoutRequest(callee);
  return makesItself({
    pkg: homeOf(pkg, fn),
    fn,
    call,
    receiver: receiver && { frame, node: receiver },
    outer: frame,
    depth: depth + 1,
  });
}

const lastName = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** Whether a function of a library that gives a response gets no request and cannot fail, so that it only puts one together. */
function isWithoutRequest({ id, signature }: Callee): boolean {
  if (!signature || isStandardLibrary(id) || givesError(signature)) return false;
  return signature.parameters.every(({ type }) => namedId(type) !== 'net/http.Request');
}

/** Whether every response that a function gets is made in memory: it has no other to give. */
function makesItself(frame: Frame): boolean {
  const { pkg, fn } = frame;
  if (!fn?.body) return false;
  return [...fn.body.descendants('call_expression')].every((call) => {
    if (pkg.functionOf(call) !== fn) return true;
    const callee = pkg.calleeOf(call);
    // what is not known may give one
    if (!callee) return false;
    if (callee.kind === 'builtin' || callee.kind === 'conversion') return true;
    const gives = callee.signature?.results.some(({ type }) => namedId(type) === RESPONSE);
    return gives === false || (gives === undefined && callee.function !== undefined) || isMade(frame, call);
  });
}

/** Whether everything that a value may be answers a method, or a call of it, in memory. */
function isAnswering(place: Place, method: string): boolean {
  const made = madeAs(place);
  return made !== undefined && made.length > 0 && made.every((each) => answers(each, method));
}

function answers({ frame, node }: Place, method: string): boolean {
  const { pkg, depth } = frame;
  if (node.kind === 'func_literal') {
    const literal = pkg.functionAt(node);
    return literal !== undefined && makesItself({ ...frame, fn: literal, depth: depth + 1 });
  }
  const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
  if (object?.kind === 'func') {
    const fn = object.function;
    return makesItself({ pkg: homeOf(pkg, fn), fn, depth: depth + 1 });
  }
  // a function that is converted to a type with methods is called in one of them
  if (method === '') {
    const converted = node.kind === 'call_expression' ? node.field('arguments')?.firstNamedChild : undefined;
    return converted !== undefined && isAnswering({ frame, node: converted }, method);
  }
  const type = pointed(pkg.typeOf(node));
  if (type?.kind !== 'named') return false;
  if (namedId(type) === CLIENT) {
    const transports = configuredValueOf(pkg, node).fields.get('Transport')?.expressions ?? [];
    const isAnswered = (value: SyntaxNode): boolean => {
      return isAnswering({ frame: { ...frame, pkg: homeOf(pkg, value) }, node: value }, ROUND_TRIP);
    };
    return transports.length > 0 && transports.every(isAnswered);
  }
  const home = type.object && homeOf(pkg, type.object);
  const fn = home?.methodsOf(type.name).get(method)?.function;
  if (!home || !fn) return false;
  return makesItself({ pkg: homeOf(home, fn), fn, receiver: { frame, node }, depth: depth + 1 });
}

/** The literals, conversions and functions that an expression may be; undefined where that is not known. */
function madeAs(place: Place, steps = 0): readonly Place[] | undefined {
  const { frame } = place;
  const node = unwrapped(place.node);
  if (steps > 2 * MOST_CALLS) return undefined;
  const follow = (next: SyntaxNode | undefined): readonly Place[] | undefined =>
    next && madeAs({ frame, node: next }, steps + 1);
  switch (node.kind) {
    case 'composite_literal':
    case 'func_literal':
      return [{ frame, node }];
    case 'unary_expression':
    case 'type_assertion_expression':
      return follow(node.field('operand'));
    case 'identifier':
      return ofName(frame, node, follow, steps);
    case 'selector_expression':
      return ofField(frame, node, steps);
    case 'call_expression':
      return ofCall(frame, node, follow, steps);
    default:
      return undefined;
  }
}

type Follow = (next: SyntaxNode | undefined) => readonly Place[] | undefined;

function ofName(frame: Frame, node: SyntaxNode, follow: Follow, steps: number): readonly Place[] | undefined {
  const { pkg } = frame;
  const object = pkg.objectOf(node);
  if (object?.kind === 'func') return [{ frame, node }];
  if (object?.kind !== 'var') return undefined;
  const given = givenTo(frame, object);
  if (given) return madeAs(given, steps + 1);
  const only = object.role === 'local' ? onlyAssigned(pkg, object) : undefined;
  if (only) return follow(only);
  return ofOrigins(frame, node) ?? seen(frame, node, steps);
}

/** What the caller at hand gives for a parameter or receiver. */
function givenTo(frame: Frame, object: VarObject): Place | undefined {
  for (let each: Frame | undefined = frame; each; each = each.outer) {
    const { fn, call, receiver, outer } = each;
    if (!fn || object.function !== fn) continue;
    if (object.role === 'receiver') return receiver;
    const index = fn.parameters.indexOf(object);
    const given = call?.field('arguments')?.namedChildren ?? [];
    const argument = given.length === fn.parameters.length ? given[index] : undefined;
    return outer && argument ? { frame: outer, node: argument } : undefined;
  }
  return undefined;
}

function ofField(frame: Frame, node: SyntaxNode, steps: number): readonly Place[] | undefined {
  const { pkg } = frame;
  const name = node.field('field');
  const operand = node.field('operand');
  const field = name && pkg.objectOf(name);
  if (field?.kind === 'func') return [{ frame, node: name! }];
  if (field?.kind !== 'var' || field.role !== 'field' || !operand) return undefined;
  const holders = madeAs({ frame, node: operand }, steps + 1) ?? [];
  const values = holders.map(({ frame: own, node: holder }) => {
    const set = configuredValueOf(own.pkg, holder).fields.get(field.name)?.expressions ?? [];
    const made = set.map((value) => {
      const home = homeOf(own.pkg, value);
      return madeAs({ frame: { ...own, pkg: home }, node: value }, steps + 1);
    });
    return made.length > 0 ? allOf(made) : undefined;
  });
  return (values.length > 0 ? allOf(values) : undefined) ?? seen(frame, node, steps);
}

function ofCall(frame: Frame, node: SyntaxNode, follow: Follow, steps: number): readonly Place[] | undefined {
  const callee = frame.pkg.calleeOf(node);
  if (callee?.kind === 'conversion') {
    const made = follow(node.field('arguments')?.firstNamedChild);
    // the methods are those of the type that it is converted to
    const isFunction = made?.every(
      (each) => each.node.kind === 'func_literal' || each.node.kind === 'identifier',
    );
    return made && (isFunction ? [{ frame, node }] : made);
  }
  if (callee?.id === 'new') return [{ frame, node }];
  return steps < MOST_CALLS ? ofOrigins(frame, node) : undefined;
}

function ofOrigins({ pkg, depth }: Frame, node: SyntaxNode): readonly Place[] | undefined {
  const origins = originsOf(pkg, node, { fields: true })?.all ?? [];
  const places = origins.map((origin) => {
    const made = unwrapped(origin.node);
    const whole = made.kind === 'unary_expression' ? made.field('operand')! : made;
    const isMadeHere = /^(?:composite_literal|func_literal)$/.test(whole.kind);
    return isMadeHere && !origin.isZero
      ? { frame: { pkg: homeOf(pkg, whole), depth }, node: whole }
      : undefined;
  });
  const known = places.filter((each) => each !== undefined);
  return known.length > 0 && known.length === places.length ? known : undefined;
}

/** What the module, with its tests, is seen to put there. */
function seen({ pkg, depth }: Frame, node: SyntaxNode, steps: number): readonly Place[] | undefined {
  const values = seenValuesOf(pkg, node, true) ?? [];
  if (values.length === 0) return undefined;
  return allOf(
    values.map((each) => madeAs({ frame: { pkg: each.pkg, depth }, node: each.value }, steps + 1)),
  );
}

function allOf(all: readonly (readonly Place[] | undefined)[]): readonly Place[] | undefined {
  const known = all.filter((each) => each !== undefined);
  return known.length === all.length ? known.flat() : undefined;
}
