import type { Localized } from '../core/finding.ts';

/** Exit codes of every command. */
export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;

/** A wrong call or configuration: exit code 2 with a message that says what to do. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
  constructor(readonly localized: Localized) {
    super(localized.en);
  }
}
