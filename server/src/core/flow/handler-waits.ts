import { isStandardLibrary } from '../knowledge/behaviour/index.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isDeferred } from './facts.ts';
import { requestPathTo } from './request-reach.ts';
import { hasOtherDeadline, type Limit, writeTimeoutOf } from './write-timeouts.ts';

/** A wait of constant length in a handler that is over only when the answer can no longer be written. */
export interface HandlerWait {
  /** The call of time.Sleep or time.After. */
  readonly call: SyntaxNode;
  readonly duration: bigint;
  /** The WriteTimeout of the server. */
  readonly limit: Limit;
  readonly handler: GoFunction;
  /** Whether it stands in the handler itself. */
  readonly isDirect: boolean;
}

const WRITER = 'net/http.ResponseWriter';
const FRAMEWORKS: ReadonlySet<string> = new Set([
  'github.com/gin-gonic/gin.Context',
  'github.com/labstack/echo/v4.Context',
  'github.com/labstack/echo.Context',
]);

/** Every wait of a file that a handler, or what it calls, surely sits out: it is not in a goroutine of its own. */
export function* handlerWaitsIn(pkg: PackageModel, file: FileModel): Generator<HandlerWait> {
  for (const call of file.tree.root.descendants('call_expression')) {
    const id = pkg.calleeOf(call)?.id;
    if (id !== 'time.Sleep' && !(id === 'time.After' && isReceived(call))) continue;
    const given = call.field('arguments')?.firstNamedChild;
    const value = given && pkg.constantOf(given);
    if (value?.kind !== 'int' || value.value <= 0n) continue;
    const limit = writeTimeoutOf(pkg, file);
    if (!limit || value.value < limit.outer || answersEarlier(pkg, file)) continue;
    const path = requestPathTo(pkg, call);
    if (!path?.isCertain) continue;
    const places = [{ pkg, node: call }, ...path.calls];
    if (places.some((place) => isLeftOut(place.pkg, place.node))) continue;
    if (!answers(path.handlerPackage, path.handler)) continue;
    yield { call, duration: value.value, limit, handler: path.handler, isDirect: path.calls.length === 0 };
  }
}

/** `<-time.After(d)` by itself or as a case; a timer that is stored may be given up. */
function isReceived(call: SyntaxNode): boolean {
  const receive = call.parent;
  if (receive?.kind !== 'unary_expression' || receive.field('operator')?.text !== '<-') return false;
  const select = receive.ancestor('select_statement');
  const isCase = receive.parent?.kind === 'receive_statement';
  return !isCase || !select?.namedChildren.some(({ kind }) => kind === 'default_case');
}

/** Whether a function that the wait goes through is no part of the answer, or moves its deadline. */
function isLeftOut(pkg: PackageModel, node: SyntaxNode): boolean {
  const fn = pkg.functionOf(node);
  if (!fn || /^(?:go|defer)_statement$/.test(node.parent?.kind ?? '') || isDeferred(fn.node)) return true;
  return hasOtherDeadline(fn) || givesAnswerAway(pkg, fn);
}

/** Whether a function gets what a handler writes its answer to, by itself: a literal inside it may run at any time. */
function answers(pkg: PackageModel, fn: GoFunction): boolean {
  return pkg
    .signatureOf(fn)
    .parameters.some(({ type }) => namedId(type) === WRITER || FRAMEWORKS.has(namedId(type) ?? ''));
}

/** Whether somebody out of sight gets the request and the writer, who may take the connection over. */
function givesAnswerAway(pkg: PackageModel, fn: GoFunction): boolean {
  return [...fn.node.descendants('call_expression')].some((call) => {
    const args = call.field('arguments')?.namedChildren ?? [];
    if (!args.some((argument) => namedId(pkg.typeOf(argument)) === WRITER)) return false;
    const callee = pkg.calleeOf(call);
    return args.length > 1 && !callee?.function && !isStandardLibrary(callee?.id ?? '');
  });
}

/** Whether http.TimeoutHandler answers before the handler does. */
function answersEarlier(pkg: PackageModel, file: FileModel): boolean {
  return pkg.program.modulePackages(file, ['TimeoutHandler']).length > 0;
}
