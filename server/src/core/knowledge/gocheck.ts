import { GOCHECK } from './behaviour/libraries/helpers.ts';

/**
 * Methods of a test that ask a checker, and whether the test goes on where it says no (gopkg.in/check.v1 helpers.go: "Assert ensures
 * that the first value matches the expected value according to the provided checker"; github.com/frankban/quicktest quicktest.go:
 * "Assert runs the given check and stops execution in case of failure.").
 */
export const CHECKS: ReadonlyMap<string, boolean> = new Map([
  ['Assert', false],
  ['Check', true],
]);

type Checkers = ReadonlyMap<string, 'nil' | 'non-nil'>;

/** gopkg.in/check.v1 checkers.go, and its copies. */
const GOCHECK_CHECKERS: Checkers = new Map([
  ['ErrorMatches', 'non-nil'],
  ['IsNil', 'nil'],
  ['NotNil', 'non-nil'],
]);

/** github.com/frankban/quicktest checker.go. */
const QUICKTEST_CHECKERS: Checkers = new Map([
  ['ErrorMatches', 'non-nil'],
  ['ErrorIs', 'non-nil'],
  ['ErrorAs', 'non-nil'],
  ['IsNil', 'nil'],
  ['IsNotNil', 'non-nil'],
]);

/** Checkers that say whether a value is nil, by the import path of their library. */
export const CHECKERS: ReadonlyMap<string, Checkers> = new Map([
  ['github.com/frankban/quicktest', QUICKTEST_CHECKERS],
  ...GOCHECK.paths.map((path): [string, Checkers] => [path, GOCHECK_CHECKERS]),
]);
