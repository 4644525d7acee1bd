import { dirname } from 'node:path';
import { analyze } from '../core/analyze.ts';
import type { Config } from '../core/config.ts';
import type { AnalysisResult, Finding, NotAnalysed } from '../core/finding.ts';
import type { Program } from '../core/semantic/program.ts';

export interface AnalysisRequest {
  /** Absolute files with the configuration that holds for each group of them. */
  readonly groups: readonly { readonly config: Config; readonly files: readonly string[] }[];
  readonly named: ReadonlySet<string>;
  readonly prefilter: boolean;
}

/** Files grouped by configuration; the same object is one group. */
export function groupByConfig(
  files: readonly string[],
  configFor: (folder: string) => Config,
): AnalysisRequest['groups'] {
  const groups = new Map<Config, string[]>();
  for (const file of files) {
    const config = configFor(dirname(file));
    const group = groups.get(config);
    if (group) group.push(file);
    else groups.set(config, [file]);
  }
  return [...groups].map(([config, group]) => ({ config, files: group }));
}

export function run(program: Program, request: AnalysisRequest): AnalysisResult {
  return merge(
    request.groups.map(({ config, files }) =>
      analyze(program, files, config, { prefilter: request.prefilter, named: request.named }),
    ),
  );
}

/** One result of many, in the order of a single run. */
export function merge(results: readonly AnalysisResult[]): AnalysisResult {
  const sum = (key: keyof AnalysisResult['stats']): number =>
    results.reduce((total, result) => total + result.stats[key], 0);
  return {
    findings: results.flatMap((result) => result.findings).sort(compare),
    notAnalysed: results.flatMap((result) => result.notAnalysed).sort(byPlace),
    failures: results
      .flatMap((result) => result.failures)
      .sort((a, b) => order(a.file, b.file) || order(a.rule, b.rule)),
    stats: {
      files: sum('files'),
      bytes: sum('bytes'),
      parsed: sum('parsed'),
      prefiltered: sum('prefiltered'),
      functions: sum('functions'),
    },
  };
}

/** Order of what was not analysed. */
export function byPlace(a: NotAnalysed, b: NotAnalysed): number {
  return order(a.file, b.file) || (a.place?.startOffset ?? 0) - (b.place?.startOffset ?? 0);
}

function compare(a: Finding, b: Finding): number {
  return (
    order(a.place.file, b.place.file) || a.place.startOffset - b.place.startOffset || order(a.rule, b.rule)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
