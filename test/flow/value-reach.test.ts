import { expect, test } from 'vitest';
import { reachOfValue } from '../../server/src/core/flow/value-reach.ts';
import { fileOf } from '../harness/program.ts';

/** Whether the value of the call of `make()` ends with the functions that use it, and the methods that are called on it. */
function reach(body: string, through: boolean): string {
  const text = `package p\n\nimport "example.org/lib"\n\nvar kept lib.Config\nfunc make() lib.Config { return lib.Config{} }\nfunc f() {\n${body}\n}\n`;
  const { pkg, file } = fileOf(text);
  expect(file.tree.root.hasError, text).toBe(false);
  const call = [...file.tree.root.descendants('call_expression')].find(
    (each) => each.field('function')?.text === 'make',
  )!;
  const follows = (id: string) => (id.startsWith('example.org/lib.New') ? 0 : undefined);
  const { isConfined, selections } = reachOfValue(pkg, call, through ? follows : undefined);
  return [isConfined ? 'ends' : 'lives on', ...selections.map((each) => each.field('field')!.text)].join(' ');
}

test.each([
  ['a client made of it', 'c := make()\nlib.NewClient(c).Get()', true, 'ends Get'],
  [
    'the same, and nobody says what the client keeps',
    'c := make()\nlib.NewClient(c).Get()',
    false,
    'lives on',
  ],
  ['a client that is kept', 'c := make()\nkept = lib.NewClient(c)', true, 'lives on'],
  ['what is made of it and put into it', 'c := make()\nc.Keys = lib.NewKeys(c)', true, 'ends Keys'],
  ['a foreign function', 'c := make()\nlib.Register(c)', true, 'lives on'],
])('%s', (_, body, through, expected) => {
  expect(reach(body, through)).toBe(expected);
});
