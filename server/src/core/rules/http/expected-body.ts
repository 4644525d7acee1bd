import { isAssignedWhole } from '../../flow/assignments.ts';
import type { BasicBlock, FlowModel, OwnedResource } from '../../flow/model.ts';
import { variable } from '../../flow/nil-comparison.ts';
import { isForProcess } from '../../flow/process-servers.ts';
import { setsCheckRedirect } from '../../flow/redirects.ts';
import { answersNothing, answersWithStatusAlone, askedPath, isHandler } from '../../flow/routes.ts';
import { EXPECTS_EQUAL } from '../../knowledge/error-functions.ts';
import { homeOf } from '../../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { RuleContext } from '../rule.ts';

/** Helpers that are entered to see which request they send. */
const DEPTH = 3;

/**
 * Whether something in a test says that the answer which it gets has a body, although the test does not look at it: the
 * handlers that it makes write one whatever happens, or it sends a GET that is to succeed and the file reads the body of the
 * answer to a GET, unless what the module, or the test itself, registers for the path writes none. A redirect that is not followed says nothing of one
 * (net/http/server.go, Redirect: "If the Content-Type header has not been set, Redirect sets it to "text/html; charset=utf-8" and
 * writes a small HTML body. Setting the Content-Type header to any value, including nil, disables that behavior.").
 */
export function isBodyExpected(resource: OwnedResource, { file, package: pkg, flow }: RuleContext): boolean {
  const { acquisition } = resource;
  if (setsCheckRedirect(pkg, flow, acquisition) || namesMethod(pkg, acquisition, 'HEAD')) return false;
  const handlers = handlersIn(pkg, outermost(resource.function), file);
  if (asksFor(pkg, resource, isRedirect) || asksForLocation(pkg, resource))
    return handlers.some((handler) => redirects(pkg, handler) && alwaysWrites(pkg, flow, handler));
  if (handlers.length > 0) return handlers.every((handler) => alwaysWrites(pkg, flow, handler));
  if (!isPlainGet(pkg, flow, acquisition, resource.type, DEPTH) || asksFor(pkg, resource, isFailure))
    return false;
  const path = askedPath(pkg, acquisition);
  if (path !== undefined && answersWithStatusAlone(pkg, file, path)) return false;
  if (path !== undefined && answersNothing(pkg, outermost(resource.function), path || '/')) return false;
  return file.functions.some((fn) =>
    flow
      .resourcesOf(fn, resource.type)
      .some(
        (other) => isBodyRead(pkg, other) && isPlainGet(pkg, flow, other.acquisition, resource.type, DEPTH),
      ),
  );
}

function outermost(fn: GoFunction): GoFunction {
  let current = fn;
  while (current.outer) current = current.outer;
  return current;
}

/**
 * The functions with the parameters of an http.HandlerFunc that a function, or a helper that starts a server for it, makes or names,
 * those for another process apart.
 */
function handlersIn(pkg: PackageModel, fn: GoFunction, file: FileModel): GoFunction[] {
  const own = handlersMadeBy(pkg, fn, file);
  if (own.length > 0) return own;
  const servers = [...fn.node.descendants('call_expression')].flatMap((call) => {
    const callee = pkg.calleeOf(call);
    return namedId(callee?.signature?.results[0]?.type) === TEST_SERVER ? (callee?.function ?? []) : [];
  });
  return servers.flatMap((helper) => handlersMadeBy(homeOf(pkg, helper), helper, helper.file));
}

const TEST_SERVER = 'net/http/httptest.Server';

function handlersMadeBy(pkg: PackageModel, fn: GoFunction, file: FileModel): GoFunction[] {
  const handlers = new Set<GoFunction>();
  for (const literal of file.functions) {
    if (literal.node.kind === 'func_literal' && fn.node.contains(literal.node)) handlers.add(literal);
  }
  for (const identifier of fn.body?.descendants('identifier') ?? []) {
    const object = pkg.objectOf(identifier);
    if (object?.kind === 'func' && object.function) handlers.add(object.function);
  }
  return [...handlers].filter((handler) => {
    return isHandler(pkg, handler) && !isForProcess(pkg, handler);
  });
}

/** Whether a handler writes to its answer on every path that comes back. */
function alwaysWrites(pkg: PackageModel, flow: FlowModel, handler: GoFunction): boolean {
  const home = homeOf(pkg, handler);
  const [writer] = handler.parameters;
  // without a name nobody writes to it
  if (!writer || givesBodilessStatus(home, handler)) return false;
  const graph = flow.graphOf(handler);
  const writing = new Set<BasicBlock>();
  for (const mention of home.referencesTo(writer)) {
    if (home.functionOf(mention) !== handler || !isWrite(home, mention)) continue;
    const block = graph.blockOf(mention);
    if (block) writing.add(block);
  }
  const exits = new Set(
    graph.exits.filter(({ kind }) => kind === 'return' || kind === 'end').map((exit) => exit.block),
  );
  const silent = new Set([graph.entry].filter((block) => !writing.has(block)));
  for (const block of silent) {
    if (exits.has(block)) return false;
    for (const { to } of block.successors) if (!writing.has(to)) silent.add(to);
  }
  return writing.size > 0;
}

/** Whether a handler gives the status of a redirect itself. */
function redirects(pkg: PackageModel, handler: GoFunction): boolean {
  return statusesOf(homeOf(pkg, handler), handler).some(
    (status) => status !== undefined && isRedirect(status),
  );
}

/** Whether every status that a handler gives forbids a body (net/http/transfer.go, bodyAllowedForStatus). */
function givesBodilessStatus(pkg: PackageModel, handler: GoFunction): boolean {
  const statuses = statusesOf(pkg, handler);
  return statuses.length > 0 && statuses.every((status) => status !== undefined && isBodiless(status));
}

const isBodiless = (status: bigint): boolean => status < 200n || status === 204n || status === 304n;

/** The statuses that a handler gives with WriteHeader; undefined for one that is not known. */
function statusesOf(pkg: PackageModel, handler: GoFunction): readonly (bigint | undefined)[] {
  return [...(handler.body?.descendants('call_expression') ?? [])].flatMap((call) => {
    if (pkg.calleeOf(call)?.id !== 'net/http.ResponseWriter.WriteHeader') return [];
    const status = call.field('arguments')?.firstNamedChild;
    const value = status && pkg.constantOf(status);
    return [value?.kind === 'int' ? value.value : undefined];
  });
}

/** Functions of the standard library that write a body to the ResponseWriter which they get first. */
const WRITES_BODY =
  /^(?:fmt\.Fprint(?:f|ln)?|io\.(?:WriteString|Copy|CopyN)|net\/http\.(?:Error|NotFound|ServeFile|ServeContent)|encoding\/(?:json|xml)\.NewEncoder)$/;

function isWrite(pkg: PackageModel, mention: SyntaxNode): boolean {
  const parent = mention.parent;
  if (parent?.kind === 'selector_expression')
    return /^Write(?:String)?$/.test(parent.field('field')?.text ?? '');
  if (parent?.kind !== 'argument_list' || parent.namedChildren[0] !== mention) return false;
  const callee = parent.parent && pkg.calleeOf(parent.parent);
  return callee !== undefined && WRITES_BODY.test(callee.id);
}

/** Whether a call, or what a helper of the program comes down to, sends a GET whose redirects are followed. */
function isPlainGet(
  pkg: PackageModel,
  flow: FlowModel,
  call: SyntaxNode,
  type: string,
  depth: number,
): boolean {
  const callee = pkg.calleeOf(call);
  if (!callee || depth === 0 || setsCheckRedirect(pkg, flow, call)) return false;
  const isGet =
    /^(?:net\/http\.|golang\.org\/x\/net\/context\/ctxhttp\.|.*\/go-retryablehttp\.)(?:Client\.)?Get$/;
  if (isGet.test(callee.id) || namesMethod(pkg, call, 'GET')) return true;
  if (!callee.function) return false;
  const home = homeOf(pkg, callee.function);
  const sent = flow.resourcesOf(callee.function, type);
  return (
    sent.length > 0 && sent.every(({ acquisition }) => isPlainGet(home, flow, acquisition, type, depth - 1))
  );
}

/** Whether a method stands among the arguments of a call, or of the one that made the request which it sends. */
function namesMethod(pkg: PackageModel, call: SyntaxNode, method: 'GET' | 'HEAD'): boolean {
  return (call.field('arguments')?.namedChildren ?? []).some((argument) => {
    if (isText(pkg, argument, method)) return true;
    const object = variable(pkg, argument);
    if (!object || namedId(pkg.typeOfObject(object)) !== 'net/http.Request') return false;
    const made = pkg
      .referencesTo(object)
      .filter((mention) => mention.start < call.start && isAssignedWhole(mention))
      .at(-1);
    const maker = made?.parent?.parent?.field('right')?.namedChildren[0];
    return (
      maker?.kind === 'call_expression' &&
      (maker.field('arguments')?.namedChildren ?? []).some((each) => isText(pkg, each, method))
    );
  });
}

function isText(pkg: PackageModel, expression: SyntaxNode, text: string): boolean {
  const value = pkg.constantOf(expression);
  return value?.kind === 'string' && value.parts.length === 1 && value.parts[0] === text;
}

/** A status that says failure, which a handler may give with WriteHeader alone. */
const isFailure = (status: bigint): boolean => status >= 400n;

const isRedirect = (status: bigint): boolean => status >= 300n && status < 400n;

/**
 * Whether the status of a response is to be one of a kind: `resp.StatusCode != 404` is a condition, or the two are asserted to be
 * equal or given to a function of the program.
 */
function asksFor(pkg: PackageModel, resource: OwnedResource, isOfKind: (status: bigint) => boolean): boolean {
  return fieldsAsked(pkg, resource, 'StatusCode').some((status) =>
    isToBe(pkg, status, (other) => {
      const value = pkg.constantOf(other);
      return value?.kind === 'int' && isOfKind(value.value);
    }),
  );
}

/**
 * Whether a response is asked where to go on, as a redirect says: `resp.Location()`, or its header `Location` is kept or is to be some text
 * (net/http/response.go, Location: "returns the URL of the response's "Location" header, if present").
 */
function asksForLocation(pkg: PackageModel, resource: OwnedResource): boolean {
  if (fieldsAsked(pkg, resource, 'Location').some(({ fieldName }) => fieldName === 'function')) return true;
  return fieldsAsked(pkg, resource, 'Header').some(({ parent: get }) => {
    const call = get?.fieldName === 'function' ? get.parent : undefined;
    const key = call?.field('arguments')?.firstNamedChild;
    if (!call || !key || pkg.calleeOf(call)?.id !== 'net/http.Header.Get' || !isText(pkg, key, 'Location'))
      return false;
    const isKept = call.parent?.kind === 'expression_list' && call.parent.fieldName === 'right';
    return isKept || isToBe(pkg, call, (other) => isGivenText(pkg, other));
  });
}

function isGivenText(pkg: PackageModel, expression: SyntaxNode): boolean {
  const type = pkg.typeOf(expression);
  const isString =
    (type?.kind === 'basic' && type.name === 'string') || pkg.constantOf(expression)?.kind === 'string';
  return isString && !isText(pkg, expression, '');
}

/** Mentions of one field or method of a response, before the next one comes into its variable. */
function fieldsAsked(pkg: PackageModel, { name, acquisition }: OwnedResource, field: string): SyntaxNode[] {
  const object = name && variable(pkg, name);
  if (!object) return [];
  const mentions = pkg.referencesTo(object).filter(({ start }) => start > acquisition.start);
  // the next answer in the same variable has a status of its own
  const next = mentions.find(isAssignedWhole)?.start ?? Number.POSITIVE_INFINITY;
  return mentions.flatMap(({ start, parent }) =>
    start < next && parent?.kind === 'selector_expression' && parent.field('field')?.text === field
      ? [parent]
      : [],
  );
}

/** Whether an expression is to be what another one is: that it is not is a condition, or the two are asserted to be equal. */
function isToBe(pkg: PackageModel, asked: SyntaxNode, isWanted: (other: SyntaxNode) => boolean): boolean {
  const { parent } = asked;
  if (!parent?.namedChildren.some((other) => other !== asked && isWanted(other))) return false;
  if (parent.kind === 'binary_expression') return parent.field('operator')?.text === '!=';
  const callee = parent.kind === 'argument_list' ? pkg.calleeOf(parent.parent!) : undefined;
  return callee !== undefined && (EXPECTS_EQUAL.has(callee.id) || callee.function !== undefined);
}

/** Whether the body of a response is looked at somewhere, closing it apart. */
function isBodyRead(pkg: PackageModel, { name, path }: OwnedResource): boolean {
  const object = name && variable(pkg, name);
  if (!object) return false;
  return pkg.referencesTo(object).some((mention) => {
    const body = mention.parent;
    if (body?.kind !== 'selector_expression' || body.field('field')?.text !== path[0]) return false;
    const user = body.parent;
    return user?.kind === 'selector_expression'
      ? user.field('field')?.text !== 'Close'
      : user?.kind === 'argument_list';
  });
}
