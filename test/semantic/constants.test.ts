import { expect, test } from 'vitest';
import type { Constant } from '../../server/src/core/semantic/model.ts';
import { fileOf } from '../harness/program.ts';

function text(constant: Constant | undefined): string {
  if (!constant) return '?';
  return constant.kind === 'string'
    ? `"${constant.parts.map((part) => part ?? '…').join('')}"`
    : `${constant.kind} ${constant.value}`;
}

/** The folded value of the expression in `_ = expression` at the end of a function. */
function folded(expression: string, body = '', top = ''): string {
  const source = `package p\n\nimport (\n"fmt"\n"time"\n)\n\n${top}\n\nfunc test(param string) {\n${body}\n_ = ${expression}\n}\n`;
  const { file, pkg } = fileOf(source);
  expect(file.tree.root.hasError, source).toBe(false);
  const last = [...file.tree.root.descendants('assignment_statement')].at(-1)!;
  return text(pkg.constantOf(last.field('right')!.firstNamedChild!));
}

test.each([
  // literals
  ['"a\\tb\\x41\\u4e2d"', '"a\tbA中"'],
  ['`raw\\n`', '"raw\\n"'],
  ['0x_ff', 'int 255'],
  ['0b101', 'int 5'],
  ['0o17', 'int 15'],
  ['017', 'int 15'],
  ['1_000', 'int 1000'],
  ["'a'", 'int 97'],
  ["'\\n'", 'int 10'],
  ['1.5e3', 'float 1500'],
  ['true', 'bool true'],
  ['!false', 'bool true'],
  // arithmetic
  ['7 / 2', 'int 3'],
  ['-7 / 2', 'int -3'],
  ['-7 % 3', 'int -1'],
  ['7 / 2.0', 'float 3.5'],
  ['1 << 10', 'int 1024'],
  ['6 &^ 2', 'int 4'],
  ['6 ^ 3', 'int 5'],
  ['1 / 0', '?'],
  ['1 << 100000', '?'],
  ['(2 + 3) * 4', 'int 20'],
  // durations and conversions
  ['5 * time.Second', 'int 5000000000'],
  ['time.Minute + 30*time.Second', 'int 90000000000'],
  ['time.Duration(1.5 * float64(time.Second))', 'int 1500000000'],
  ['time.Duration(3)', 'int 3'],
  ['float64(3) / 2', 'float 1.5'],
  ['int64(2.0)', 'int 2'],
  ['string("x")', '"x"'],
  ['string(rune(65))', '?'],
  // strings
  ['"a" + "b" + "c"', '"abc"'],
  ['"a" + param + "c"', '"a…c"'],
  ['fmt.Sprintf("%s:%d/%v", "h", 80, "db")', '"h:80/db"'],
  ['fmt.Sprintf("%s@tcp(%s)/?x=%d%%", param, "h", 1)', '"…@tcp(h)/?x=1%"'],
  ['fmt.Sprintf("%5d|%x|%q", 1, 2, "s")', '"…|…|…"'],
  ['fmt.Sprintf("%[2]s %[1]s", "a", "b")', '"b a"'],
  ['fmt.Sprintf("%*d %s", 3, 4, "x")', '"… x"'],
  ['fmt.Sprintf(param, 1)', '?'],
  ['fmt.Sprintf("%v", time.Second)', '"…"'],
  ['fmt.Sprint("x")', '?'],
  ['fmt.Errorf("x")', '?'],
])('%s folds to %s', (expression, value) => {
  expect(folded(expression)).toBe(value);
});

test('declared constants, iota, repetition and other files', () => {
  const top = `const (
	a = iota
	b
	_
	d
	e = 1 << iota
	f
	g, h = iota * 10, "s"
	i, j
)

const typed time.Duration = 3 * time.Second

type level int

const (
	low level = iota + 1
	high
)
`;
  const values = Object.fromEntries(
    'a b d e f g h i j typed low high'.split(' ').map((name) => [name, folded(name, '', top)]),
  );
  expect(values).toEqual({
    a: 'int 0',
    b: 'int 1',
    d: 'int 3',
    e: 'int 16',
    f: 'int 32',
    g: 'int 60',
    h: '"s"',
    i: 'int 70',
    j: '"s"',
    typed: 'int 3000000000',
    low: 'int 1',
    high: 'int 2',
  });
});

test('variables fold only while they surely hold one value', () => {
  expect(folded('x', 'x := "one"')).toBe('"one"');
  expect(folded('x', 'var x = "one" + "two"')).toBe('"onetwo"');
  expect(folded('x', 'x := "one"\nx = "two"')).toBe('?');
  expect(folded('x', 'x := "one"\nx += param')).toBe('?');
  expect(folded('x', 'x := 1\nx++')).toBe('?');
  expect(folded('x', 'x := "one"\nfmt.Sscan(param, &x)')).toBe('?');
  expect(folded('x', 'x := "one"\nfunc() { x = "two" }()')).toBe('?');
  expect(folded('x', 'x, y := "one", 2\n_ = y')).toBe('"one"');
  expect(folded('x', 'for x := range 3 { _ = x }\nx := 1')).toBe('int 1');
  expect(folded('x', 'var x string\nif param == "" { x = "later" }')).toBe('?');
  expect(folded('x', 'var x string\nx = "always"')).toBe('"always"');
  expect(folded('param', '')).toBe('?');
  expect(folded('Exported', '', 'var Exported = "x"')).toBe('?');
  expect(folded('own', '', 'var own = "x"')).toBe('"x"');
  expect(folded('own', '', 'var own = "x"\nfunc init() { own = "y" }')).toBe('?');
});

test('what needs itself is unknown', () => {
  expect(folded('a', '', 'const a = b\nconst b = a')).toBe('?');
  expect(folded('x', '', 'var x = "a" + x')).toBe('"a…"');
});
