/**
 * Whether a text can concern a rule: every group has at least one token that occurs in it. A token matches anywhere,
 * comments and strings included, so that the answer "no" is always right.
 * @param tokens groups as in `RuleMeta.tokens`; no groups match every text
 */
export function mayMatch(text: string, tokens: readonly (readonly string[])[]): boolean {
  return tokens.every((group) => group.some((token) => text.includes(token)));
}
