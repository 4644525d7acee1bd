import { expect, test } from 'vitest';
import { failureIndex, givesFailure } from '../../server/src/core/flow/failures.ts';
import { fileOf } from '../harness/program.ts';

const TYPES = `
type coded interface { error; Code() int }
type shape interface { Area() int }
type problem struct{}
func (p *problem) Error() string { return "" }
type plain struct{}
func (p *plain) Error() int { return 0 }
type value struct{}
func (v value) Error() string { return "" }
`;

test.each([
  ['an error', '(int, error)', 1, true],
  ['nothing', '', -1, false],
  ['no failure', '(int, bool)', -1, false],
  ['an error that comes first', '(error, int)', 0, false],
  ['an interface with its method', '(int, coded)', 1, true],
  ['another interface', '(int, shape)', -1, false],
  ['a pointer to a type that has it', '(int, *problem)', 1, true],
  ['a method of that name that gives a number', '(int, *plain)', -1, false],
  // it is never nil
  ['a type that has it without a pointer', '(int, value)', -1, false],
])('%s tells of a failure', (_what, results, index, isLast) => {
  const { file, pkg } = fileOf(`package p\n${TYPES}\nfunc f() ${results} { panic(0) }\n`);
  expect(file.tree.root.hasError, results).toBe(false);
  const signature = pkg.signatureOf(file.functions.find((each) => each.name === 'f')!);
  expect([failureIndex(pkg, signature), givesFailure(pkg, signature)]).toEqual([index, isLast]);
});
