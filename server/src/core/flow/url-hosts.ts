import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { textPartsOf } from './text-parts.ts';

/** Who a URL names, as far as the source says. */
export interface UrlHost {
  /** Undefined where the scheme is a part of what an expression holds. */
  readonly scheme: 'http' | 'https' | undefined;
  /** Host and port where both are written. */
  readonly text: string | undefined;
  /** The expressions that decide the host, in the package of the URL: it is the same as long as they are. */
  readonly held: readonly SyntaxNode[];
}

/**
 * The host of `"http://cart:8080/" + id`, `fmt.Sprintf("http://%s/%s", addr, id)`, `base + "/carts"`, also through variables
 * that get one value.
 * @returns undefined for what is not known to be a URL with a host
 */
export function hostOf(pkg: PackageModel, url: SyntaxNode): UrlHost | undefined {
  const [first, ...others] = textPartsOf(pkg, url);
  if (first === undefined) return undefined;
  // a path or a query is all that can be put behind an address
  if (typeof first !== 'string') return { scheme: undefined, text: undefined, held: [first] };
  const scheme = /^(https?):\/\//i.exec(first);
  if (!scheme) return undefined;
  let text = '';
  const held: SyntaxNode[] = [];
  for (const part of [first.slice(scheme[0].length), ...others]) {
    if (typeof part === 'string') {
      const [host = ''] = part.split(/[/?#]/);
      text += host;
      if (host.length < part.length) break;
    } else {
      if (held.length === 0 && /[^:]:\d+$/.test(text)) break; // what follows a port is a path
      held.push(part);
    }
  }
  if (text === '' && held.length === 0) return undefined;
  const name = scheme[1]!.toLowerCase() === 'http' ? 'http' : 'https';
  return { scheme: name, text: held.length === 0 ? text : undefined, held };
}
