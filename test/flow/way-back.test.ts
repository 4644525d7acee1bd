import { expect, test } from 'vitest';
import { createFlow } from '../../server/src/core/flow/index.ts';
import { iterationsOf } from '../../server/src/core/flow/list-sizes.ts';
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

/** How often the only loop of a function `g` goes round. */
function roundsOf(beside: string): number | undefined {
  const { file, pkg } = parsed('', beside);
  const fn = file.functions.find((each) => each.name === 'g')!;
  const [loop] = fn.node.descendants('for_statement');
  return iterationsOf(pkg, loop!);
}

test.each([
  ['written out', 'func g() { for range []int{1, 2} { at() } }', 2],
  ['a variable', 'func g() { all := []int{1, 2, 3}; for range all { at() } }', 3],
  ['counted', 'func g() { for i := 0; i < 7; i++ { at() } }', 7],
  [
    'what callers write',
    'func g(all []int) { for range all { at() } }\nfunc h() { g([]int{1}); g([]int{1, 2}) }',
    2,
  ],
  ['what callers list', 'func g(all ...int) { for range all { at() } }\nfunc h() { g(); g(1, 2, 3) }', 3],
  [
    'one caller is not seen through',
    'func g(all []int) { for range all { at() } }\nfunc h(b []int) { g([]int{1}); g(b) }',
    undefined,
  ],
  [
    'anybody may call',
    'func G(all []int) { g(all) }\nfunc g(all []int) { for range all { at() } }',
    undefined,
  ],
  ['of another list', 'func g(more []int) { all := more; for range all { at() } }', undefined],
  [
    'what callers collect',
    'func g(all []int) { for range all { at() } }\nfunc h(n int) { var all []int; for i := range n { all = append(all, i) }; g(all) }',
    undefined,
  ],
  [
    'up to a number that callers write',
    'func g(n int) { for i := 0; i < n+2; i++ { at() } }\nfunc h() { g(3); g(2) }',
    5,
  ],
  [
    'up to a number that a caller has',
    'func g(n int) { for i := 0; i < n+2; i++ { at() } }\nfunc h(m int) { g(3); g(m) }',
    undefined,
  ],
  ['up to what a variable keeps', 'func g() { most := 3; for i := 0; i < most; i++ { at() } }', 3],
  ['up to what grows', 'func g() { most := 3; for i := 0; i < most; i++ { most++; at() } }', undefined],
  ['counted at the end', 'func g() { i := 0; for i < 4 { at(); i++ } }', 4],
  [
    'counted in some rounds',
    'func g(p bool) { i := 0; for i < 4 { if p { continue }; at(); i++ } }',
    undefined,
  ],
])('a list: %s', (_, beside, rounds) => {
  expect(roundsOf(beside)).toBe(rounds);
});

/** How often the loop over a column of a table goes round. */
function columnOf(literals: string, behind = ''): number | undefined {
  const { file, pkg } = parsed(
    '',
    `
func g(more []int) {
	cases := []struct{ name string; n []int }{${literals}}
	${behind}
	for _, c := range cases {
		for range c.n {
			at()
		}
	}
}`,
  );
  const fn = file.functions.find((each) => each.name === 'g')!;
  return iterationsOf(pkg, [...fn.node.descendants('for_statement')][1]!);
}

test.each([
  ['written out', '{name: "a", n: []int{1, 2}}, {n: []int{3}}, {name: "none"}', '', 2],
  ['given', '{n: []int{1, 2}}, {n: more}', '', undefined],
  ['without names', '{n: []int{1}}, {"a", []int{1, 2}}', '', undefined],
  ['with places', '{n: []int{9: 1}}', '', undefined],
  ['extended', '{n: []int{1, 2}}', 'cases[0].n = append(cases[0].n, more...)', undefined],
  ['handed on', '{n: []int{1, 2}}', 'grow(&cases[0].n)', undefined],
])('a column of a table: %s', (_, literals, behind, rounds) => {
  expect(columnOf(literals, behind)).toBe(rounds);
});
