import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { textPartsOf } from './text-parts.ts';

/** Who a URL names, as far as the source says. */
export interface UrlHost {
  /** Undefined where an expression holds the scheme, alone or with more. */
  readonly scheme: 'http' | 'https' | undefined;
  /** Host and port where both are written. */
  readonly text: string | undefined;
  /** The host alone where it is written, whoever decides the port. */
  readonly name: string | undefined;
  /** The expressions that decide scheme and host, in the package of the URL: they are the same as long as those are. */
  readonly held: readonly SyntaxNode[];
}

/**
 * The host of `"http://cart:8080/" + id`, `scheme + "://cart"`, `fmt.Sprintf("http://%s/%s", addr, id)`, `base + "/carts"`, also through variables
 * that get one value.
 * @returns undefined for what is not known to be a URL with a host
 */
export function hostOf(pkg: PackageModel, url: SyntaxNode): UrlHost | undefined {
  const [first, ...others] = textPartsOf(pkg, url);
  if (first === undefined) return undefined;
  const [second] = others;
  const isSchemeHeld = typeof first !== 'string' && typeof second === 'string' && second.startsWith('://');
  // else a path or a query is all that can be put behind an address
  if (typeof first !== 'string' && !isSchemeHeld)
    return { scheme: undefined, text: undefined, name: undefined, held: [first] };
  const written = typeof first === 'string' ? /^(https?):\/\//i.exec(first) : undefined;
  if (written === null) return undefined;
  const parts = written ? [written.input.slice(written[0].length), ...others] : [...others];
  if (isSchemeHeld) parts[0] = second.slice('://'.length);
  let text = '';
  let name: string | undefined;
  const held: SyntaxNode[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      const [host = ''] = part.split(/[/?#]/);
      text += host;
      if (host.length < part.length) break;
    } else {
      if (held.length === 0 && /[^:]:\d+$/.test(text)) break; // what follows a port is a path
      if (held.length === 0 && text.endsWith(':')) name = text.slice(0, -1);
      held.push(part);
    }
  }
  if (text === '' && held.length === 0) return undefined;
  const isWhole = held.length === 0;
  if (isWhole) name = text.replace(/:\d*$/, '');
  return {
    scheme: written ? (written[1]!.toLowerCase() === 'http' ? 'http' : 'https') : undefined,
    text: isWhole ? text : undefined,
    name,
    held: typeof first === 'string' ? held : [first, ...held],
  };
}

/**
 * What a host is, written as in a URL. `own`: this machine, or an address, which nobody looks up. `service`: a name of a
 * Kubernetes service (kubernetes.io, DNS for Services and Pods: `my-svc.my-namespace.svc.cluster-domain.example`) or of
 * Consul (`redis.service.dc1.consul`), behind which addresses come and go. `name`: any other name.
 */
export type HostKind = 'own' | 'service' | 'name';

const OWN = /^(?:(?:.+\.)?localhost|\d+(?:\.\d+){3}|\[[0-9a-f:.%]+\])$/i;
const SERVICE = /\.svc(?:\.[\w.-]+)?$|\.service\.(?:[\w-]+\.)?consul$/i;

/** @param host a host without a port */
export function kindOfHost(host: string): HostKind {
  if (OWN.test(host)) return 'own';
  return SERVICE.test(host) ? 'service' : 'name';
}
