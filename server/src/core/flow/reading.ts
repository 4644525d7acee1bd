import { behaviourOf } from '../knowledge/behaviour/index.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { ControlFlowGraph } from './model.ts';
import { takesAllWrites } from './never-fails.ts';
import { variable } from './nil-comparison.ts';
import { within } from './owners.ts';
import type { Alias, PathState, Reading, ReadingByError, ReadingOutcome } from './path-state.ts';
import { placeOf } from './places.ts';
import type { Effects } from './uses.ts';

/** Orders outcomes by what they tell: a later one replaces an earlier one on a path. */
const TELLS: Readonly<Record<ReadingOutcome, number>> = {
  unread: 0,
  unknown: 1,
  decoded: 2,
  counted: 2,
  failed: 3,
  ended: 3,
};

/** Where what is read is looked for. */
export interface ReadingContext {
  readonly pkg: PackageModel;
  readonly graph: ControlFlowGraph;
  readonly type: OwnershipType;
  readonly effects: Effects;
}

/**
 * How far a statement, or a condition, has the body of a value read. A read to the end counts as one that went well until
 * its error says otherwise: net/http keeps the connection in neither case (transport.go, bodyEOFSignal.Read: EOF gives it
 * back, any other error closes it).
 *
 * @param state as it is before the statement
 */
export function readingAfter(context: ReadingContext, node: SyntaxNode, state: PathState): Reading {
  let reading = state.reading;
  // only a value with a body is given back at its end
  if (context.type.path.length === 0) return reading;
  const errors = new Map<VarObject, ReadingByError>();
  const names = new Set([...state.aliases.keys()].map(({ name }) => name));
  for (const identifier of node.descendants('identifier')) {
    if (!names.has(identifier.text)) continue;
    const object = variable(context.pkg, identifier);
    const alias = object && state.aliases.get(object);
    if (!alias || !context.graph.evaluates(node, identifier)) continue;
    const read = readAt(context, identifier, alias);
    if (TELLS[read.outcome] < TELLS[reading.outcome] || read.outcome === 'unread') continue;
    if (read.error) errors.set(read.error.object, read.error);
    reading = { errors: read.error ? errors : reading.errors, outcome: read.outcome };
  }
  return reading;
}

interface Read {
  readonly outcome: ReadingOutcome;
  /** The variable that gets the error of the read, and what that says. */
  readonly error?: ReadingByError & { readonly object: VarObject };
}

const UNREAD: Read = { outcome: 'unread' };
const UNKNOWN: Read = { outcome: 'unknown' };

/** How far one mention of a variable has the body read. */
function readAt(context: ReadingContext, identifier: SyntaxNode, alias: Alias): Read {
  const { pkg, graph, effects, type } = context;
  if (alias.role !== 'value' && alias.role !== 'wrapper') return UNREAD;
  let node = identifier;
  let way = alias;
  while (way.rest.length > 0 && node.parent?.kind === 'selector_expression' && node.fieldName === 'operand') {
    // a method of a struct that owns it may read
    if (node.parent.field('field')?.text !== way.rest[0]) return way.owners ? UNKNOWN : UNREAD;
    node = node.parent;
    way = within(way);
  }
  const { rest } = way;
  const passed = rest.length > 0 ? { node, isPart: false } : passedOn(pkg, node);
  const place = argumentPlace(passed.node);
  const isHere = pkg.functionOf(identifier) === graph.function;
  if (!place) {
    if (rest.length > 0) return UNREAD;
    if (alias.role === 'wrapper' && isDecoded(pkg, node)) return isHere ? { outcome: 'decoded' } : UNKNOWN;
    const { parent } = passed.node;
    return parent?.kind === 'binary_expression' || parent?.fieldName === 'left' ? UNREAD : UNKNOWN;
  }
  const { call, position } = place;
  const callee = pkg.calleeOf(call);
  if (!callee) return UNKNOWN;
  if (callee.function) {
    if (!isHere) return UNKNOWN;
    const effect = effects.ofParameter(callee.function, position + callee.firstParameter, way);
    const read = { ...effect.readingByError, outcome: effect.reading };
    return readBy(pkg, call, givesFailingWriter(pkg, call, position) ? orLess(read) : read, passed.isPart);
  }
  if (rest.length > 0) {
    // who is given the whole of it as anything prints or compares it
    const parameter = namedId(callee.signature?.parameters[position]?.type);
    return parameter !== undefined && type.types.includes(parameter) ? UNKNOWN : UNREAD;
  }
  const isPlain = alias.role === 'value' && isHere && call.parent?.kind !== 'go_statement';
  const behaviour = behaviourOf(callee.id);
  if (isPlain && behaviour?.readsToEnd === position)
    return readBy(
      pkg,
      call,
      mayStopWriting(pkg, identifier, call, position) ? orLess(TO_END) : TO_END,
      passed.isPart,
    );
  if (isPlain && behaviour?.readsPart === position) return readBy(pkg, call, A_COUNT, passed.isPart);
  return isPlain && isDecoded(pkg, call) ? { outcome: 'decoded' } : UNKNOWN;
}

const TO_END = { outcome: 'ended', whenNil: 'ended', otherwise: 'failed' } as const;
const A_COUNT = { outcome: 'counted', whenNil: 'counted', otherwise: 'failed' } as const;

/**
 * Whether a call that reads to the end stops before when what it writes to fails: io.Copy to a connection, a file or a
 * client that has gone.
 * @param value what is read, a variable
 * @param position the argument of the call that reads it
 */
function mayStopWriting(pkg: PackageModel, value: SyntaxNode, call: SyntaxNode, position: number): boolean {
  const callee = pkg.calleeOf(call);
  const writer =
    position > 0 ? call.field('arguments')?.firstNamedChild : callee?.kind === 'method' && callee.receiver;
  if (!writer || takesAllWrites(pkg, writer)) return false;
  // of what a function is given both of, the call of it knows more
  return !isParameter(pkg, value) || !isParameter(pkg, writer);
}

function isParameter(pkg: PackageModel, node: SyntaxNode): boolean {
  return variable(pkg, node)?.role === 'parameter';
}

/** Whether a call is given something to write to, beside what it reads, that may fail. */
function givesFailingWriter(pkg: PackageModel, call: SyntaxNode, position: number): boolean {
  return (call.field('arguments')?.namedChildren ?? []).some((argument, index) => {
    if (index === position || takesAllWrites(pkg, argument)) return false;
    return pkg.memberOf(pkg.typeOf(argument), 'Write')?.kind === 'method';
  });
}

/** A read that stops when writing fails: it came to the end only where it says so. */
function orLess<T extends ReadingByError & { readonly outcome: ReadingOutcome }>(read: T): T {
  const orUnknown = (each: ReadingOutcome): ReadingOutcome =>
    each === 'ended' || each === 'failed' ? 'unknown' : each;
  return { ...read, outcome: orUnknown(read.outcome), otherwise: orUnknown(read.otherwise) };
}

/**
 * How far a call reads that reads as told.
 *
 * @param isPart whether it sees the first part only, whose end is not that of the body
 */
function readBy(
  pkg: PackageModel,
  call: SyntaxNode,
  { outcome, whenNil, otherwise }: ReadingByError & { readonly outcome: ReadingOutcome },
  isPart: boolean,
): Read {
  const seen = (each: ReadingOutcome): ReadingOutcome => (isPart && each !== 'failed' ? 'unknown' : each);
  const target = call.parent?.parent?.field('left')?.namedChildren.at(-1);
  const object = target && variable(pkg, target);
  if (!object || !isErrorType(pkg.typeOfObject(object))) return { outcome: seen(outcome) };
  return {
    outcome: seen(outcome),
    error: { object, whenNil: seen(whenNil), otherwise: seen(otherwise) },
  };
}

/** The expression that reads what a node is, where a call around it passes that on as it is: `io.LimitReader(resp.Body, n)`. */
function passedOn(
  pkg: PackageModel,
  node: SyntaxNode,
): { readonly node: SyntaxNode; readonly isPart: boolean } {
  let current = node;
  let isPart = false;
  for (;;) {
    const place = argumentPlace(current);
    const callee = place && pkg.calleeOf(place.call);
    const wrap = behaviourOf(callee?.id ?? '')?.wraps?.find(({ argument }) => argument === place?.position);
    if (!place || !wrap?.reads) return { node: current, isPart };
    isPart ||= wrap.reads === 'part';
    current = place.call;
  }
}

/** The call that an expression is an argument of; one of a generic function may read as a conversion. */
function argumentPlace(
  node: SyntaxNode,
): { readonly call: SyntaxNode; readonly position: number } | undefined {
  const { parent } = node;
  if (parent?.kind === 'type_conversion_expression' && node.fieldName === 'operand')
    return { call: parent, position: 0 };
  if (parent?.kind !== 'argument_list' || !parent.parent) return undefined;
  return { call: parent.parent, position: parent.namedChildren.indexOf(node) };
}

/** Whether an expression is a decoder that is asked for a value on the spot. */
function isDecoded(pkg: PackageModel, node: SyntaxNode): boolean {
  const call = node.parent?.kind === 'selector_expression' ? node.parent.parent : undefined;
  if (call?.kind !== 'call_expression' || node.fieldName !== 'operand') return false;
  const callee = pkg.calleeOf(call);
  return callee !== undefined && behaviourOf(callee.id)?.readsOneValue === true;
}

/** Whether an expression is what must be closed itself: `resp.Body`, or a variable that holds it. */
export function isCloser(pkg: PackageModel, node: SyntaxNode, state: PathState): boolean {
  const place = placeOf(pkg, node);
  const alias = place && state.aliases.get(place.root);
  return alias !== undefined && alias.role === 'value' && alias.rest.join('.') === place?.fields.join('.');
}

/** Whether a call of a method of the value, or one that reads rows to their end, has released it when it gives an error. */
export function failsReleased(
  pkg: PackageModel,
  type: OwnershipType,
  call: SyntaxNode,
  state: PathState,
): boolean {
  const method = call.kind === 'call_expression' ? call.field('function') : undefined;
  if (method?.kind !== 'selector_expression') return false;
  const rows = behaviourOf(pkg.calleeOf(call)?.id ?? '')?.readsRestOf;
  if (rows !== undefined) return readsRest(pkg, call, rows, state);
  if (!type.releasedOnError.has(method.field('field')?.text ?? '')) return false;
  return isCloser(pkg, method.field('operand')!, state);
}

/** Whether a call gets the value as its rows, and the address of a variable with one plain value for what is in them. */
function readsRest(pkg: PackageModel, call: SyntaxNode, index: number, state: PathState): boolean {
  const [rows, into] = call.field('arguments')?.namedChildren.slice(index, index + 2) ?? [];
  const target = into?.kind === 'unary_expression' ? into.field('operand') : undefined;
  return (
    rows !== undefined &&
    target !== undefined &&
    isCloser(pkg, rows, state) &&
    pkg.typeOf(target)?.kind === 'basic'
  );
}
