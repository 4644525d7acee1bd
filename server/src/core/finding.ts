/** What a finding costs if it is true. Nothing is an error by default. */
export const SEVERITIES = ['hint', 'info', 'warning', 'error'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure the facts are: proved, likely, or a guess. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const LOCALES = ['en', 'zh-cn'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in every language of the product. */
export type Localized = Readonly<Record<Locale, string>>;

/** Zero-based line and UTF-16 column, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A range of a file: positions for people and protocols, UTF-16 offsets for edits. */
export interface Place {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
  readonly startOffset: number;
  readonly endOffset: number;
}

export interface RelatedPlace {
  readonly place: Place;
  readonly message: Localized;
}

/** Replaces a place by a text; an empty place inserts. */
export interface TextEdit {
  readonly place: Place;
  readonly newText: string;
}

/** Safe: keeps behaviour except for the fault, under conditions that the rule has proved. Suggested: a person decides. */
export type FixSafety = 'safe' | 'suggested';

export interface Fix {
  readonly title: Localized;
  readonly safety: FixSafety;
  /** Sorted, not overlapping, imports included. */
  readonly edits: readonly TextEdit[];
}

/** Values for the placeholders of a rule's card: names, paths and lines of this finding. */
export type CardFacts = Readonly<Record<string, string | Localized>>;

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Always on one line. */
  readonly place: Place;
  /** Enclosing function as in a Go stack trace without the package: `(*Client).Fetch`, `main.func1` for a literal; '' at package level. */
  readonly function: string;
  /** One line, at most 110 characters: what is wrong and what it costs. */
  readonly message: Localized;
  /** In the order of the failure; at most four. */
  readonly related: readonly RelatedPlace[];
  readonly facts: CardFacts;
  /** Safe fixes first. */
  readonly fixes: readonly Fix[];
  /** Stable across moved lines: rule, enclosing function, normalised tokens of the place, ordinal. */
  readonly fingerprint: string;
  /** Why the finding is weaker than its rule says, for the card (a bare `//nolint` on the line, a test file, ...). */
  readonly lowered?: Localized;
}

/** A function, or with an empty name a whole file, that was not judged, by one rule or by any, and why. */
export interface NotAnalysed {
  readonly file: string;
  readonly function: string;
  /** The rule that gave the file up; without it all rules are meant. */
  readonly rule?: string;
  readonly reason:
    | 'syntax-error'
    | 'too-large'
    | 'not-utf8'
    | 'generated'
    | 'unreadable'
    | 'budget'
    | 'rule-budget'
    | 'parser-failure';
  readonly place?: Place;
}

/** A rule threw: a bug of ours that costs only this rule on this file. */
export interface RuleFailure {
  readonly rule: string;
  readonly file: string;
  readonly message: string;
  readonly stack: string;
}

export interface AnalysisStats {
  readonly files: number;
  /** UTF-16 units of the files asked for. */
  readonly bytes: number;
  readonly parsed: number;
  /** Files of which the prefilter proved that no rule can speak. */
  readonly prefiltered: number;
  readonly functions: number;
}

export interface AnalysisResult {
  /** Ordered by path, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly failures: readonly RuleFailure[];
  readonly stats: AnalysisStats;
}

export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

export function confidenceRank(confidence: Confidence): number {
  return CONFIDENCES.indexOf(confidence);
}
