import { GUARDS } from '../knowledge/once-functions.ts';
import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { isErrorType, namedId, pointed } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { isEntryPoint } from './channels.ts';
import { type ConfiguredField, configuredValueOf } from './configured-values.ts';
import { callsInModule, isPerRequest } from './goroutines/once.ts';
import { comesBack } from './graph.ts';
import { graphsOf } from './graphs.ts';
import { loopsAround, roundsOf } from './loop-heads.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import {
  closesConnection,
  endsAtDeadline,
  isLentConnection,
  keepsNoConnection,
  type Leftover,
  leftoverOf,
} from './transport-connections.ts';
import { reachOfObject, reachOfValue, type ValueReach } from './value-reach.ts';

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
  /** The innermost loop that it was made before, and in which request after request is sent with it. */
  readonly loop: SyntaxNode | undefined;
  /** What it keeps when its requests are over. */
  readonly leftover: Leftover;
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
    const [request] = use?.requests ?? [];
    if (!use || !request) continue;
    const { fields, isComplete } = isLiteral
      ? configuredValueOf(pkg, node)
      : { fields: new Map<string, ConfiguredField>(), isComplete: false };
    if (closesConnection(pkg, request) || isLentConnection(pkg, fields) || endsAtDeadline(pkg, fields))
      continue;
    if (keepsNoConnection(fields) || (isClone && use.settings.has('DisableKeepAlives'))) continue;
    const endsIdle = isClone || !isComplete || fields.has('IdleConnTimeout');
    yield {
      node,
      function: fn,
      request,
      loop: loopOf(pkg, use.requests, node),
      leftover: leftoverOf(pkg, file, use.requests, isClone ? undefined : fields),
      endsIdle,
      holder: use.holder,
    };
  }
}

/** A loop around one of some calls that comes back to it after it went well, without coming by the node again. */
function loopOf(pkg: PackageModel, calls: readonly SyntaxNode[], node: SyntaxNode): SyntaxNode | undefined {
  for (const call of calls) {
    if (!comesBackAfterSuccess(pkg, call, node)) continue;
    const loop = [...loopsAround(call)].find(
      (each) => !each.contains(node) && /^(?:finite|open|endless)$/.test(roundsOf(pkg, each)),
    );
    if (loop) return loop;
  }
  return undefined;
}

/** A loop that only tries again does not. */
function comesBackAfterSuccess(pkg: PackageModel, call: SyntaxNode, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(call);
  const graph = fn && graphsOf(pkg).graphOf(fn);
  const block = graph?.blockOf(call);
  const made = graph?.blockOf(node);
  if (made === block) return false;
  const error = targetsOf(statementOf(call))[1];
  const object = error && variable(pkg, error);
  return (
    block !== undefined &&
    comesBack(block, new Set(made ? [made] : []), ({ condition, kind }) => {
      const comparison = object && condition ? nilComparison(pkg, condition) : undefined;
      return (
        comparison?.object === object &&
        comparison?.isWhole === true &&
        (kind === 'true') !== comparison.equal
      );
    })
  );
}

function statementOf(call: SyntaxNode): SyntaxNode | undefined {
  return call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
}

interface Use {
  readonly requests: readonly SyntaxNode[];
  readonly holder: SyntaxNode | undefined;
  /** Names of the fields that are set or read. */
  readonly settings: ReadonlySet<string>;
}

/** What a function does with a transport or client that it has made; undefined when somebody else gets it or it is closed. */
function useOf(pkg: PackageModel, node: SyntaxNode, fn: GoFunction, depth = 0): Use | undefined {
  const client = depth === 0 ? clientGiven(pkg, node, fn) : undefined;
  return useOfReach(
    pkg,
    client ? reachOfObject(pkg, client) : reachOfValue(pkg, node),
    fn,
    client ? 1 : depth,
  );
}

/** The variable of a function, which makes the client in it, that gets a transport after that: `client.Transport = &http.Transport{}`. */
function clientGiven(pkg: PackageModel, node: SyntaxNode, fn: GoFunction): VarObject | undefined {
  const value = node.parent?.kind === 'unary_expression' ? node.parent : node;
  const list = value.parent?.kind === 'expression_list' ? value.parent : undefined;
  const target = list && targetsOf(list.parent)[list.namedChildren.indexOf(value)];
  const operand = target?.kind === 'selector_expression' ? target.field('operand') : undefined;
  const client = operand && variable(pkg, operand);
  if (!operand || client?.role !== 'local' || client.function !== fn) return undefined;
  if (target?.field('field')?.text !== 'Transport' || namedId(pointed(pkg.typeOf(operand))) !== CLIENT)
    return undefined;
  const made = onlyAssigned(pkg, client);
  const literal = made?.kind === 'unary_expression' ? made.field('operand') : made;
  const isZero = made === undefined && pkg.typeOf(operand)?.kind !== 'pointer';
  return isZero || literal?.kind === 'composite_literal' ? client : undefined;
}

function useOfReach(pkg: PackageModel, reach: ValueReach, fn: GoFunction, depth: number): Use | undefined {
  if (reach.lost || reach.isCollected || reach.returnedBy.length > 0) return undefined;
  for (const holder of reach.holders) {
    if (holder.role !== 'local' || holder.function !== fn) return undefined;
  }
  const requests: SyntaxNode[] = [];
  const settings = new Set<string>();
  for (const selection of reach.selections) {
    if (pkg.functionOf(selection) !== fn) return undefined;
    const name = selection.field('field')?.text ?? '';
    if (name === 'CloseIdleConnections') return undefined;
    const isCalled = selection.parent?.kind === 'call_expression' && selection.fieldName === 'function';
    if (isCalled && SENDS.has(name)) requests.push(selection.parent!);
    else settings.add(name);
  }
  let holder = [...reach.holders][0]?.node;
  for (const { call, id } of reach.passed) {
    if (id !== `${CLIENT}.Transport` || depth > 0) return undefined;
    const client = useOf(pkg, call, fn, depth + 1);
    if (!client) return undefined;
    requests.push(...client.requests);
    holder = client.holder ?? holder;
  }
  return { requests, holder, settings };
}

/** Whether a node only runs once something has failed: it stands in the branch of an error that is there. */
export function isAfterFailure(pkg: PackageModel, node: SyntaxNode): boolean {
  for (let each = node; each.parent && !/^func|^method_decl/.test(each.kind); each = each.parent) {
    if (each.parent.kind !== 'if_statement' || each.fieldName !== 'consequence') continue;
    const condition = each.parent.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    if (comparison?.object && !comparison.equal && isErrorType(pkg.typeOfObject(comparison.object)))
      return true;
  }
  return false;
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
