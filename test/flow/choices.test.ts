import { expect, test } from 'vitest';
import { choiceOf } from '../../server/src/core/flow/choices.ts';
import { fileOf } from '../harness/program.ts';

/** What decides that the call `use()` runs. */
function choiceIn(source: string, name = 'p', go = 'module example.com/m\n\ngo 1.22\n'): string {
  const text = `package ${name}\n${source}\n`;
  const { pkg, file } = fileOf({ 'go.mod': go, 'p/p.go': text });
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'use',
  )!;
  return choiceOf(pkg, call);
}

const inside = (body: string, top = '') =>
  `${top}\ntype opts struct { on bool; mode string; level level; port int }\ntype level int\nconst verbose level = 1\nfunc use() int { return 0 }\nfunc f(o opts, err error, p *int, m map[string]bool) int {\n${body}\nreturn 0\n}`;

test.each([
  ['always', 'use()', 'none'],
  ['an option', 'if o.on { use() }', 'chosen'],
  ['its opposite', 'if !o.on { return 1 } else { use() }', 'chosen'],
  ['an option among others', 'if err == nil && o.on { use() }', 'chosen'],
  ['an error', 'if err != nil { return 1 }\nuse()', 'none'],
  ['a nil', 'if p != nil { use() }', 'none'],
  ['a look-up', 'if v, ok := m["x"]; ok { _ = v; use() }', 'none'],
  ['a mode', 'if o.mode == "insecure" { use() }', 'chosen'],
  ['a mode of a switch', 'switch o.mode {\ncase "a": use()\n}', 'chosen'],
  ['the rest of a switch', 'switch o.mode {\ncase "a": return 1\ndefault: use()\n}', 'chosen'],
  ['a named number', 'if o.level == verbose { use() }', 'chosen'],
  ['a plain number', 'if o.port == 636 { use() }', 'perhaps'],
  ['an empty text', 'if o.mode == "" { use() }', 'perhaps'],
  ['a variable of an option', 'on := o.on\nif on { use() }', 'chosen'],
  ['another way to leave', 'if !o.on { return 1 }\nuse()', 'chosen'],
  ['an option after it', 'use()\nif !o.on { return 1 }', 'none'],
  ['in a literal', 'g := func() { use() }\nif o.on { g() }', 'none'],
  ['a literal under an option', 'if o.on { func() { use() }() }', 'chosen'],
])('%s', (_, body, expected) => {
  expect(choiceIn(inside(body))).toBe(expected);
});

test.each([
  ['is given', 'if os.Getenv("X") != "" { use() }', 'chosen'],
  ['has a length', 'if len(os.Getenv("X")) > 0 { use() }', 'chosen'],
  ['is in a variable', 'v := os.Getenv("X")\nif v != "" { use() }', 'chosen'],
  ['is not missing', 'if v := os.Getenv("X"); v == "" { return 1 }\nuse()', 'chosen'],
  ['is missing', 'if os.Getenv("X") == "" { use() }', 'perhaps'],
  ['is not given', 'if os.Getenv("X") != "" { return 1 }\nuse()', 'perhaps'],
])('a variable of the environment that %s', (_, body, expected) => {
  expect(choiceIn(inside(body, 'import "os"'))).toBe(expected);
});

test('what every caller asks first is chosen, and what one does not is not', () => {
  const callee = 'func use() {}\nfunc it() { use() }\n';
  expect(choiceIn(`${callee}func f(on bool) { if on { it() } }`)).toBe('chosen');
  expect(choiceIn(`${callee}func f(on bool) { if on { it() }\nit() }`)).toBe('none');
});

test('an exported function of a library may be chosen by whoever imports it; of a program it is not', () => {
  expect(choiceIn('func use() {}\nfunc It() { use() }')).toBe('perhaps');
  expect(choiceIn('func use() {}\nfunc It() { use() }\nfunc main() {}', 'main')).toBe('none');
});

test('a function that only calls itself ends', () => {
  expect(choiceIn('func use() {}\nfunc it(on bool) { use()\nif on { it(on) } }')).toBe('chosen');
});
