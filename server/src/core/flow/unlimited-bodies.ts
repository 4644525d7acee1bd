import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import {
  LIMITED_READERS,
  LIMITING_MIDDLEWARE,
  LIMITING_MIDDLEWARE_NAMES,
} from '../knowledge/request-limits.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { callsOfPassed } from './goroutines/passed-functions.ts';
import { graphsOf } from './graphs.ts';
import { httpServersIn } from './http-servers.ts';
import { isMountedLocally } from './local-mounts.ts';
import { loopsAround } from './loop-heads.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { REQUEST, type ServerRequest, serverRequestsOf } from './server-requests.ts';

/** A call that takes in the whole body of a request that a server got, however long it is. */
export interface UnlimitedBody {
  readonly call: SyntaxNode;
  /** `memory`: the bytes; `value`: what they decode to; `form`: files beyond a limit go to the disk. */
  readonly kind: 'memory' | 'value' | 'form';
  /** The request as the call's function names it. */
  readonly request: SyntaxNode;
  readonly from: ServerRequest;
  /** Whether nobody outside the module can put a limit before the handler. */
  readonly isCertain: boolean;
}

/** Every such call in a file on whose way from the handler nothing limits the body. */
export function* unlimitedBodiesIn(pkg: PackageModel, file: FileModel): Generator<UnlimitedBody> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const target = call.field('function');
    const name = (target?.field('field') ?? target)?.text ?? '';
    const read = READERS.has(name) ? readOf(pkg, call) : undefined;
    if (!read || isLimitedForAll(pkg, file)) continue;
    const from = serverRequestsOf(pkg, read.request).find(
      (request) =>
        !isLimited(pkg, call, request) && !isMountedLocally(request.handler.pkg, request.handler.function),
    );
    if (from) yield { call, ...read, from, isCertain: moduleGraphOf(pkg, file).hasMain };
  }
}

/** The last names of the calls that take in a body. */
const READERS = new Set(['ReadAll', 'ReadFrom', 'Copy', 'Decode', 'ParseMultipartForm', 'FormFile']);

type Read = Pick<UnlimitedBody, 'kind' | 'request'>;

function readOf(pkg: PackageModel, call: SyntaxNode): Read | undefined {
  const callee = pkg.calleeOf(call);
  const [first, second] = call.field('arguments')?.namedChildren ?? [];
  switch (callee?.id) {
    case 'io.ReadAll':
    case 'io/ioutil.ReadAll':
    case 'bytes.Buffer.ReadFrom':
      return ofBody(pkg, first, 'memory');
    case 'io.Copy':
      return /^(?:bytes\.Buffer|strings\.Builder)$/.test((first && namedId(pkg.typeOf(first))) ?? '')
        ? ofBody(pkg, second, 'memory')
        : undefined;
    case 'encoding/json.Decoder.Decode':
      return callee.receiver ? ofDecoder(pkg, call, callee.receiver) : undefined;
    // net/http/request.go: "up to a total of maxMemory bytes of its file parts are stored in memory, with the remainder stored on disk"
    case `${REQUEST}.ParseMultipartForm`:
      return callee.receiver && { kind: 'form', request: callee.receiver };
    case `${REQUEST}.FormFile`: {
      // it parses the form where that was not done before
      const fn = pkg.functionOf(call);
      const isParsed = fn && fn.file.tree.identifiersNamed('ParseMultipartForm', fn.node).length > 0;
      return callee.receiver && !isParsed ? { kind: 'form', request: callee.receiver } : undefined;
    }
    default:
      return undefined;
  }
}

/** A decoder that takes one value after the other keeps none but the last. */
function ofDecoder(pkg: PackageModel, call: SyntaxNode, decoder: SyntaxNode): Read | undefined {
  const fn = pkg.functionOf(call);
  if (!fn || [...loopsAround(call, fn.node)].length > 0) return undefined;
  const [origin, ...others] = originsOf(pkg, decoder, { fields: false })?.all ?? [];
  if (!origin || others.length > 0 || origin.node.kind !== 'call_expression') return undefined;
  if (pkg.calleeOf(origin.node)?.id !== 'encoding/json.NewDecoder') return undefined;
  return ofBody(pkg, origin.node.field('arguments')?.firstNamedChild, 'value');
}

function ofBody(
  pkg: PackageModel,
  reader: SyntaxNode | undefined,
  kind: UnlimitedBody['kind'],
): Read | undefined {
  const [body, ...others] = reader ? (originsOf(pkg, reader, { fields: false })?.all ?? []) : [];
  if (!body || others.length > 0) return undefined;
  const request = requestOfBody(pkg, body.node);
  return request && { kind, request };
}

function requestOfBody(pkg: PackageModel, body: SyntaxNode): SyntaxNode | undefined {
  const request = body.kind === 'selector_expression' ? body.field('operand') : undefined;
  if (!request || body.field('field')?.text !== 'Body') return undefined;
  return namedId(pkg.typeOf(request)) === REQUEST ? request : undefined;
}

/** Whether, on the way from the handler to the call, something replaces the body or asks for its length first. */
function isLimited(pkg: PackageModel, call: SyntaxNode, { calls }: ServerRequest): boolean {
  return [{ pkg, node: call }, ...calls].some((place) => {
    for (let fn = place.pkg.functionOf(place.node); fn; fn = fn.outer) {
      if (isLimitedBefore(place.pkg, fn, place.node)) return true;
      // what runs a literal that it was given does so at its own time
      const runs = callsOfPassed(place.pkg, fn.node) ?? [];
      if (runs.length > 0 && runs.every((run) => comesAfterHandler(run.pkg, run.node))) return true;
    }
    return comesAfterHandler(place.pkg, place.node);
  });
}

/**
 * Whether a call stands behind one that has handed a request to another handler: that one has read the body, and what there is
 * to read is what it has left or put in its place.
 */
function comesAfterHandler(pkg: PackageModel, place: SyntaxNode): boolean {
  const fn = pkg.functionOf(place);
  const graph = fn && graphsOf(pkg).graphOf(fn);
  const end = graph?.blockOf(place);
  if (!fn || !graph || !end) return false;
  return fn.file.tree.identifiersNamed('ServeHTTP', fn.node).some((name) => {
    const call = name.parent?.parent;
    if (call?.kind !== 'call_expression' || call.end > place.start || pkg.functionOf(call) !== fn)
      return false;
    const args = call.field('arguments')?.namedChildren ?? [];
    const block = graph.blockOf(call);
    return (
      args.some((argument) => namedId(pkg.typeOf(argument)) === REQUEST) &&
      block !== undefined &&
      (block === end || graph.dominates(block, end))
    );
  });
}

function isLimitedBefore(pkg: PackageModel, fn: GoFunction, before: SyntaxNode): boolean {
  const { tree } = fn.file;
  if (tree.identifiersNamed('ContentLength', fn.node).length > 0) return true;
  if (replacesBody(pkg, fn, before.start)) return true;
  for (const call of fn.node.descendants('call_expression')) {
    if (call.start >= before.start || call.contains(before)) continue;
    const args = call.field('arguments')?.namedChildren ?? [];
    if (!args.some((argument) => namedId(pkg.typeOf(argument)) === REQUEST)) continue;
    const callee = pkg.calleeOf(call);
    if (callee?.function) {
      const home = homeOf(pkg, callee.function);
      if (replacesBody(home, callee.function, Number.POSITIVE_INFINITY)) return true;
    } else if (args.length > 1 && !isStandardLibrary(callee?.id ?? '')) {
      // whoever gets the answer beside the request may limit it
      if (args.some((argument) => namedId(pkg.typeOf(argument)) === 'net/http.ResponseWriter')) return true;
    }
  }
  return false;
}

/** Whether a function sets the body of a request before a place. */
function replacesBody(pkg: PackageModel, fn: GoFunction, before: number): boolean {
  return fn.file.tree
    .identifiersNamed('Body', fn.node)
    .some(({ start, parent }) => start < before && parent !== undefined && isReplaced(pkg, parent));
}

function isReplaced(pkg: PackageModel, body: SyntaxNode): boolean {
  return targetsOf(body.parent?.parent).includes(body) && requestOfBody(pkg, body) !== undefined;
}

const LIMITED = new WeakMap<PackageModel, boolean>();

/** Whether a handler of the module that stands before others limits bodies, or all its servers listen on this machine only. */
function isLimitedForAll(pkg: PackageModel, file: FileModel): boolean {
  let limited = LIMITED.get(pkg);
  if (limited === undefined) {
    limited = hasLimitingMiddleware(pkg, file) || servesLocallyOnly(pkg, file);
    LIMITED.set(pkg, limited);
  }
  return limited;
}

function hasLimitingMiddleware(pkg: PackageModel, file: FileModel): boolean {
  const tokens = [...LIMITING_MIDDLEWARE_NAMES, ...LIMITED_READERS, '.Body = '];
  return pkg.program
    .modulePackages(file, tokens)
    .some((member) =>
      member.files.some(
        (each) =>
          !each.isTest &&
          (LIMITING_MIDDLEWARE_NAMES.some((name) =>
            each.tree.identifiersNamed(name).some((mention) => isMiddleware(member, mention)),
          ) ||
            LIMITED_READERS.some((name) =>
              each.tree.identifiersNamed(name).some((mention) => limitsForNext(member, mention)),
            ) ||
            each.tree
              .identifiersNamed('Body')
              .some((mention) => isWrappedWithSize(member, mention) && limitsForNext(member, mention))),
      ),
    );
}

function isMiddleware(pkg: PackageModel, name: SyntaxNode): boolean {
  const callee = name.fieldName === 'field' ? name.parent! : name;
  const call = callee.parent;
  const isCall = call?.kind === 'call_expression' && callee.fieldName === 'function';
  return isCall && LIMITING_MIDDLEWARE.has(pkg.calleeOf(call)?.id ?? '');
}

/** Whether the body of a request becomes what a library makes of it and a number: `r.Body = limits.Reader(r.Body, most)`. */
function isWrappedWithSize(pkg: PackageModel, mention: SyntaxNode): boolean {
  const body = mention.fieldName === 'field' ? mention.parent! : undefined;
  if (!body || !isReplaced(pkg, body)) return false;
  const [call] = body.parent!.parent!.field('right')?.namedChildren ?? [];
  const id = call?.kind === 'call_expression' ? pkg.calleeOf(call)?.id : undefined;
  if (!call || id === undefined || isStandardLibrary(id)) return false;
  const args = call.field('arguments')?.namedChildren ?? [];
  return (
    args.some((argument) => requestOfBody(pkg, argument) !== undefined) &&
    args.some((argument) => isInteger(pkg, argument))
  );
}

function isInteger(pkg: PackageModel, node: SyntaxNode): boolean {
  if (pkg.constantOf(node)?.kind === 'int') return true;
  const type = pkg.underlying(pkg.typeOf(node));
  return type?.kind === 'basic' && /^u?int(?:32|64)?$/.test(type.name);
}

/** Whether a reader with an end becomes the body of a request in a function that hands the request on to another handler. */
function limitsForNext(pkg: PackageModel, mention: SyntaxNode): boolean {
  const fn = pkg.functionOf(mention);
  if (!fn || !replacesBody(pkg, fn, Number.POSITIVE_INFINITY)) return false;
  return [...fn.node.descendants('call_expression')].some((call) => {
    const callee = pkg.calleeOf(call);
    const name = call.field('function')?.field('field')?.text;
    if (name === 'ServeHTTP' || name === 'Next') return true;
    const args = call.field('arguments')?.namedChildren ?? [];
    return (
      callee?.kind === 'value' &&
      args.some((argument) => variable(pkg, argument) && PASSED_ON.has(namedId(pkg.typeOf(argument)) ?? ''))
    );
  });
}

const PASSED_ON = new Set([
  REQUEST,
  'github.com/labstack/echo/v4.Context',
  'github.com/labstack/echo.Context',
]);

function servesLocallyOnly(pkg: PackageModel, file: FileModel): boolean {
  const servers = pkg.program
    .modulePackages(file, ['ListenAndServe', 'http.Server{', '.Serve'])
    .flatMap((member) =>
      member.files.filter(({ isTest }) => !isTest).flatMap((each) => [...httpServersIn(member, each)]),
    );
  return servers.length > 0 && servers.every(({ audience }) => audience === 'local');
}
