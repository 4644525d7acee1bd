import { NotificationType, RequestType } from 'vscode-languageclient/node';

/** What the server says about one document after it has judged it. */
export interface StatusParams {
  readonly uri: string;
  /** `off`: switched off for this document by a setting or the file's kind. */
  readonly state: 'ready' | 'off';
  readonly findings: number;
  readonly durationMs: number;
  /** Functions, or with an empty name the whole file, that were not judged, and why. */
  readonly notAnalysed: readonly { readonly function: string; readonly reason: string }[];
  /** What is wrong with the configuration that holds for this document, one sentence each. */
  readonly configErrors: readonly string[];
}

export const StatusNotification = new NotificationType<StatusParams>('premortem/status');

export interface RuleSummary {
  readonly name: string;
  readonly title: string;
}

/** Every rule with its title in the product's language. */
export const RulesRequest = new RequestType<{ readonly uri?: string }, readonly RuleSummary[], void>(
  'premortem/rules',
);

/** The page of one rule as Markdown; the document decides the language. */
export const ExplainRequest = new RequestType<
  { readonly rule: string; readonly uri?: string },
  { readonly markdown: string },
  void
>('premortem/explain');

/** The findings in the functions that changed since the base, as a Markdown report. */
export const SelfCheckRequest = new RequestType<
  { readonly folder: string; readonly base?: string },
  { readonly markdown: string },
  void
>('premortem/selfCheck');
