import { expect, test } from 'vitest';
import { openGo, parseGo } from '../../server/src/core/syntax/newer-go.ts';
import { ParseFailure } from '../../server/src/core/syntax/parser.ts';
import { findingsIn, lineOf, parser } from '../harness/program.ts';
import { differenceBetween } from './oracle.ts';

const SOURCE = 'package p\n\nfunc f(a, b int) string {\n\treturn "中" // 😀\n}\n';

test('nodes: one object per node, offsets into the text, fields, ancestors', () => {
  const tree = parser.parse(SOURCE);
  const literal = [...tree.root.descendants('interpreted_string_literal')][0]!;
  expect(literal.text).toBe('"中"');
  expect(literal).toBe(tree.nodeAt(literal.start, literal.end));
  expect(literal.parent!.children).toContain(literal);
  const fn = literal.ancestor('function_declaration')!;
  expect(fn.field('name')!.text).toBe('f');
  expect(
    fn
      .field('parameters')!
      .firstNamedChild!.fieldAll('name')
      .map((name) => name.text),
  ).toEqual(['a', 'b']);
  expect(fn.contains(literal)).toBe(true);
  expect(literal.contains(fn)).toBe(false);
  expect(fn.contains(fn)).toBe(true);
  const comment = [...tree.root.descendants('comment')][0]!;
  expect(comment.text).toBe('// 😀');
  expect(comment.isExtra).toBe(true);
  expect(comment.parent!.namedChildren).not.toContain(comment);
  for (const node of tree.root.descendants()) {
    if (node.parent) expect(node.parent.contains(node)).toBe(true);
    expect(node.start).toBeLessThanOrEqual(node.end);
    if (node.nextSibling) expect(node.nextSibling.parent).toBe(node.parent);
  }
});

test('a text that is too large is refused, and the next one is parsed', () => {
  expect(() => parser.parse(' '.repeat((1 << 28) + 1))).toThrow(ParseFailure);
  expect(parser.parse(SOURCE).root.hasError).toBe(false);
});

test('a large text gives its memory back and leaves the parser as it was', () => {
  const large = `package p\n\n${'var x = 1 // 一些文字\n'.repeat(80_000)}`;
  const tree = parser.parse(large);
  expect(tree.root.hasError).toBe(false);
  expect(tree.root.end).toBe(large.length);
  expect(differenceBetween(parser.parse(SOURCE), parser.parse(SOURCE))).toBeUndefined();
});

test('thousands of parses and open documents do not exhaust the wasm', () => {
  const open = Array.from({ length: 50 }, () => parser.open(SOURCE));
  for (let round = 0; round < 3_000; round++) parser.parse(SOURCE);
  for (const document of open) {
    document.edit([{ start: 0, oldEnd: 0, newText: '// x\n' }]);
    expect(document.tree.text.startsWith('// x\n')).toBe(true);
    document.dispose();
    document.dispose();
  }
});

test('an edit of a document that was disposed of still parses', () => {
  const document = parser.open(SOURCE);
  document.dispose();
  const tree = document.edit([{ start: 0, oldEnd: 0, newText: '// x\n' }]);
  expect(differenceBetween(tree, parser.parse(`// x\n${SOURCE}`))).toBeUndefined();
  document.dispose();
});

/** Syntax by the version of Go that brought it; each must be judged as any other code. */
const NEWER: Readonly<Record<string, string>> = {
  '1.18 type parameters': 'func g[T any, U ~int | ~string](t T, u ...U) (T, error) { return t, nil }',
  '1.18 generic types':
    'type list[T interface{ comparable; String() string }] struct { head *node[T]; all []T }\ntype node[T any] struct{}',
  '1.18 instantiation': 'var g = pair[string, int]{a: "x"}\ntype pair[A, B any] struct { a A; b B }',
  '1.18 embedded constraint': 'type number interface { ~int | ~float64; comparable }',
  '1.20 slice to array': 'var a = [4]byte([]byte("abcd"))',
  '1.21 builtins': 'func g() { clear(map[int]int{}); _ = min(1, 2); _ = max(1, 2) }',
  '1.22 range over an integer': 'func g() { for i := range 10 { _ = i }; for range 3 {} }',
  '1.23 range over a function':
    'func g(seq func(yield func(int, string) bool)) { for i, s := range seq { _, _ = i, s } }',
  '1.24 generic alias': 'type set[T comparable] = map[T]struct{}',
  '1.26 new of a value':
    'func g(x int) { _ = new(x + 1); _ = new("text"); _ = new(f2(1)); _ = &struct{ p *int }{new(3)} }\nfunc f2(n int) int { return n }',
  '1.26 new of an element':
    'func g(x []struct{ n int }, m [][]int, y struct{ a struct{ b int } }, i int) { _ = new(x[0]); _ = new(x[i].n); _ = new(m[i][0x1]); _ = new(y.a.b); _ = new([4]int); _ = new(chan [4]int); _ = new(map[string][2]int) }',
  '1.26 self-referential constraint': 'type adder[A adder[A]] interface { Add(A) A }',
  '1.27 type parameters of methods':
    'type t struct{}\nfunc (t) m[K comparable, V any](k K, v V) V { return v }\nfunc (r *t) n[K any]() { r.n[K]() }',
};

const LEAK = `package p

import "net/http"

func leak(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`;

test.each(Object.entries(NEWER))('Go %s is read, and the code around it is judged', (_, declaration) => {
  const source = `${LEAK}\n${declaration}\n`;
  const tree = parseGo(parser, source);
  expect(tree.text).toBe(source);
  const errors = [...tree.root.descendants()].filter((node) => node.isError || node.isMissing);
  expect(errors.map((node) => `${node} ${node.text}`)).toEqual([]);
  expect(findingsIn(source, { rules: ['http-body-not-closed'] }).map(lineOf)).toEqual([6]);
  const document = openGo(parser, LEAK);
  document.edit([{ start: LEAK.length, oldEnd: LEAK.length, newText: `\n${declaration}\n` }]);
  expect(differenceBetween(document.tree, tree)).toBeUndefined();
  document.dispose();
});

test('newer syntax inside a function does not keep it from being judged', () => {
  const source = LEAK.replace('\treturn resp', '\t_ = new(resp.StatusCode + 1)\n\treturn resp');
  expect(findingsIn(source, { rules: ['http-body-not-closed'] }).map(lineOf)).toEqual([6]);
});
