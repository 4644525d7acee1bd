import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { definitionAt } from './definitions.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/** net/http/response.go, Location: `return r.Request.URL.Parse(lv)`, or `return url.Parse(lv)`. */
const PARSES = new Set(['net/url.Parse', 'net/url.URL.Parse', 'net/http.Response.Location']);

/** Methods of a URL that leave it as it is and give no part of it that could be changed. */
const ASKS =
  /^net\/url\.URL\.(?:EscapedFragment|EscapedPath|Hostname|IsAbs|Port|Query|Redacted|RequestURI|String)$/;

/**
 * Whether a text is what `String` of a URL gives that was parsed before and that nobody has changed: it parses again (net/url/url.go:
 * "String reassembles the [URL] into a valid URL string").
 * @param text the expression that is parsed
 */
export function isTextOfParsedUrl(pkg: PackageModel, text: SyntaxNode): boolean {
  const call = unwrapped(text);
  if (call.kind !== 'call_expression') return false;
  const callee = pkg.calleeOf(call);
  if (callee?.id !== 'net/url.URL.String' || !callee.receiver) return false;
  const object = variable(pkg, callee.receiver);
  if (object?.role !== 'local') return false;
  let isParsed = false;
  for (const mention of pkg.referencesTo(object)) {
    const definition = definitionAt(mention);
    if (definition) {
      if (definition === 'unknown' || !definition.value || definition.result !== 0) return false;
      const value = unwrapped(definition.value);
      if (value.kind !== 'call_expression' || !PARSES.has(pkg.calleeOf(value)?.id ?? '')) return false;
      isParsed = true;
    } else if (!isAsked(pkg, mention)) return false;
  }
  return isParsed;
}

/** Whether a mention of a URL compares it, or calls a method that only tells of it. */
function isAsked(pkg: PackageModel, mention: SyntaxNode): boolean {
  const { parent } = mention;
  if (parent?.kind === 'binary_expression') return true;
  const call = parent?.kind === 'selector_expression' ? parent.parent : undefined;
  if (call?.kind !== 'call_expression' || parent!.fieldName !== 'function') return false;
  return ASKS.test(pkg.calleeOf(call)?.id ?? '');
}
