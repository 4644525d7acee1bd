import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { configuredValueOf } from './configured-values.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { startOfUrl, urlOf } from './request-urls.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

/** A call that sends a request, in the package that it stands in. */
export interface ClientRequest {
  readonly pkg: PackageModel;
  readonly call: SyntaxNode;
}

/** Where a part of a client goes: net/http/transport.go, Transport.TLSClientConfig; net/http/client.go, Client.Transport. */
const PARTS: ReadonlySet<string> = new Set([
  'net/http.Transport.TLSClientConfig',
  'net/http.Client.Transport',
]);
const SENDS: ReadonlySet<string> = new Set(['Do', 'Get', 'Head', 'Post', 'PostForm', 'RoundTrip']);
/** Fields and methods that neither send a request nor give the transport to anybody. */
const SETTINGS: ReadonlySet<string> = new Set([
  'CheckRedirect',
  'CloseIdleConnections',
  'Jar',
  'MinVersion',
  'ServerName',
  'Timeout',
]);

/**
 * Every request that goes over a TLS configuration: it is that of one transport, in one client, which sends them itself.
 * @param reach where the configuration goes
 * @returns undefined when somebody unseen may use the configuration, the transport or the client
 */
export function requestsOver(
  pkg: PackageModel,
  reach: ValueReach,
  depth = 0,
): readonly ClientRequest[] | undefined {
  if (reach.lost || reach.isCollected || reach.returnedBy.length > 0 || depth > PARTS.size) return undefined;
  const requests: ClientRequest[] = [];
  for (const selection of reach.selections) {
    const name = selection.field('field')?.text ?? '';
    const call = selection.fieldName === 'function' ? selection.parent : undefined;
    if (call?.kind === 'call_expression' && SENDS.has(name)) requests.push({ pkg: homeOf(pkg, call), call });
    else if (!SETTINGS.has(name)) return undefined;
  }
  for (const { call: literal, id } of reach.passed) {
    if (!PARTS.has(id)) return undefined;
    const home = homeOf(pkg, literal);
    const further = requestsOver(home, reachOfValue(home, literal), depth + 1);
    if (!further) return undefined;
    requests.push(...further);
  }
  return requests;
}

/** What is seen to be done with a client over which requests go, whoever else has it. */
export interface SeenUse {
  readonly requests: readonly ClientRequest[];
  /** Other fields and methods of the configuration, the transport and the client that are used. */
  readonly others: ReadonlySet<string>;
}

/**
 * The requests that are seen to go over a transport or a client.
 * @param reach where it goes
 */
export function seenUseOf(pkg: PackageModel, reach: ValueReach): SeenUse {
  const requests: ClientRequest[] = [];
  const others = new Set<string>();
  const add = (each: ValueReach, depth: number): void => {
    for (const selection of each.selections) {
      const name = selection.field('field')?.text ?? '';
      const call = selection.fieldName === 'function' ? selection.parent : undefined;
      if (call?.kind === 'call_expression' && SENDS.has(name))
        requests.push({ pkg: homeOf(pkg, call), call });
      else others.add(name);
    }
    for (const { call: literal, id } of depth < PARTS.size ? each.passed : []) {
      if (!PARTS.has(id)) continue;
      const home = homeOf(pkg, literal);
      add(reachOfValue(home, literal), depth + 1);
    }
  };
  add(reach, 0);
  return { requests, others };
}

/** Whether a request goes out with the scheme `http`, written in the program: no TLS is spoken. */
export function isPlain({ pkg, call }: ClientRequest): boolean {
  const first = call.field('arguments')?.firstNamedChild;
  const url = urlOf(pkg, call);
  if (!first || !url) return false;
  const request = first === url ? undefined : variable(pkg, first);
  // another address may be put in
  const isChanged =
    request && pkg.referencesTo(request).some(({ parent }) => parent?.field('field')?.text === 'URL');
  return !isChanged && isPlainUrl(pkg, url);
}

function isPlainUrl(pkg: PackageModel, url: SyntaxNode): boolean {
  const origins = originsOf(pkg, url, { fields: false })?.all ?? [];
  return (
    origins.length > 0 &&
    origins.every(({ node }) => {
      if (/^http:/i.test(startOfUrl(pkg, node))) return true;
      const callee = node.kind === 'call_expression' ? pkg.calleeOf(node) : undefined;
      if (callee?.id !== 'net/url.URL.String' || !callee.receiver) return false;
      const { fields, isTraced } = configuredValueOf(pkg, callee.receiver);
      const scheme = fields.get('Scheme')?.value;
      return (
        isTraced &&
        typeof scheme === 'object' &&
        scheme.kind === 'string' &&
        scheme.parts.join('').toLowerCase() === 'http'
      );
    })
  );
}

/** Whether a request carries nothing but its address, and of the answer only the body is closed. */
export function asksOnlyWhetherSomebodyAnswers({ pkg, call }: ClientRequest): boolean {
  if (!/\.(?:Get|Head)$/.test(pkg.calleeOf(call)?.id ?? '')) return false;
  const list = call.parent?.kind === 'expression_list' ? call.parent.parent : undefined;
  const name = list?.field('left')?.firstNamedChild;
  if (name?.text === '_') return true;
  const response = name && variable(pkg, name);
  return (
    response !== undefined &&
    pkg.referencesTo(response).every((mention) => {
      if (mention === response.node || isAssignedWhole(mention)) return true;
      const body = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
      const method = body?.field('field')?.text === 'Body' ? body.parent : undefined;
      return method?.kind === 'selector_expression' && method.field('field')?.text === 'Close';
    })
  );
}
