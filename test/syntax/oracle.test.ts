import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { SyntaxTree } from '../../server/src/core/syntax/tree.ts';
import { fixtureCases } from '../harness/fixtures.ts';
import { parser } from '../harness/program.ts';
import { differenceBetween, differenceFromOracle, SAME_RUNTIME } from './oracle.ts';

/** A folder with any number of Go files to compare as well: ORACLE_DIR=/usr/local/go/src. */
const FOLDER = process.env.ORACLE_DIR;

const PLAIN = `package p

import "fmt"

// Greet says hello.
func Greet(name string) (string, error) {
	if name == "" {
		return "", fmt.Errorf("empty %q", name)
	}
	defer func() { _ = recover() }()
	for i := range 10 {
		select {
		case <-done:
		default:
		}
	}
	return "hello " + name, nil
}

type T[K comparable, V any] struct {
	m map[K]V \`json:"m"\`
}
`;

const NASTY: Readonly<Record<string, string>> = {
  empty: '',
  'one newline': '\n',
  'no package clause': 'func f() {}\n',
  'only a comment': '// nothing',
  'no newline at the end': 'package p\nvar x = 1',
  'CR LF': PLAIN.replaceAll('\n', '\r\n'),
  'mixed ends of line': PLAIN.replaceAll('\n}', '\r\n}'),
  'byte order mark': `\uFEFF${PLAIN}`,
  'byte order mark in the middle': PLAIN.replace('func', '\uFEFFfunc'),
  'emoji and Chinese': PLAIN.replace('hello ', '👩‍👩‍👧 你好，世界 ').replace('Greet says', '问候 🎉'),
  'Chinese identifiers':
    'package p\n\nvar 名字, größe = 1, "𝔘"\n\nfunc 问候(名 string) string { return 名 }\n',
  'lone surrogate': 'package p\n\nvar s = "\uD83D"\nvar t = `\uDE00`\n',
  'NUL inside': 'package p\n\nvar s = "a\0b"\n',
  'raw strings over lines': 'package p\n\nvar s = `a\r\n\tb\n`\n',
  'half a statement': 'package p\n\nfunc f() {\n\tresp, err := http.Get(\n}\n\nfunc g() { return }\n',
  'unclosed brace': 'package p\n\nfunc f() {\n\tif x {\n\n',
  'unclosed string': 'package p\n\nvar s = "abc\n\nfunc f() {}\n',
  'not Go at all': '<html><body onload="x()">&nbsp;</body></html>\n',
  'binary junk': String.fromCharCode(...Array.from({ length: 600 }, (_, index) => (index * 7919) % 256)),
  'missing tokens': 'package p\n\nfunc f( {\n\tfor i := 0; i < ; i++ {\n\t}\n\tx :=\n}\n',
  'deep parentheses': `package p\n\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`,
  'deep unclosed parentheses': `package p\n\nvar x = ${'('.repeat(20_000)}\n`,
  'deep blocks': `package p\n\nfunc f() ${'{'.repeat(5_000)}${'}'.repeat(5_000)}\n`,
  'long else-if': `package p\n\nfunc f(x int) {\n\tif x == 0 {\n\t}${Array.from({ length: 2_000 }, (_, index) => ` else if x == ${index} {\n\t}`).join('')}\n}\n`,
  'long sum': `package p\n\nvar x = ${'1 + '.repeat(10_000)}1\n`,
  'newer Go': 'package p\n\nvar p = new(1 + 2)\n\nfunc (t T) M[K any](k K) {}\n',
};

function expectLikeOracle(tree: SyntaxTree, where?: string): void {
  if (SAME_RUNTIME || !tree.root.hasError) expect(differenceFromOracle(tree), where).toBeUndefined();
}

if (process.env.CI === 'true') {
  test('the oracle has the runtime of our wasm, so that trees with errors are compared too', () => {
    expect(SAME_RUNTIME).toBe(true);
  });
}

describe('every field of every node equals web-tree-sitter', () => {
  test.each(Object.entries(NASTY))('%s', (_, text) => {
    expectLikeOracle(parser.parse(text));
  });

  test('fixtures and examples', () => {
    const texts = new Map<string, string>();
    for (const fixture of fixtureCases())
      for (const [path, text] of Object.entries(fixture.sources))
        if (path.endsWith('.go')) texts.set(`${fixture.folder}/${path}`, text);
    for (const rule of RULES)
      for (const [kind, text] of Object.entries(rule.meta.example))
        texts.set(`${rule.meta.name} ${kind}`, text);
    expect(texts.size).toBeGreaterThan(0);
    for (const [path, text] of texts) expectLikeOracle(parser.parse(text), path);
  });

  if (FOLDER)
    test(`files below ${FOLDER}`, { timeout: 3_600_000 }, () => {
      const differing: string[] = [];
      let files = 0;
      let nodes = 0;
      for (const entry of readdirSync(FOLDER!, { withFileTypes: true, recursive: true })) {
        if (!entry.isFile() || !entry.name.endsWith('.go')) continue;
        const path = join(entry.parentPath, entry.name);
        const tree = parser.parse(readFileSync(path, 'utf8'));
        files++;
        nodes += tree.nodeCount;
        const difference = differenceFromOracle(tree);
        if (difference) differing.push(`${path}: ${difference}`);
      }
      console.log(`oracle: ${files} files, ${nodes} nodes below ${FOLDER}, ${differing.length} files differ`);
      expect(files).toBeGreaterThan(0);
      expect(differing.join('\n')).toBe('');
    });
});

describe('a document edited step by step equals a fresh parse', () => {
  const snippet = fc.oneof(
    fc.constantFrom(
      '',
      '{',
      '}',
      '(',
      ')',
      '"',
      '`',
      '\n',
      '\r\n',
      '//',
      '/*',
      '*/',
      'func f() {\n}\n',
      'return',
      ':= ',
      ',',
      'if x {',
      'defer c()',
      '名字',
      '😀',
      '\t',
      'select {\ncase <-a:\n}',
      '[T any]',
      'package q\n',
      '\uFEFF',
    ),
    fc.string({ maxLength: 6, unit: 'grapheme' }),
  );
  const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), snippet), {
    minLength: 1,
    maxLength: 12,
  });
  const bases = [
    PLAIN,
    NASTY['CR LF']!,
    NASTY['emoji and Chinese']!,
    NASTY['half a statement']!,
    '',
    ...RULES.map((rule) => rule.meta.example.bad),
  ];

  test('random edits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bases), edits, fc.boolean(), (base, changes, together) => {
        const document = parser.open(base);
        try {
          let text = base;
          const batch = changes.map(([at, length, newText]) => {
            const start = Math.floor(at * text.length);
            const oldEnd = Math.min(text.length, start + length);
            text = text.slice(0, start) + newText + text.slice(oldEnd);
            const change = { start, oldEnd, newText };
            if (!together) {
              expect(differenceBetween(document.edit([change]), parser.parse(text))).toBeUndefined();
            }
            return change;
          });
          if (together) document.edit(batch);
          expect(document.tree.text).toBe(text);
          expect(differenceBetween(document.tree, parser.parse(text))).toBeUndefined();
          expectLikeOracle(document.tree);
        } finally {
          document.dispose();
        }
      }),
      { seed: 20_240_601, numRuns: 300 },
    );
  });
});
