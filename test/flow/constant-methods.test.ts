import { expect, test } from 'vitest';
import { isRuledOut } from '../../server/src/core/flow/constant-methods.ts';
import { fileOf } from '../harness/program.ts';

/** Whether the call of `s.Open()` in a body never runs the method of a type whose `IsOpen` is this. */
function isNeverRun(body: string, isOpen = 'return true'): boolean {
  const { file, pkg } = fileOf(`package p

type store interface { IsOpen() bool; Open() error }
type memory struct{ open bool }
func (m *memory) IsOpen() bool { ${isOpen} }
func (m *memory) Open() error { return nil }

func f(s, other store, p bool) {
${body}
}
`);
  expect(file.tree.root.hasError, body).toBe(false);
  const node = [...file.tree.root.descendants('call_expression')].find(({ text }) => text === 's.Open()')!;
  const method = file.functions.find(
    ({ node: { kind }, name }) =>
      kind === 'method_declaration' && /Open$/.test(name) && !/IsOpen$/.test(name),
  )!;
  return isRuledOut({ pkg, node }, pkg, method);
}

test.each([
  ['behind the other answer', 'if !s.IsOpen() { s.Open() }', true],
  ['behind its own answer', 'if s.IsOpen() { s.Open() }', false],
  ['in the other branch', 'if s.IsOpen() { return } else { s.Open() }', true],
  ['behind a return', 'if s.IsOpen() { return }; s.Open()', true],
  ['behind a branch that goes on', 'if s.IsOpen() { p = true }; s.Open()', false],
  ['with another condition', 'if p && !s.IsOpen() { s.Open() }', true],
  ['of another value', 'if !other.IsOpen() { s.Open() }', false],
  ['nothing is asked', 's.Open()', false],
])('%s', (_what, body, expected) => {
  expect(isNeverRun(body)).toBe(expected);
});

test('a method that looks before it answers may say either', () => {
  expect(isNeverRun('if !s.IsOpen() { s.Open() }', 'return m.open')).toBe(false);
});
