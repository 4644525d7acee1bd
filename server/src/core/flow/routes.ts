import { READS_REQUEST } from '../knowledge/request-types.ts';
import { homeOf } from '../semantic/home.ts';
import type { FileModel, GoFunction, PackageModel } from '../semantic/model.ts';
import { isErrorType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { functionBehind } from './changing-checks.ts';
import { urlOf } from './request-urls.ts';

const RESPONSE_WRITER = 'net/http.ResponseWriter';

/** Of a ResponseWriter: what writes no body (net/http/server.go, type ResponseWriter). */
const WRITES_HEAD = /^(?:Header|WriteHeader)$/;

/** `GET /path` and `example.com/path` of a pattern (net/http/server.go, ServeMux: `[METHOD ][HOST]/[PATH]`). */
const PATH_OF_PATTERN = /^(?:[A-Z]+[ \t]+)?[^/\s]*(\/.*)$/;

/** Whether a function has the parameters of an http.HandlerFunc. */
export function isHandler(pkg: PackageModel, fn: GoFunction): boolean {
  const { parameters } = homeOf(pkg, fn).signatureOf(fn);
  return parameters.length === 2 && namedId(parameters[0]?.type) === RESPONSE_WRITER;
}

/**
 * Whether everything that the module registers for a path, outside its tests, gives a status and headers alone: an answer without a
 * body (net/http/server.go: "If WriteHeader is not called explicitly, the first call to Write will trigger an implicit
 * WriteHeader(http.StatusOK)"; without a Write there is no body).
 *
 * @param file a file of the module
 * @param path of the URL that is asked; where what is registered stands below a prefix, its end counts
 * @returns false where nothing is registered for it, or something whose code is not seen
 */
export function answersWithStatusAlone(pkg: PackageModel, file: FileModel, path: string): boolean {
  if (!pkg.program.moduleIsComplete) return false;
  const segments = path.split('/').filter((segment) => segment !== '');
  for (const [index] of segments.entries()) {
    const end = `/${segments.slice(index).join('/')}`;
    const handlers = [...registeredFor(pkg, file, end)];
    if (handlers.length > 0)
      return handlers.every((handler) => handler !== undefined && writesHeadAlone(pkg, handler));
  }
  return false;
}

/**
 * Whether every function that a function of a test registers for a path itself, with whatever framework, answers nothing: it leaves
 * what it gets alone, or only reads the request. Such an answer has a status, and no body.
 *
 * @param fn that makes the routes
 * @param path of the URL that is asked
 * @returns false where nothing is registered for it
 */
export function answersNothing(pkg: PackageModel, fn: GoFunction, path: string): boolean {
  const handlers: (GoFunction | undefined)[] = [];
  for (const call of fn.node.descendants('call_expression')) {
    const [pattern, ...given] = call.field('arguments')?.namedChildren ?? [];
    if (!pattern || given.length === 0 || !isPattern(pkg, pattern, path)) continue;
    handlers.push(...given.map((argument) => functionBehind(pkg, argument)));
  }
  return handlers.length > 0 && handlers.every((each) => each !== undefined && leavesAlone(pkg, each));
}

/** Whether a handler neither returns anything but an error nor does more with what it gets than to read the request. */
function leavesAlone(pkg: PackageModel, handler: GoFunction): boolean {
  const home = homeOf(pkg, handler);
  const { parameters, results } = home.signatureOf(handler);
  if (parameters.length === 0 || results.some(({ type }) => !isErrorType(type))) return false;
  const mayFail =
    results.length > 0 &&
    [...(handler.body?.descendants('return_statement') ?? [])].some(
      (each) => home.functionOf(each) === handler && each.firstNamedChild?.text !== 'nil',
    );
  return (
    !mayFail &&
    handler.parameters.every((parameter) => {
      if (!parameter) return true;
      const reads = READS_REQUEST.get(namedId(home.typeOfObject(parameter)) ?? '');
      return home
        .referencesTo(parameter)
        .every(
          ({ parent, fieldName, start }) =>
            start === parameter.node.start ||
            (parent?.kind === 'selector_expression' &&
              fieldName === 'operand' &&
              reads?.test(parent.field('field')?.text ?? '') === true),
        );
    })
  );
}

/** What the module registers for a path: the handlers, undefined for what is not a function with the parameters of one. */
function* registeredFor(pkg: PackageModel, file: FileModel, path: string): Generator<GoFunction | undefined> {
  for (const home of pkg.program.modulePackages(file, [`${path}"`])) {
    for (const { isTest, text, tree } of home.files) {
      if (isTest || !text.includes(`${path}"`)) continue;
      for (const call of tree.root.descendants('call_expression')) {
        const [pattern, ...given] = call.field('arguments')?.namedChildren ?? [];
        if (pattern && given.length > 0 && isPattern(home, pattern, path)) yield handlerIn(home, given);
      }
    }
  }
}

function isPattern(pkg: PackageModel, expression: SyntaxNode, path: string): boolean {
  if (!expression.kind.endsWith('string_literal')) return false;
  const value = pkg.constantOf(expression);
  if (value?.kind !== 'string' || value.parts.length !== 1) return false;
  return PATH_OF_PATTERN.exec(value.parts[0] ?? '')?.[1] === path;
}

/** The handler among the arguments of a call that registers it. */
function handlerIn(pkg: PackageModel, given: readonly SyntaxNode[]): GoFunction | undefined {
  for (const argument of given) {
    const fn = functionBehind(pkg, argument);
    if (fn && isHandler(pkg, fn)) return fn;
  }
  return undefined;
}

function writesHeadAlone(pkg: PackageModel, handler: GoFunction): boolean {
  const home = homeOf(pkg, handler);
  const [writer] = handler.parameters;
  return (
    !writer ||
    home
      .referencesTo(writer)
      .every(
        (mention) =>
          mention === writer.node ||
          (mention.parent?.kind === 'selector_expression' &&
            WRITES_HEAD.test(mention.parent.field('field')?.text ?? '')),
      )
  );
}

/** Methods stand beside the path in calls of helpers. */
const METHOD = /^[A-Z]+$/;

/**
 * The path of the URL that a call is given to ask, as far as it stands in the source: of `server.URL + "/ping"` what follows the
 * address, of a helper, or of one that makes the URL, the only text among its arguments that is no method.
 */
export function askedPath(pkg: PackageModel, call: SyntaxNode): string | undefined {
  const url = urlOf(pkg, call);
  const isMade = url?.kind === 'call_expression' && pkg.constantOf(url) === undefined;
  const given = url && !isMade ? [url] : ((url ?? call).field('arguments')?.namedChildren ?? []);
  const paths = given.flatMap((argument) => {
    const value = pkg.constantOf(argument);
    const last = value?.kind === 'string' ? value.parts.at(-1) : undefined;
    if (last === undefined || METHOD.test(last)) return [];
    const isWhole = value?.kind === 'string' && value.parts.length === 1;
    if (!isWhole && !last.startsWith('/')) return [];
    return [last.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '')];
  });
  return paths.length === 1 ? paths[0] : undefined;
}
