import { dirname } from 'node:path';
import { analyze, functionsOf } from '../core/analyze.ts';
import type { Config } from '../core/config.ts';
import type { Finding, NotAnalysed, Place, RuleFailure } from '../core/finding.ts';
import type { SelfCheck } from '../core/render/report.ts';
import type { Program } from '../core/semantic/program.ts';
import type { Parser } from '../core/syntax/parser.ts';
import { type ChangedLines, changesSince } from './git.ts';
import { loadProgram, resolveTargets } from './program-loader.ts';
import { isForeign, slashes } from './source-files.ts';
import { TOOL_VERSION } from './version.ts';

export interface SelfCheckOptions {
  /** Folders or files to keep to; empty means the whole repository. */
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly base: string | undefined;
  readonly staged: boolean;
  /** Every function counts as changed; git is not asked. */
  readonly all: boolean;
  readonly configFor: (folder: string) => Config;
  /** Whether the configuration leaves a file out. */
  readonly excludes?: (path: string) => boolean;
  /** Texts of unsaved documents. */
  readonly overlay?: ReadonlyMap<string, string>;
}

export interface SelfCheckResult extends SelfCheck {
  readonly failures: readonly RuleFailure[];
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Judges the functions that changed since a base.
 * @throws GitProblem when git cannot say what changed; PathProblem for a path that does not exist
 */
export function selfCheck(parser: Parser, options: SelfCheckOptions): SelfCheckResult {
  const { files, named } =
    options.paths.length > 0
      ? resolveTargets(options.paths, options.cwd)
      : { files: undefined, named: new Set<string>() };
  const kept = files && new Set(files);
  let changed: ReadonlyMap<string, ChangedLines>;
  let base: string | undefined;
  let overlay = options.overlay ?? new Map<string, string>();
  if (options.all) {
    const files = kept ?? new Set(resolveTargets(['.'], options.cwd).files);
    changed = new Map([...files].map((path) => [path, 'all'] as const));
  } else {
    const changes = changesSince(options.cwd, options.base, options.staged);
    changed = new Map(
      [...changes.files]
        .map(([path, lines]) => [slashes(path), lines] as const)
        .filter(([path]) => (kept ? kept.has(path) : !isForeign(path, options.cwd))),
    );
    base = changes.base;
    overlay = new Map([
      ...overlay,
      ...[...changes.staged].map(([path, text]) => [slashes(path), text] as const),
    ]);
  }
  const targets = [...changed.keys()].filter((path) => named.has(path) || !options.excludes?.(path)).sort();
  const { program, targets: judged, notAnalysed } = loadProgram(parser, targets, overlay, named);
  const findings: Finding[] = [];
  const skipped: NotAnalysed[] = [...notAnalysed];
  const failures: RuleFailure[] = [];
  let functions = 0;
  for (const path of judged) {
    const result = analyze(program, [path], options.configFor(dirname(path)), { named });
    failures.push(...result.failures);
    const lines = changed.get(path)!;
    const touched = touchedFunctions(program, path, lines);
    functions += touched.length;
    const isNew = (place: Place): boolean =>
      touched.some((fn) => contains(fn, place)) || touches(lines, place.start.line + 1, place.end.line + 1);
    for (const finding of result.findings) {
      const places = [finding.place, ...finding.related.map((related) => related.place)];
      if (places.some((place) => place.file === path && isNew(place))) findings.push(finding);
    }
    skipped.push(
      ...result.notAnalysed.filter(
        (entry) => entry.reason !== 'generated' && (!entry.place || isNew(entry.place)),
      ),
    );
  }
  return {
    findings,
    notAnalysed: skipped,
    changedFunctions: functions,
    changedFiles: targets.length,
    base,
    toolVersion: TOOL_VERSION,
    failures,
    textOf: (path) => program.textOf(path),
  };
}

function touchedFunctions(program: Program, path: string, lines: ChangedLines): Place[] {
  try {
    return functionsOf(program, path)
      .map((fn) => fn.place)
      .filter((place) => touches(lines, place.start.line + 1, place.end.line + 1));
  } catch {
    return []; // a parse failure is told by the analysis
  }
}

/** Whether changed lines meet lines `from` to `to`; a deletion (`from` after `to`) must lie between two of them. */
function touches(lines: ChangedLines, from: number, to: number): boolean {
  if (lines === 'all') return true;
  return lines.some((range) =>
    range.from > range.to ? from <= range.to && range.from <= to : range.from <= to && from <= range.to,
  );
}

function contains(outer: Place, inner: Place): boolean {
  return outer.startOffset <= inner.startOffset && inner.endOffset <= outer.endOffset;
}
