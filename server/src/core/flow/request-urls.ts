import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { originsOf } from './origins.ts';

/** net/http/client.go: the URL comes first. */
const TAKES_URL = /^net\/http\.(?:Client\.)?(?:Get|Head|Post|PostForm)$/;
const TAKES_REQUEST = /(?:^|\.)(?:Do|RoundTrip)$/;
/** net/http/request.go: where the method stands among the arguments; the URL follows it. */
const MAKERS: ReadonlyMap<string, number> = new Map([
  ['net/http.NewRequest', 0],
  ['net/http.NewRequestWithContext', 1],
]);

/** The expression of the URL that a call sends a request to; undefined when its request is not made in sight. */
export function urlOf(pkg: PackageModel, call: SyntaxNode): SyntaxNode | undefined {
  const id = pkg.calleeOf(call)?.id ?? '';
  const first = call.field('arguments')?.firstNamedChild;
  if (!first) return undefined;
  if (TAKES_URL.test(id)) return first;
  return TAKES_REQUEST.test(id) ? argumentOfMaker(pkg, first, 1) : undefined;
}

/** Whether a call surely sends GET: "For client requests, an empty string means GET" (net/http/request.go). */
export function sendsGet(pkg: PackageModel, call: SyntaxNode): boolean {
  const id = pkg.calleeOf(call)?.id ?? '';
  if (TAKES_URL.test(id)) return id.endsWith('.Get');
  const request = call.field('arguments')?.firstNamedChild;
  const method = request && TAKES_REQUEST.test(id) ? argumentOfMaker(pkg, request, 0) : undefined;
  const value = method && pkg.constantOf(method);
  return value?.kind === 'string' && value.parts.length <= 1 && /^(?:GET)?$/.test(value.parts[0] ?? '');
}

/** An argument of the only call that can have made a request: 0 is the method, 1 the URL. */
function argumentOfMaker(pkg: PackageModel, request: SyntaxNode, which: 0 | 1): SyntaxNode | undefined {
  const origins = originsOf(pkg, request, { fields: false })?.all ?? [];
  const [maker] = origins.length === 1 ? origins : [];
  if (maker?.node.kind !== 'call_expression') return undefined;
  const index = MAKERS.get(pkg.calleeOf(maker.node)?.id ?? '');
  return index === undefined ? undefined : maker.node.field('arguments')?.namedChildren[index + which];
}

/** The text that a URL is known to begin with: `http://cart.` of `"http://cart." + zone`. */
export function startOfUrl(pkg: PackageModel, url: SyntaxNode): string {
  const value = pkg.constantOf(url);
  return value?.kind === 'string' ? (value.parts[0] ?? '') : '';
}

/** Whether a URL is known to name the same host each time: `"http://cart:8080/carts/" + id`. */
export function namesHost(pkg: PackageModel, url: SyntaxNode): boolean {
  const value = pkg.constantOf(url);
  if (value?.kind !== 'string') return false;
  const isWhole = value.parts.length === 1 && value.parts[0] !== undefined;
  return (isWhole ? /^https?:\/\/[^/?#]/i : /^https?:\/\/[^/?#]+[/?#]/i).test(value.parts[0] ?? '');
}
