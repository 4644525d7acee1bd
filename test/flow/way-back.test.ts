import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { isMadeHere, iterationsOf } from '../../server/src/core/flow/list-sizes.ts';
import { leadsBack } from '../../server/src/core/flow/way-back.ts';
import { fileOf, type OneFile } from '../harness/program.ts';

/** A function with parameters that bodies may use, and what stands beside it. */
function parsed(body: string, beside = ''): OneFile {
  const one = fileOf(`package p

func at() {}
var ask func() error

${beside}

func f(p, q bool, n int, errs []error) {
	var err error
${body}
}
`);
  expect(one.file.tree.root.hasError, body).toBe(false);
  return one;
}

/** Whether some way leads from the call of `at` back to it. */
function isBack(body: string): boolean {
  const { file, pkg } = parsed(body);
  const fn = file.functions.find((each) => each.name === 'f')!;
  const call = [...fn.node.descendants('call_expression')].find((each) => each.text === 'at()')!;
  return leadsBack(pkg, createFlow(pkg).graphOf(fn), call.parent!);
}

test.each([
  ['a loop goes round', 'for p { at() }', true],
  ['without a loop', 'at()', false],
  ['it is left behind', 'for { at(); break }', false],
  ['the same condition leaves', 'for { if p { at() }; if p { break } }', false],
  [
    'also as a part of another one',
    'for { err = ask(); if err == nil { at() }; if err == nil || q { return } }',
    false,
  ],
  ['the opposite leaves', 'for { if p { at() }; if !p { break } }', true],
  [
    'what is asked has changed',
    'for { err = ask(); if err == nil { at() }; err = ask(); if err == nil { break } }',
    true,
  ],
  ['another condition leaves', 'for { if p { at() }; if q { break } }', true],
  ['only the next round asks again', 'for { err = ask(); if err != nil { break }; at() }', true],
  ['a flag ends the rounds', 'for done := false; !done; { if p { at(); done = true } }', false],
])('a way back: %s', (_, body, expected) => {
  expect(isBack(body)).toBe(expected);
});

/** What is known of the only loop of a function `g`. */
function listOf(beside: string): { rounds: number | undefined; isMade: boolean } {
  const { file, pkg } = parsed('', beside);
  const fn = file.functions.find((each) => each.name === 'g')!;
  const [loop] = fn.node.descendants('for_statement');
  const right = loop!.namedChildren.find(({ kind }) => kind === 'range_clause')?.field('right');
  return { rounds: iterationsOf(pkg, loop!), isMade: right !== undefined && isMadeHere(pkg, right) };
}

test.each([
  ['written out', 'func g() { for range []int{1, 2} { at() } }', 2, true],
  ['a variable', 'func g() { all := []int{1, 2, 3}; for range all { at() } }', 3, true],
  ['counted', 'func g() { for i := 0; i < 7; i++ { at() } }', 7, false],
  [
    'what callers write',
    'func g(all []int) { for range all { at() } }\nfunc h() { g([]int{1}); g([]int{1, 2}) }',
    2,
    true,
  ],
  [
    'what callers list',
    'func g(all ...int) { for range all { at() } }\nfunc h() { g(); g(1, 2, 3) }',
    3,
    true,
  ],
  [
    'one caller is not seen through',
    'func g(all []int) { for range all { at() } }\nfunc h(b []int) { g([]int{1}); g(b) }',
    undefined,
    false,
  ],
  [
    'anybody may call',
    'func G(all []int) { g(all) }\nfunc g(all []int) { for range all { at() } }',
    undefined,
    false,
  ],
  ['of another list', 'func g(more []int) { all := more; for range all { at() } }', undefined, false],
])('a list: %s', (_, beside, rounds, isMade) => {
  expect(listOf(beside)).toEqual({ rounds, isMade });
});

test('what callers collect is made here', () => {
  const collect = 'func h(n int) { var all []int; for i := range n { all = append(all, i) }; g(all) }';
  expect(listOf(`func g(all []int) { for range all { at() } }\n${collect}`)).toEqual({
    rounds: undefined,
    isMade: true,
  });
});
