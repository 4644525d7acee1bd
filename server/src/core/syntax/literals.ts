const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * Value of a Go string literal as written in source, quotes included (https://go.dev/ref/spec#String_literals).
 * Byte escapes above 0x7f become the code unit of that number. Undefined for what is no complete literal.
 */
export function stringValue(source: string): string | undefined {
  if (source.length >= 2 && source.startsWith('`') && source.endsWith('`')) {
    return source.slice(1, -1).replaceAll('\r', '');
  }
  if (source.length < 2 || !source.startsWith('"') || !source.endsWith('"')) return undefined;
  return unescaped(source.slice(1, -1));
}

/** Code point of a rune literal as written in source, quotes included. */
export function runeValue(source: string): number | undefined {
  if (source.length < 3 || !source.startsWith("'") || !source.endsWith("'")) return undefined;
  return unescaped(source.slice(1, -1))?.codePointAt(0);
}

function unescaped(body: string): string | undefined {
  if (!body.includes('\\')) return body;
  let failed = false;
  const value = body.replaceAll(
    /\\(?:([abfnrtv\\'"])|([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|[\s\S]|$)/g,
    (whole, simple?: string, octal?: string, hex?: string, small?: string, large?: string) => {
      if (simple !== undefined) return SIMPLE_ESCAPES[simple]!;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      const digits = hex ?? small ?? large;
      const point = digits === undefined ? -1 : Number.parseInt(digits, 16);
      if (point < 0 || point > 0x10ffff) {
        failed = true;
        return whole;
      }
      return String.fromCodePoint(point);
    },
  );
  return failed ? undefined : value;
}

/** Value of an integer literal, with prefixes and `_`; undefined when it is none. */
export function intValue(source: string): bigint | undefined {
  const digits = source.replaceAll('_', '').toLowerCase();
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`);
  return /^(0x[\da-f]+|0b[01]+|0o[0-7]+|\d+)$/.test(digits) ? BigInt(digits) : undefined;
}

/** Value of a decimal floating-point literal; undefined for hexadecimal ones. */
export function floatValue(source: string): number | undefined {
  const digits = source.replaceAll('_', '');
  const value = Number(digits);
  return /^[\d.]/.test(digits) && !/^0[xX]/.test(digits) && Number.isFinite(value) ? value : undefined;
}
