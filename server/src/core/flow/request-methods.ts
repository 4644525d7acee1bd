import { HTTP_RESPONSE } from '../knowledge/ownership/http-response.ts';
import { OWNERSHIP } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignedTo, isAssignedWhole } from './assignments.ts';
import { variable } from './nil-comparison.ts';

/** Where the method of a request stands among the arguments (net/http/request.go; go-retryablehttp client.go follows it). */
const METHOD_OF_NEW_REQUEST: ReadonlyMap<string, number> = new Map([
  ['net/http.NewRequest', 0],
  ['net/http.NewRequestWithContext', 1],
  ['github.com/hashicorp/go-retryablehttp.NewRequest', 0],
  ['github.com/hashicorp/go-retryablehttp.NewRequestWithContext', 1],
]);

/** Helpers that hand the method on to one another. */
const DEPTH = 3;

/** What a request asks for, as far as it is looked for: `GET` also where no method is named. */
type Method = 'HEAD' | 'GET';

/**
 * Whether a call that gives a response has sent HEAD: its request was made with that method, or a helper of the program
 * sends it as it is, or makes it with the method that the call passes.
 */
export function sendsHead(pkg: PackageModel, call: SyntaxNode): boolean {
  return sends(pkg, call, 'HEAD');
}

/** The same for GET, and for what net/http sends as GET. */
export function sendsGet(pkg: PackageModel, call: SyntaxNode): boolean {
  return pkg.calleeOf(call)?.id === 'net/http.Client.Get' || sends(pkg, call, 'GET');
}

/** Whether the answer that a call gives has no body, for it is one to HEAD. */
export function answersWithoutBody(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  return HTTP_RESPONSE.givesEmpty.has(id) || sendsHead(pkg, call);
}

function sends(pkg: PackageModel, call: SyntaxNode, method: Method): boolean {
  const fn = pkg.calleeOf(call)?.function;
  const list = call.field('arguments')?.namedChildren ?? [];
  if (!fn) return list.some((argument) => isMadeWith(pkg, argument, call, method));
  return list.some((argument, index) =>
    isMethod(pkg, argument, method)
      ? makesRequest(pkg, fn, index, DEPTH)
      : isMadeWith(pkg, argument, call, method) && sendsGiven(pkg, fn, index, DEPTH),
  );
}

/** Whether an argument of a call that sends is a request which was made with a method, here or in a variable before it. */
function isMadeWith(pkg: PackageModel, argument: SyntaxNode, call: SyntaxNode, method: Method): boolean {
  const object = variable(pkg, argument);
  if (!object) return isRequestWith(pkg, argument, method);
  if (namedId(pkg.typeOfObject(object))?.endsWith('.Request') !== true) return false;
  const made = makersOf(pkg, object, call);
  return made.length > 0 && made.every((maker) => isRequestWith(pkg, maker, method));
}

/** Whether the one request that a function sends is that which it gets as a parameter. */
function sendsGiven(pkg: PackageModel, fn: GoFunction, parameter: number, depth: number): boolean {
  const home = homeOf(pkg, fn);
  const object = fn.parameters[parameter];
  if (!object || depth === 0) return false;
  home.program.memory.usesText(fn);
  if (home.referencesTo(object).some(isAssignedWhole)) return false;
  let isSent = false;
  for (const call of fn.body?.descendants('call_expression') ?? []) {
    const callee = home.calleeOf(call);
    if (!callee || !givesResponse(callee)) continue;
    const index = (call.field('arguments')?.namedChildren ?? []).findIndex(
      (argument) => variable(home, argument) === object,
    );
    const isGiven = index >= 0 && (!callee.function || sendsGiven(home, callee.function, index, depth - 1));
    if (!isGiven) return false;
    isSent = true;
  }
  return isSent;
}

function givesResponse({ signature }: Callee): boolean {
  return signature?.results.some(({ type }) => HTTP_RESPONSE.types.includes(namedId(type) ?? '')) === true;
}

/** Whether a call is one of a library whose answer has no body, although the library asks to close it: `es.Ping()`. */
export function holdsNothing(pkg: PackageModel, call: SyntaxNode, type: string): boolean {
  const callee = pkg.calleeOf(call);
  return OWNERSHIP.get(type)?.holdsNothingFrom.has(callee?.functionType ?? callee?.id ?? '') === true;
}

/** The calls that make the request in a variable, before a call that sends it. */
function makersOf(pkg: PackageModel, object: VarObject, call: SyntaxNode): SyntaxNode[] {
  return pkg.referencesTo(object).flatMap((mention) => {
    const value = mention.start < call.start ? assignedTo(mention)?.value : undefined;
    const isNew =
      value?.kind === 'call_expression' && METHOD_OF_NEW_REQUEST.has(pkg.calleeOf(value)?.id ?? '');
    return isNew ? [value] : [];
  });
}

function isRequestWith(pkg: PackageModel, maker: SyntaxNode, method: Method): boolean {
  const index = METHOD_OF_NEW_REQUEST.get(pkg.calleeOf(maker)?.id ?? '');
  const given = index === undefined ? undefined : maker.field('arguments')?.namedChildren[index];
  return given !== undefined && isMethod(pkg, given, method);
}

/** Whether a function makes a request with the method that it gets as a parameter. */
function makesRequest(pkg: PackageModel, fn: GoFunction, parameter: number, depth: number): boolean {
  const home = homeOf(pkg, fn);
  const object = fn.parameters[parameter];
  if (!object || depth === 0) return false;
  home.program.memory.usesText(fn);
  return home.referencesTo(object).some((mention) => {
    const list = mention.parent?.kind === 'argument_list' ? mention.parent : undefined;
    const callee = list?.parent && home.calleeOf(list.parent);
    if (!list || !callee) return false;
    const index = list.namedChildren.indexOf(mention);
    if (METHOD_OF_NEW_REQUEST.get(callee.id) === index) return true;
    return callee.function !== undefined && makesRequest(home, callee.function, index, depth - 1);
  });
}

/** net/http/request.go: "For client requests, an empty string means GET." */
function isMethod(pkg: PackageModel, expression: SyntaxNode, method: Method): boolean {
  const value = pkg.constantOf(expression);
  if (value?.kind !== 'string' || value.parts.includes(undefined)) return false;
  const text = value.parts.join('');
  return text === method || (text === '' && method === 'GET');
}
