export const OGLETEST = 'github.com/jacobsa/ogletest';
export const OGLEMATCHERS = 'github.com/jacobsa/oglematchers';

/** What an assertion of ogletest is about: two values, one condition, or a value and a matcher. */
interface Assertion {
  readonly form: 'equal' | 'unequal' | 'true' | 'false' | 'that';
  /** Whether the test goes on where it came out otherwise. */
  readonly goesOn: boolean;
}

/**
 * Functions of ogletest that assert (assert_aliases.go: "AssertNe(e, a) is equivalent to AssertThat(a,
 * oglematchers.Not(oglematchers.Equals(e)))"; assert_that.go: "AssertThat is identical to ExpectThat, except that in the
 * event of failure it halts the currently running test immediately").
 */
export const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map(
  (['Assert', 'Expect'] as const).flatMap((word) => {
    const goesOn = word === 'Expect';
    return [
      [`${word}Eq`, { form: 'equal', goesOn }],
      [`${word}Ne`, { form: 'unequal', goesOn }],
      [`${word}True`, { form: 'true', goesOn }],
      [`${word}False`, { form: 'false', goesOn }],
      [`${word}That`, { form: 'that', goesOn }],
    ] as [string, Assertion][];
  }),
);

/** The matcher that only an error matches (oglematchers error.go: "matches non-nil values implementing the built-in error interface"). */
export const MATCHES_ERROR = 'Error';
/** The matcher of values equal to its argument (oglematchers equals.go). */
export const MATCHES_EQUAL = 'Equals';
/** The matcher that inverts another (oglematchers not.go). */
export const INVERTS = 'Not';
