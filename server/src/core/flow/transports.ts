import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isEntryPoint } from './channels.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
import { GUARDS } from './run-once.ts';
import { reachOfValue } from './value-reach.ts';

const TRANSPORT = 'net/http.Transport';
const CLIENT = 'net/http.Client';
const SENDS: ReadonlySet<string> = new Set(['Do', 'Get', 'Head', 'Post', 'PostForm', 'RoundTrip']);

/** A transport that a function makes, sends requests with and gives to nobody: its connections are used by nobody else. */
export interface PrivateTransport {
  /** The literal, or the call of Clone. */
  readonly node: SyntaxNode;
  readonly function: GoFunction;
  /** A call that sends a request with it. */
  readonly request: SyntaxNode;
  /** Whether something ends its idle connections after a time. */
  readonly endsIdle: boolean;
  /** The variable that holds it, or the client that it belongs to. */
  readonly holder: SyntaxNode | undefined;
}

/** Every transport of a file that stays in the function which makes it and keeps its connections. */
export function* privateTransportsIn(pkg: PackageModel, file: FileModel): Generator<PrivateTransport> {
  for (const node of file.tree.root.descendants('composite_literal', 'call_expression')) {
    const isClone = node.kind === 'call_expression' && pkg.calleeOf(node)?.id === `${TRANSPORT}.Clone`;
    const isLiteral =
      node.kind === 'composite_literal' &&
      pkg.typeOf(node)?.kind === 'named' &&
      namedId(pkg.typeOf(node)) === TRANSPORT;
    const fn = isClone || isLiteral ? pkg.functionOf(node) : undefined;
    if (!fn) continue;
    const use = useOf(pkg, node, fn);
    if (!use?.request) continue;
    const { fields, isComplete } = isLiteral
      ? configuredValueOf(pkg, node)
      : { fields: new Map<string, ConfiguredField>(), isComplete: false };
    if (closesConnection(pkg, use.request) || isLentConnection(pkg, fields)) continue;
    if (keepsNoConnection(fields) || (isClone && use.settings.has('DisableKeepAlives'))) continue;
    const endsIdle = isClone || !isComplete || fields.has('IdleConnTimeout');
    yield { node, function: fn, request: use.request, endsIdle, holder: use.holder };
  }
}

/** net/http/transport.go, tryPutIdleConn: `if t.DisableKeepAlives || t.MaxIdleConnsPerHost < 0 { return errKeepAlivesDisabled }`. */
export function keepsNoConnection(fields: ReadonlyMap<string, ConfiguredField>): boolean {
  const perHost = fields.get('MaxIdleConnsPerHost');
  const isNegative =
    typeof perHost?.value === 'object' && perHost.value.kind === 'int' && perHost.value.value < 0n;
  return isNegative || fields.has('DisableKeepAlives');
}

/**
 * net/http/request.go, wantsClose: `Close`, or the token "close" in the header Connection: the connection ends with the
 * answer to this request.
 */
export function closesConnection(pkg: PackageModel, call: SyntaxNode): boolean {
  const given = call.field('arguments')?.firstNamedChild;
  const request = given && variable(pkg, given);
  if (!request) return false;
  return pkg.referencesTo(request).some(({ parent: field }) => {
    if (field?.kind !== 'selector_expression') return false;
    const name = field.field('field')?.text;
    if (name === 'Close') return field.parent?.fieldName === 'left';
    const set = name === 'Header' ? field.parent?.parent : undefined;
    const id = set?.kind === 'call_expression' ? pkg.calleeOf(set)?.id : undefined;
    if (!set || (id !== 'net/http.Header.Set' && id !== 'net/http.Header.Add')) return false;
    const [key, value] = (set.field('arguments')?.namedChildren ?? []).map((each) => textOf(pkg, each));
    return key === 'connection' && value === 'close';
  });
}

function textOf(pkg: PackageModel, node: SyntaxNode): string {
  const value = pkg.constantOf(node);
  return value?.kind === 'string' ? value.parts.join('').toLowerCase() : '';
}

const DIALS = ['Dial', 'DialContext', 'DialTLS', 'DialTLSContext'];

/** Whether a dial function only hands out a connection that is there already: whoever has made it may close it. */
function isLentConnection(pkg: PackageModel, fields: ReadonlyMap<string, ConfiguredField>): boolean {
  return DIALS.flatMap((name) => fields.get(name)?.expressions ?? []).some((literal) => {
    if (literal.kind !== 'func_literal') return false;
    const given = [...literal.descendants('return_statement')].flatMap((statement) => {
      const first = statement.firstNamedChild?.firstNamedChild;
      return first && first.kind !== 'nil' ? [first] : [];
    });
    return (
      given.length > 0 &&
      given.every((each) => {
        const object = variable(pkg, each);
        const list = object?.node.parent;
        const value =
          list?.kind === 'expression_list' ? list.parent?.field('right')?.firstNamedChild : undefined;
        const isMadeHere =
          object !== undefined && literal.contains(object.node) && value?.kind === 'call_expression';
        return object !== undefined && !isMadeHere;
      })
    );
  });
}

interface Use {
  readonly request: SyntaxNode | undefined;
  readonly holder: SyntaxNode | undefined;
  /** Names of the fields that are set or read. */
  readonly settings: ReadonlySet<string>;
}

/** What a function does with a transport or client that it has made; undefined when somebody else gets it or it is closed. */
function useOf(pkg: PackageModel, node: SyntaxNode, fn: GoFunction, depth = 0): Use | undefined {
  const reach = reachOfValue(pkg, node);
  if (reach.lost || reach.isCollected || reach.returnedBy.length > 0) return undefined;
  for (const holder of reach.holders) {
    if (holder.role !== 'local' || holder.function !== fn) return undefined;
  }
  let request: SyntaxNode | undefined;
  const settings = new Set<string>();
  for (const selection of reach.selections) {
    if (pkg.functionOf(selection) !== fn) return undefined;
    const name = selection.field('field')?.text ?? '';
    if (name === 'CloseIdleConnections') return undefined;
    const isCalled = selection.parent?.kind === 'call_expression' && selection.fieldName === 'function';
    if (isCalled && SENDS.has(name)) request ??= selection.parent;
    else settings.add(name);
  }
  let holder = [...reach.holders][0]?.node;
  for (const { call, id } of reach.passed) {
    if (id !== `${CLIENT}.Transport` || depth > 0) return undefined;
    const client = useOf(pkg, call, fn, depth + 1);
    if (!client) return undefined;
    request ??= client.request;
    holder = client.holder ?? holder;
  }
  return { request, holder, settings };
}

/** Calls between a handler or loop and a function. */
const MOST_CALLS = 5;

/**
 * Whether a node surely runs again and again: for each request that a handler gets, or in a loop whose rounds the source
 * does not count, in its function or in one that calls it.
 */
export function runsAgain(
  pkg: PackageModel,
  node: SyntaxNode,
  open: ReadonlySet<GoFunction> = new Set(),
): boolean {
  const fn = pkg.functionOf(node);
  if (!fn || isEntryPoint(fn) || open.has(fn) || open.size >= MOST_CALLS)
    return fn !== undefined && inLoop(pkg, node, fn);
  if (isPerRequest(pkg, fn) || inLoop(pkg, node, fn)) return true;
  const list = fn.node.parent;
  const given = list?.kind === 'argument_list' ? list.parent : undefined;
  if (given)
    return !GUARDS.has(pkg.calleeOf(given)?.id ?? '') && runsAgain(pkg, given, new Set([...open, fn]));
  const calls = callsInModule(pkg, fn) ?? [];
  return calls.some(
    (call) => call.node.kind === 'call_expression' && runsAgain(call.pkg, call.node, new Set([...open, fn])),
  );
}

function inLoop(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): boolean {
  return [...loopsAround(node, fn.node)].some((loop) =>
    /^(?:finite|open|endless)$/.test(roundsOf(pkg, loop)),
  );
}
