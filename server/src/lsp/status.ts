import type { GoDocument } from './documents.ts';
import type { Judgement } from './judge.ts';
import type { Settings } from './settings.ts';

/** What `premortem/status` carries: numbers for the editor's status item. */
export interface StatusParams {
  readonly uri: string;
  readonly findings: number;
  readonly durationMs: number;
  readonly notAnalysed: readonly {
    readonly function: string;
    readonly rule?: string;
    readonly reason: string;
  }[];
  /** Settings and lines of the config file that could not be obeyed. */
  readonly problems: readonly string[];
}

export function statusOf(
  document: GoDocument,
  judgement: Judgement | undefined,
  settings: Settings,
): StatusParams {
  return {
    uri: document.uri,
    findings: document.shown.length,
    durationMs: judgement?.durationMs ?? 0,
    notAnalysed: document.isTooLarge
      ? [{ function: '', reason: 'too-large' }]
      : (judgement?.notAnalysed ?? []).map(({ function: name, rule, reason }) => ({
          function: name,
          ...(rule ? { rule } : {}),
          reason,
        })),
    problems: settings.problems.map((problem) => problem[settings.locale]),
  };
}
