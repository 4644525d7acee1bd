import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyAssigned } from './channel-syntax.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** Who a URL names, as far as the source says. */
export interface UrlHost {
  /** Undefined where the scheme is a part of what an expression holds. */
  readonly scheme: 'http' | 'https' | undefined;
  /** Host and port where both are written. */
  readonly text: string | undefined;
  /** The host alone where it is written, whoever decides the port. */
  readonly name: string | undefined;
  /** The expressions that decide the host, in the package of the URL: it is the same as long as they are. */
  readonly held: readonly SyntaxNode[];
}

const MOST_DEPTH = 6;
const VERB = /%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]/;

/**
 * The host of `"http://cart:8080/" + id`, `fmt.Sprintf("http://%s/%s", addr, id)`, `base + "/carts"`, also through variables
 * that get one value.
 * @returns undefined for what is not known to be a URL with a host
 */
export function hostOf(pkg: PackageModel, url: SyntaxNode): UrlHost | undefined {
  const [first, ...others] = joined(partsOf(pkg, url, 0));
  if (first === undefined) return undefined;
  // a path or a query is all that can be put behind an address
  if (typeof first !== 'string')
    return { scheme: undefined, text: undefined, name: undefined, held: [first] };
  const scheme = /^(https?):\/\//i.exec(first);
  if (!scheme) return undefined;
  let text = '';
  let name: string | undefined;
  const held: SyntaxNode[] = [];
  for (const part of [first.slice(scheme[0].length), ...others]) {
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
    scheme: scheme[1]!.toLowerCase() === 'http' ? 'http' : 'https',
    text: isWhole ? text : undefined,
    name,
    held,
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

type Part = string | SyntaxNode;

/** The texts and expressions that a string is put together of, in their order. */
function partsOf(pkg: PackageModel, expression: SyntaxNode, depth: number): readonly Part[] {
  const node = unwrapped(expression);
  const constant = pkg.constantOf(node);
  if (constant?.kind === 'string' && !constant.parts.includes(undefined)) return [constant.parts.join('')];
  if (depth > MOST_DEPTH) return [node];
  const inner = (part: SyntaxNode): readonly Part[] => partsOf(pkg, part, depth + 1);
  switch (node.kind) {
    case 'binary_expression': {
      const [left, right] = [node.field('left'), node.field('right')];
      return left && right && node.field('operator')?.text === '+'
        ? [...inner(left), ...inner(right)]
        : [node];
    }
    case 'call_expression': {
      const id = pkg.calleeOf(node)?.id;
      const [first, ...others] = node.field('arguments')?.namedChildren ?? [];
      if (id === 'net/url.JoinPath' && first) return [...inner(first), '/'];
      return id === 'fmt.Sprintf' && first ? (formatted(pkg, first, others, inner) ?? [node]) : [node];
    }
    case 'identifier': {
      const object = variable(pkg, node);
      const value = object?.role === 'local' ? onlyAssigned(pkg, object) : undefined;
      return value ? inner(value) : [node];
    }
    default:
      return [node];
  }
}

function formatted(
  pkg: PackageModel,
  format: SyntaxNode,
  values: readonly SyntaxNode[],
  inner: (part: SyntaxNode) => readonly Part[],
): readonly Part[] | undefined {
  const constant = pkg.constantOf(format);
  if (constant?.kind !== 'string' || constant.parts.includes(undefined)) return undefined;
  const found: Part[] = [];
  let rest = constant.parts.join('');
  let next = 0;
  for (let verb = VERB.exec(rest); verb; verb = VERB.exec(rest)) {
    found.push(rest.slice(0, verb.index));
    rest = rest.slice(verb.index + verb[0].length);
    if (verb[0].endsWith('%')) {
      found.push('%');
      continue;
    }
    const value = values[next++];
    if (!value) return undefined;
    if (/[sv]$/.test(verb[0])) found.push(...inner(value));
    else found.push(value);
  }
  return rest.includes('%') ? undefined : [...found, rest];
}

/** Texts that stand side by side as one; empty ones left out. */
function joined(parts: readonly Part[]): readonly Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') found[found.length - 1] = last + part;
    else found.push(part);
  }
  return found;
}
