import { NotificationType, RequestType } from 'vscode-languageclient/node';

/** What the server says about one document after it has judged it. */
export interface StatusParams {
  readonly uri: string;
  readonly findings: number;
  readonly durationMs: number;
  /** Functions, or with an empty name the whole file, that were not judged, and why. */
  readonly notAnalysed: readonly {
    readonly function: string;
    readonly rule?: string;
    readonly reason: string;
  }[];
  /** Settings and lines of the config file that could not be obeyed, one sentence each. */
  readonly problems: readonly string[];
}

export const StatusNotification = new NotificationType<StatusParams>('premortem/status');

export interface RuleSummary {
  readonly name: string;
  readonly title: string;
}

/** Every rule with its title. */
export const RulesRequest = new RequestType<{ readonly locale: string }, readonly RuleSummary[], void>(
  'premortem/rules',
);

/** The page of a rule as Markdown; null when there is no such rule. */
export const ExplainRequest = new RequestType<
  { readonly rule: string; readonly locale: string },
  string | null,
  void
>('premortem/explain');

export type SelfCheckAnswer = { readonly markdown: string } | { readonly problem: string };

/** The findings in the functions that changed since the base, as a Markdown report; or why there is none. */
export const SelfCheckRequest = new RequestType<
  { readonly folder: string; readonly locale: string },
  SelfCheckAnswer | null,
  void
>('premortem/selfCheck');
