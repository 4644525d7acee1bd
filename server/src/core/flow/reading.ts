import { behaviourOf } from '../knowledge/behaviour/index.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { ControlFlowGraph } from './model.ts';
import { variable } from './nil-comparison.ts';
import { within } from './owners.ts';
import type { Alias, PathState, Reading } from './path-state.ts';
import { placeOf } from './places.ts';
import type { Effects } from './uses.ts';

/** Orders outcomes by what they tell: a later one replaces an earlier one on a path. */
const TELLS: Readonly<Record<Reading['outcome'], number>> = {
  unread: 0,
  unknown: 1,
  decoded: 2,
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
  const errors = new Set<VarObject>();
  const names = new Set([...state.aliases.keys()].map(({ name }) => name));
  for (const identifier of node.descendants('identifier')) {
    if (!names.has(identifier.text)) continue;
    const object = variable(context.pkg, identifier);
    const alias = object && state.aliases.get(object);
    if (!alias || !context.graph.evaluates(node, identifier)) continue;
    const read = readAt(context, identifier, alias);
    if (TELLS[read.outcome] < TELLS[reading.outcome] || read.outcome === 'unread') continue;
    if (read.error) errors.add(read.error);
    reading = { errors: read.outcome === 'ended' ? errors : reading.errors, outcome: read.outcome };
  }
  return reading;
}

interface Read {
  readonly outcome: Reading['outcome'];
  /** The variable that gets the error of a read to the end. */
  readonly error?: VarObject;
}

const UNREAD: Read = { outcome: 'unread' };
const UNKNOWN: Read = { outcome: 'unknown' };

/** How far one mention of a variable has the body read. */
function readAt({ pkg, graph, effects, type }: ReadingContext, identifier: SyntaxNode, alias: Alias): Read {
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
  const list = node.parent;
  const call = list?.kind === 'argument_list' ? list.parent : undefined;
  const isHere = pkg.functionOf(identifier) === graph.function;
  if (!call) {
    if (rest.length > 0) return UNREAD;
    if (alias.role === 'wrapper' && isDecoded(pkg, node)) return isHere ? { outcome: 'decoded' } : UNKNOWN;
    return list?.kind === 'binary_expression' || list?.fieldName === 'left' ? UNREAD : UNKNOWN;
  }
  const callee = pkg.calleeOf(call);
  const position = list!.namedChildren.indexOf(node);
  if (!callee) return UNKNOWN;
  if (callee.function) {
    const index = position + callee.firstParameter;
    return { outcome: isHere ? effects.ofParameter(callee.function, index, way).reading : 'unknown' };
  }
  if (rest.length > 0) {
    // who is given the whole of it as anything prints or compares it
    const parameter = namedId(callee.signature?.parameters[position]?.type);
    return parameter !== undefined && type.types.includes(parameter) ? UNKNOWN : UNREAD;
  }
  const isPlain = alias.role === 'value' && isHere && call.parent?.kind !== 'go_statement';
  if (isPlain && behaviourOf(callee.id)?.readsToEnd === position) {
    const error = call.parent?.parent?.field('left')?.namedChildren[1];
    const object = error && variable(pkg, error);
    return object ? { outcome: 'ended', error: object } : { outcome: 'ended' };
  }
  return isPlain && isDecoded(pkg, call) ? { outcome: 'decoded' } : UNKNOWN;
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
