import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Converter, chooseEncoding, type Encoding } from '../../server/src/lsp/convert.ts';

const document = (text: string): TextDocument => TextDocument.create('file:///a.go', 'go', 1, text);

describe('chooseEncoding', () => {
  test.each([
    [undefined, 'utf-16'],
    [[], 'utf-16'],
    [['utf-8', 'utf-16'], 'utf-16'],
    [['utf-8'], 'utf-8'],
    [['utf-32', 'utf-8'], 'utf-8'],
    [['utf-32'], 'utf-32'],
    [['latin-1'], 'utf-16'],
  ] as const)('%j gives %s', (offered, expected) => {
    expect(chooseEncoding(offered)).toBe(expected);
  });
});

describe('Converter', () => {
  const text = 'a é 中 😀 x\r\nsecond\n';

  test.each([
    ['utf-16', 9],
    ['utf-8', 14],
    ['utf-32', 8],
  ] as const)('counts in %s', (encoding, column) => {
    const converter = new Converter(encoding);
    expect(converter.positionAt(document(text), text.indexOf('x'))).toEqual({ line: 0, character: column });
    expect(converter.offsetAt(document(text), { line: 0, character: column })).toBe(text.indexOf('x'));
  });

  test('a column behind the line is its end, a line behind the text is the end', () => {
    for (const encoding of ['utf-16', 'utf-8', 'utf-32'] as const) {
      const converter = new Converter(encoding);
      expect(converter.offsetAt(document(text), { line: 0, character: 99 })).toBe(text.indexOf('\r'));
      expect(converter.offsetAt(document(text), { line: 99, character: 1 })).toBe(text.length);
    }
  });

  test('every offset between characters survives the way there and back', () => {
    const lines = fc.array(fc.constantFrom('a', '\t', 'é', '中', '😀', '\n', '\r\n'), { maxLength: 40 });
    fc.assert(
      fc.property(lines, fc.constantFrom<Encoding>('utf-16', 'utf-8', 'utf-32'), (parts, encoding) => {
        const converter = new Converter(encoding);
        const target = document(parts.join(''));
        let offset = 0;
        for (const part of parts) {
          expect(converter.offsetAt(target, converter.positionAt(target, offset))).toBe(offset);
          offset += part.length;
        }
      }),
    );
  });
});
