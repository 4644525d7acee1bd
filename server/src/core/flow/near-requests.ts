import { homeOf } from '../semantic/home.ts';
import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type ClientRequest, requestsOver, seenUseOf } from './client-requests.ts';
import { configuredValueOf } from './configured-values.ts';
import { variable } from './nil-comparison.ts';
import { originsOf } from './origins.ts';
import { urlOf } from './request-urls.ts';
import { textPartsOf } from './text-parts.ts';
import { hostOf } from './url-hosts.ts';
import { reachOfValue, type ValueReach } from './value-reach.ts';

/** RFC 1122 3.2.1.3 and RFC 6761 6.3: the machine itself; RFC 3927 and RFC 4291 2.5.6: the link that it is on, which no router leaves. */
const NEAR = /^(?:localhost|127(?:\.\d{1,3}){3}|169\.254(?:\.\d{1,3}){2}|\[?::1\]?|\[fe80:[0-9a-f:%]*\])$/i;

/** Parts of a URL that name no host. */
const BEHIND_HOST = /^(?:Fragment|Path|Query|RawPath|RawQuery|String)$/;

/**
 * Whether a transport is that of clients with a Timeout, which ends the wait for the dial and the TLS handshake too (net/http/client.go:
 * "The timeout includes connection time"), and every request over it goes to a written address of this machine or of its own link: no proxy
 * is on the way, and no more than DefaultMaxIdleConnsPerHost connections to each stay idle (net/http/transport.go).
 * @param transport its literal
 */
export function asksNearbyInTime(pkg: PackageModel, transport: SyntaxNode): boolean {
  const reach = reachOfValue(pkg, transport);
  if (!areLimited(pkg, reach)) return false;
  const requests = requestsOver(pkg, reach) ?? [];
  return requests.length > 0 && requests.every(isNear);
}

/**
 * Whether a transport is that of clients with a Timeout whose owner ends what is left idle (net/http/client.go,
 * CloseIdleConnections): then no request waits for a dial for ever, and no idle connection stays for ever.
 * @param transport its literal
 */
export function isLimitedByOwner(pkg: PackageModel, transport: SyntaxNode): boolean {
  const reach = reachOfValue(pkg, transport);
  return areLimited(pkg, reach) && seenUseOf(pkg, reach).others.has('CloseIdleConnections');
}

/** Whether a transport only goes to clients, and each has a Timeout. */
function areLimited(pkg: PackageModel, { passed }: ValueReach): boolean {
  return (
    passed.length > 0 &&
    passed.every(
      ({ call: client }) =>
        client.kind === 'composite_literal' &&
        configuredValueOf(homeOf(pkg, client), client).fields.has('Timeout'),
    )
  );
}

function isNear({ pkg, call }: ClientRequest): boolean {
  const url = urlOf(pkg, call);
  const name = url && (hostOf(pkg, url)?.name ?? hostBeforePath(pkg, url));
  if (name === undefined || !NEAR.test(name)) return false;
  const first = call.field('arguments')?.firstNamedChild;
  const request = first && first !== url ? variable(pkg, first) : undefined;
  return (
    !request ||
    pkg.referencesTo(request).every(({ parent }) => {
      if (parent?.field('field')?.text !== 'URL') return true;
      const part =
        parent.parent?.kind === 'selector_expression' ? parent.parent.field('field')?.text : undefined;
      return part !== undefined && BEHIND_HOST.test(part);
    })
  );
}

/** The host of `"http://169.254.169.254" + path`, where whoever gives the path begins it with a slash. */
function hostBeforePath(pkg: PackageModel, url: SyntaxNode): string | undefined {
  const [first, path] = textPartsOf(pkg, url);
  const host = typeof first === 'string' ? /^https?:\/\/([^/?#:]+)(?::\d+)?$/i.exec(first)?.[1] : undefined;
  if (host === undefined || path === undefined || typeof path === 'string') return undefined;
  const origins = originsOf(pkg, path, { fields: false })?.all ?? [];
  const isPath = origins.every(({ node }) => {
    const text = homeOf(pkg, node).constantOf(node);
    return text?.kind === 'string' && text.parts[0]?.startsWith('/');
  });
  return origins.length > 0 && isPath ? host : undefined;
}
