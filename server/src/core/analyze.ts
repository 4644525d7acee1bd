import { type Config, DEFAULT_CONFIG } from './config.ts';
import { anchorPlace, applyEdits, majorityEol, placeOf } from './edits.ts';
import {
  type AnalysisResult,
  confidenceRank,
  type Finding,
  type Fix,
  type NotAnalysed,
  type Place,
  type RuleFailure,
  SEVERITIES,
  type Severity,
  severityRank,
  type TextEdit,
} from './finding.ts';
import { fingerprints } from './fingerprint.ts';
import { createFlow } from './flow/index.ts';
import { globMatches } from './glob.ts';
import { RULES } from './rules/index.ts';
import type { Report, Rule, RuleContext, RuleFix } from './rules/rule.ts';
import { loweredWhereNotRun } from './rules/support/called.ts';
import { importEdits } from './rules/support/imports.ts';
import { EffortExceeded } from './semantic/effort.ts';
import type { FileModel, GoFunction, PackageModel } from './semantic/model.ts';
import type { Program } from './semantic/program.ts';
import { applySuppressions } from './suppressed.ts';
import { ParseFailure } from './syntax/parser.ts';
import { mayMatch } from './syntax/prefilter.ts';
import type { SyntaxNode } from './syntax/tree.ts';

export interface AnalyzeOptions {
  /** False parses and judges every file, whatever the prefilter says. */
  readonly prefilter?: boolean;
  /** Asked between files and rules; true ends the analysis with what there is. */
  readonly cancelled?: () => boolean;
  /** Rules to run instead of all: for tests. */
  readonly rules?: readonly Rule<never>[];
  /** What a rule may ask about one file: for tests. */
  readonly effort?: number;
  /** Files that were named one by one: judged even when they are generated. */
  readonly named?: ReadonlySet<string>;
}

/**
 * Questions that a rule may ask about one file (`semantic/effort.ts`): several times what any has needed, some fifteen
 * seconds of work.
 */
const MOST_EFFORT = 2_000_000;

/** Files on which a rule may use up its effort before it is not asked about others. */
const MOST_GIVEN_UP = 3;

/** What is the same for all files of an analysis, and what comes of them. */
interface Run {
  readonly program: Program;
  readonly config: Config;
  readonly options: AnalyzeOptions;
  readonly notAnalysed: NotAnalysed[];
  readonly failures: RuleFailure[];
  /** Files that rules gave up. */
  readonly givenUp: Map<Rule<never>, number>;
}

/** A finding and the nodes behind it, before suppression. */
export interface Draft {
  readonly finding: Omit<Finding, 'fingerprint'>;
  readonly rule: Rule<never>;
  readonly anchor: SyntaxNode;
}

/**
 * Judges files of a program.
 * @param paths files to judge; everything else in the program is context
 * @returns findings at or above `config.minConfidence`, ordered by path, line, column and rule; what could not be
 *   judged; and rules that failed. Never throws for what is in a file.
 */
export function analyze(
  program: Program,
  paths: readonly string[],
  config: Config = DEFAULT_CONFIG,
  options: AnalyzeOptions = {},
): AnalysisResult {
  const rules = (options.rules ?? RULES).filter((rule) => isEnabled(rule, config));
  const findings: Finding[] = [];
  const notAnalysed: NotAnalysed[] = [];
  const failures: RuleFailure[] = [];
  const run: Run = { program, config, options, notAnalysed, failures, givenUp: new Map() };
  const stats = { files: 0, bytes: 0, parsed: 0, prefiltered: 0, functions: 0 };

  for (const path of [...paths].sort()) {
    if (options.cancelled?.()) break;
    const text = program.textOf(path);
    if (text === undefined) {
      notAnalysed.push({ file: path, function: '', reason: 'unreadable' });
      continue;
    }
    stats.files++;
    stats.bytes += text.length;
    const speaking =
      options.prefilter === false ? rules : rules.filter((rule) => mayMatch(text, rule.meta.tokens));
    if (speaking.length === 0 && !/premortem:/.test(text)) {
      stats.prefiltered++;
      continue;
    }
    let file: FileModel | undefined;
    try {
      file = program.fileModel(path);
    } catch (error) {
      if (!(error instanceof ParseFailure)) throw error;
    }
    if (!file) {
      notAnalysed.push({ file: path, function: '', reason: 'parser-failure' });
      continue;
    }
    stats.parsed++;
    stats.functions += file.functions.length;
    if (file.isGenerated && !config.includeGenerated && !options.named?.has(path)) {
      notAnalysed.push({ file: path, function: '', reason: 'generated' });
      continue;
    }
    if (file.isTest && config.tests === 'off') continue;
    notAnalysed.push(...brokenFunctions(file));
    const drafts = judge(run, file, speaking);
    const kept = applySuppressions(file, drafts, speaking, config);
    const prints = fingerprints(kept.map((finding) => ({ finding, text: file.text })));
    kept.forEach((finding, index) => {
      if (confidenceRank(finding.confidence) >= confidenceRank(config.minConfidence)) {
        findings.push({ ...finding, fingerprint: prints[index]! });
      }
    });
  }
  findings.sort(compareFindings);
  return { findings, notAnalysed, failures, stats };
}

function judge(run: Run, file: FileModel, rules: readonly Rule<never>[]): Draft[] {
  const { program, config, options, notAnalysed, failures, givenUp } = run;
  const tooManyPaths = new Set<GoFunction>();
  const drafts: Draft[] = [];
  let context = contextOf(run, file);
  for (const rule of rules) {
    if (options.cancelled?.()) break;
    if (file.isTest && config.tests === 'relaxed' && rule.meta.inTests === 'off') continue;
    const overruns = givenUp.get(rule) ?? 0;
    const giveUp = (): void => {
      givenUp.set(rule, overruns + 1);
      notAnalysed.push({ file: file.path, function: '', rule: rule.meta.name, reason: 'rule-budget' });
    };
    if (overruns >= MOST_GIVEN_UP) {
      giveUp();
      continue;
    }
    const own = new Map<string, Draft>();
    try {
      program.effort.within(options.effort ?? MOST_EFFORT, () => collect(rule, context, own));
    } catch (error) {
      if (error instanceof EffortExceeded) {
        giveUp();
        for (const fn of overBudget(context)) tooManyPaths.add(fn);
        program.forget();
        context = contextOf(run, file);
      } else failures.push(failureOf(error, rule, file));
    }
    drafts.push(...own.values());
  }
  for (const fn of overBudget(context)) tooManyPaths.add(fn);
  for (const fn of file.functions) {
    if (!tooManyPaths.has(fn)) continue;
    const place = anchorPlace(file, fn.node.field('name') ?? fn.node.children[0]!);
    notAnalysed.push({ file: file.path, function: fn.name, reason: 'budget', place });
  }
  return drafts;
}

function contextOf({ program, config }: Run, file: FileModel): RuleContext {
  const pkg = program.packageOf(file.path)!;
  return { file, package: pkg, flow: createFlow(pkg), config };
}

function failureOf(error: unknown, rule: Rule<never>, file: FileModel): RuleFailure {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { rule: rule.meta.name, file: file.path, message, stack };
}

/** What a rule finds in a file, by place. */
function collect(rule: Rule<never>, context: RuleContext, found: Map<string, Draft>): void {
  for (const evidence of rule.detect(context)) {
    context.package.program.effort.take();
    const report = loweredWhereNotRun(rule.report(evidence, context), context);
    if (inBrokenFunction(report.anchor, context.package)) continue;
    // what never runs harms nobody, whichever literal of the dead code it stands in
    if (context.flow.isUnreachable(report.anchor)) continue;
    // several ways to one fault: the surest speaks
    const at = `${report.anchor.start}-${report.anchor.end}`;
    const known = found.get(at);
    if (!known || confidenceRank(report.confidence) > confidenceRank(known.finding.confidence))
      found.set(at, draft(rule, report, evidence, context));
  }
}

function draft(rule: Rule<never>, report: Report, evidence: never, context: RuleContext): Draft {
  const { file, config } = context;
  const place = anchorPlace(file, report.anchor);
  const fixes = rule
    .fix(evidence, context)
    .map((fix) => completeFix(file, fix))
    .sort((a, b) => Number(a.safety === 'suggested') - Number(b.safety === 'suggested'));
  return {
    rule,
    anchor: report.anchor,
    finding: {
      rule: rule.meta.name,
      severity: severityOf(rule, report, file, config),
      confidence: report.confidence,
      place,
      function: context.package.functionOf(report.anchor)?.name ?? '',
      message: report.message,
      related: report.related.slice(0, 4).map((related) => ({
        place: anchorPlace(context.package.fileOf(related.node), related.node),
        message: related.message,
      })),
      facts: report.facts,
      fixes,
      ...(report.lowered ? { lowered: report.lowered } : {}),
    },
  };
}

/** Severity after confidence, test files and the configuration; the configuration has the last word. */
function severityOf(rule: Rule<never>, report: Report, file: FileModel, config: Config): Severity {
  for (const entry of [...config.rules].reverse()) {
    if (!globMatches(entry.pattern, rule.meta.name)) continue;
    if (entry.level === 'on') break;
    if (entry.level !== 'off') return entry.level;
  }
  let rank = severityRank(report.severity);
  if (report.confidence !== 'high') rank--;
  if (file.isTest && config.tests === 'relaxed' && rule.meta.inTests === 'lower') rank--;
  return SEVERITIES[Math.max(0, rank)]!;
}

/**
 * Whether a rule runs; a pattern reaches a preview rule only where previews are turned on, one that is opt-in never, its own
 * name always.
 */
function isEnabled(rule: Rule<never>, config: Config): boolean {
  const { name, stability, isOptIn } = rule.meta;
  const isOpen = !isOptIn && (config.preview || stability === 'stable');
  const reaches = (pattern: string): boolean => (isOpen ? globMatches(pattern, name) : pattern === name);
  if (config.only.length > 0) return config.only.some(reaches);
  for (const { pattern, level } of [...config.rules].reverse()) {
    if (level === 'off' ? globMatches(pattern, name) : reaches(pattern)) return level !== 'off';
  }
  return isOpen;
}

/** Functions whose paths were too many to walk. */
function overBudget({ file, flow }: RuleContext): GoFunction[] {
  return file.functions.filter((fn) => flow.isOverBudget(fn));
}

/** Adds the imports and writes the edits with the end of line of the file. */
function completeFix(file: FileModel, fix: RuleFix): Fix {
  const imports = importEdits(
    file,
    fix.imports.map((spec) => spec.path),
  );
  const edits: TextEdit[] = [...imports, ...fix.edits].map((edit) => {
    const eol = majorityEol(edit.file.text);
    return {
      place: placeOf(edit.file, edit.start, edit.end),
      newText: eol === '\n' ? edit.newText : edit.newText.replaceAll(/\r?\n/g, eol),
    };
  });
  edits.sort(
    (a, b) =>
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : 0) ||
      a.place.startOffset - b.place.startOffset,
  );
  return { title: fix.title, safety: fix.safety, edits };
}

function outermost(fn: GoFunction | undefined): GoFunction | undefined {
  let top = fn;
  while (top?.outer) top = top.outer;
  return top;
}

function inBrokenFunction(anchor: SyntaxNode, pkg: PackageModel): boolean {
  return outermost(pkg.functionOf(anchor))?.hasError === true;
}

function brokenFunctions(file: FileModel): NotAnalysed[] {
  return file.functions
    .filter((fn) => !fn.outer && fn.hasError)
    .map((fn) => ({
      file: file.path,
      function: fn.name,
      reason: 'syntax-error',
      place: anchorPlace(file, fn.node),
    }));
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.place.file, b.place.file) ||
    a.place.startOffset - b.place.startOffset ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const FIX_PASSES = 3;

/**
 * The text of a file after all its safe fixes, in up to three passes because one fix may overlap another or uncover
 * one. Generated files and functions with a syntax error are left alone.
 * @returns `applied` counts fixes; the text is unchanged when it is 0
 */
export function fixAll(
  program: Program,
  path: string,
  config: Config = DEFAULT_CONFIG,
  rules?: readonly Rule<never>[],
): { text: string; applied: number } {
  const original = program.textOf(path);
  if (original === undefined) return { text: '', applied: 0 };
  let text = original;
  let applied = 0;
  if (isGenerated(program, path)) return { text, applied };
  let current = program;
  for (let pass = 0; pass < FIX_PASSES; pass++) {
    const result = analyze(current, [path], config, rules ? { rules } : {});
    const chosen: TextEdit[] = [];
    for (const finding of result.findings) {
      const fix = finding.fixes.find((candidate) => candidate.safety === 'safe');
      if (!fix || fix.edits.some((edit) => edit.place.file !== path)) continue;
      const fresh = fix.edits.filter((edit) => !chosen.some((other) => sameEdit(edit, other)));
      if (fresh.some((edit) => chosen.some((other) => overlap(edit.place, other.place)))) continue;
      chosen.push(...fresh);
      applied++;
    }
    if (chosen.length === 0) break;
    text = applyEdits(text, chosen);
    current = current.with({ set: new Map([[path, text]]) });
  }
  return { text, applied };
}

/** Whether a file is generated; one that cannot be parsed is told by `analyze`. */
function isGenerated(program: Program, path: string): boolean {
  try {
    return program.fileModel(path)?.isGenerated === true;
  } catch (error) {
    if (error instanceof ParseFailure) return false;
    throw error;
  }
}

/** Two fixes may both add the same import. */
function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return (
    a.place.startOffset === b.place.startOffset &&
    a.place.endOffset === b.place.endOffset &&
    a.newText === b.newText
  );
}

function overlap(a: Place, b: Place): boolean {
  return a.startOffset <= b.endOffset && b.startOffset <= a.endOffset;
}

/** Declared functions and methods of a file with the lines they cover, doc comments apart. */
export function functionsOf(program: Program, path: string): { name: string; place: Place }[] {
  const file = program.fileModel(path);
  if (!file) return [];
  return file.functions
    .filter((fn) => !fn.outer && fn.node.kind !== 'func_literal')
    .map((fn) => ({ name: fn.name, place: placeOf(file, fn.node.start, fn.node.end) }));
}
