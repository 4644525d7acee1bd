import type { Config } from '../config.ts';
import type { CardFacts, Confidence, Locale, Localized, Severity } from '../finding.ts';
import type { FlowModel } from '../flow/model.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/**
 * The explanation of a rule in one language. `{name}` placeholders are filled from the finding's facts; every
 * sentence is true for Go and carries no claim that was not checked (the sources say where).
 */
export interface Card {
  readonly title: string;
  /** What is wrong, in one or two sentences. */
  readonly what: string;
  /** 3 to 6 causal steps from this line to what the user of the service sees. */
  readonly chain: readonly string[];
  /** Metric, log line or profile frame that shows it in production. */
  readonly signal: string;
  /** A command that works as printed. */
  readonly verify: string;
  /** What the command shows when the fault is there. */
  readonly verifyExpect: string;
  /** Where to stop it: code, test, CI, configuration. */
  readonly intercept: string;
  readonly remedy: string;
  readonly limits: string;
}

export interface RuleMeta {
  /** kebab-case name of the bad pattern; the only identity of the rule. */
  readonly name: string;
  readonly group: 'http' | 'sql' | 'context' | 'concurrency' | 'network' | 'resource' | 'meta';
  /** Severity at high confidence where the evidence does not say otherwise; for documentation. */
  readonly severity: Severity;
  readonly fixes: 'safe' | 'suggested' | 'none';
  /** A preview rule runs only where previews are turned on, or where the rule is named itself. */
  readonly stability: 'stable' | 'preview';
  /** Whether it runs only where it is named itself, whatever its stability: what it asks for is a choice of the project. */
  readonly isOptIn?: boolean;
  /** Version of the product that brought it. */
  readonly since: string;
  /**
   * Byte-level prefilter: a file is worth the rule only if for every inner list at least one token occurs in it.
   * An empty outer list means: always.
   */
  readonly tokens: readonly (readonly string[])[];
  /** In `_test.go` files with `tests: relaxed`: kept as is, one severity lower, or off. */
  readonly inTests: 'keep' | 'lower' | 'off';
  /** Suppressions of other linters that answer the same question: `nolint:bodyclose`, `nosec:G402`, `lint:SA1015`. */
  readonly aliases: readonly string[];
  /** Diagnostics of gopls for the same fault, as `source/code`; the editor then hides our squiggle, not our card. */
  readonly overlaps: readonly string[];
  readonly card: Readonly<Record<Locale, Card>>;
  /** What stands for the card's placeholders on the rule's page, which is about no finding, where the usual words do not fit. */
  readonly placeholders?: Readonly<Record<Locale, CardFacts>>;
  /** Go files that compile: the bad one has exactly one finding of the rule, the good one none. */
  readonly example: { readonly bad: string; readonly good: string };
  /** Whether the Go test in `test/proofs/<name>` shows the chain with the fault and its absence without it. */
  readonly isProved?: boolean;
  readonly sources: readonly string[];
}

/** What a rule may ask. One per file and run; everything behind it is lazy and memoised. */
export interface RuleContext {
  readonly file: FileModel;
  readonly package: PackageModel;
  readonly flow: FlowModel;
  readonly config: Config;
}

export interface Report {
  /** Short and on one line: the call, the keyword, the field. */
  readonly anchor: SyntaxNode;
  readonly message: Localized;
  readonly severity: Severity;
  /** Below `high` the severity drops one step. */
  readonly confidence: Confidence;
  readonly related: readonly { readonly node: SyntaxNode; readonly message: Localized }[];
  readonly facts: CardFacts;
  /** Why this finding is weaker than its card says in general; shown below the card. */
  readonly lowered?: Localized;
}

/** An edit in terms of the file of the finding (or of another file of the module). */
export interface NodeEdit {
  readonly file: FileModel;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface RuleFix {
  readonly title: Localized;
  readonly safety: 'safe' | 'suggested';
  readonly edits: readonly NodeEdit[];
  /** Import paths that the new text needs in the file of the finding; `name` is what the text calls them. */
  readonly imports: readonly { readonly path: string; readonly name: string }[];
}

/** A rule in three pure steps joined by plain evidence. Rules never import rules. */
export interface Rule<Evidence = unknown> {
  readonly meta: RuleMeta;
  /** Each early exit says in its code why it is not a finding. */
  detect(context: RuleContext): Iterable<Evidence>;
  report(evidence: Evidence, context: RuleContext): Report;
  fix(evidence: Evidence, context: RuleContext): readonly RuleFix[];
}
