export const GOMEGA = 'github.com/onsi/gomega';

/** Functions and methods of gomega that an assertion begins with, with the index of the value that it is about (gomega_dsl.go). */
export const EXPECTS: ReadonlyMap<string, number> = new Map([
  ['Expect', 0],
  ['Ω', 0],
  ['ExpectWithOffset', 1],
  ['WithT.Expect', 0],
  ['Gomega.Expect', 0],
]);

/**
 * Methods of an assertion, to whether they want the matcher to succeed (internal/assertion.go: To and Should match with
 * true, ToNot, NotTo and ShouldNot with false; when it comes out otherwise the fail handler is called, gomega_dsl.go,
 * RegisterFailHandler, which ends the test).
 */
export const EXPECTATIONS: ReadonlyMap<string, boolean> = new Map([
  ['To', true],
  ['Should', true],
  ['ToNot', false],
  ['NotTo', false],
  ['ShouldNot', false],
]);

type Known = 'nil' | 'non-nil' | 'true' | 'false';

/**
 * What a value is that a matcher succeeds for, and one that it fails for (matchers.go, HaveOccurred: "succeeds if actual is
 * a non-nil error", Succeed: "passes if actual is a nil error", BeNil: "succeeds if actual is nil", BeTrue: "succeeds if
 * actual is true"; matchers/match_error_matcher.go: "Expected an error, got nil").
 */
export const MATCHERS: ReadonlyMap<string, { readonly matched: Known; readonly unmatched?: Known }> = new Map<
  string,
  { matched: Known; unmatched?: Known }
>([
  ['HaveOccurred', { matched: 'non-nil', unmatched: 'nil' }],
  ['Succeed', { matched: 'nil', unmatched: 'non-nil' }],
  ['BeNil', { matched: 'nil', unmatched: 'non-nil' }],
  ['MatchError', { matched: 'non-nil' }],
  ['BeTrue', { matched: 'true', unmatched: 'false' }],
  ['BeFalse', { matched: 'false', unmatched: 'true' }],
]);
