import type { Finding } from './finding.ts';

/**
 * Fingerprints that survive moved lines: rule, enclosing function and the line's tokens without white space, plus an
 * ordinal among equals. Input in source order; one 16-digit hexadecimal string per finding.
 */
export function fingerprints(
  entries: readonly { finding: Omit<Finding, 'fingerprint'>; text: string }[],
): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ finding, text }) => {
    const at = finding.place.startOffset;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replaceAll(/\s+/g, '');
    const key = `${finding.rule}\0${finding.function}\0${line}`;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return fnv1a64(`${key}\0${ordinal}`);
  });
}

/** FNV-1a, 64 bits, over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
