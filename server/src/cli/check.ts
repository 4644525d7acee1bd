import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AnalysisResult, Locale } from '../core/finding.ts';
import { renderJson } from '../core/render/json.ts';
import { renderSummary, renderText } from '../core/render/text.ts';
import { createParser } from '../host/core-wasm.ts';
import { type LoadedProgram, loadProgram, PathProblem, resolveTargets } from '../host/program-loader.ts';
import { slashes } from '../host/source-files.ts';
import { TOOL_VERSION } from '../host/version.ts';
import { type AnalysisRequest, groupByConfig, run } from './analysis.ts';
import { Configs } from './configs.ts';
import { EXIT, UsageProblem } from './exit.ts';
import { fixedFiles, unifiedDiff, writeFixed } from './fixing.ts';
import { fails, type JudgingOptions, localeFrom } from './options.ts';
import { runOnThreads } from './workers.ts';

export interface CheckOptions extends JudgingOptions {
  readonly format: 'text' | 'json';
  readonly fix: boolean;
  readonly diff: boolean;
  readonly jobs: number | undefined;
  readonly prefilter: boolean;
  readonly stats: boolean;
  readonly failOnSkipped: boolean;
  readonly stdinFilename: string | undefined;
}

/** Below this many files a second thread costs more than it saves. */
const FILES_PER_JOB = 150;

/** `premortem check`: returns the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const started = performance.now();
  const cwd = process.cwd();
  const locale = localeFrom(options.locale, process.env);
  const configs = new Configs(options, cwd, locale);
  const overlay = new Map<string, string>();
  const fromStdin = paths.length === 1 && paths[0] === '-';
  if (fromStdin)
    overlay.set(slashes(resolve(cwd, options.stdinFilename ?? 'stdin.go')), readFileSync(0, 'utf8'));
  else if (paths.includes('-')) {
    throw new UsageProblem({
      en: '- (standard input) goes with no other path',
      'zh-cn': '-（标准输入）不能与其他路径同用',
    });
  }
  const targets = fromStdin
    ? { files: [...overlay.keys()], named: new Set(overlay.keys()) }
    : targetsOf(paths.length > 0 ? paths : ['.'], cwd);
  const files = targets.files.filter((file) => targets.named.has(file) || !configs.excludes(file));
  if (files.length === 0) {
    const where = (paths.length > 0 ? paths : ['.']).join(' ');
    process.stderr.write(
      locale === 'en' ? `premortem: no Go files in ${where}\n` : `premortem: ${where} 中没有 Go 文件\n`,
    );
  }
  const configFor = (folder: string) => configs.configFor(folder);
  const request: AnalysisRequest = {
    groups: groupByConfig(files, configFor),
    named: targets.named,
    prefilter: options.prefilter,
  };

  let loaded = loadProgram(await createParser(), files, overlay, targets.named);
  if (options.fix || options.diff) {
    const code = fix(loaded, configFor, options, fromStdin, cwd, locale);
    if (options.diff || fromStdin) return code;
    loaded = loadProgram(await createParser(), files, overlay, targets.named);
  }
  const jobs = options.jobs ?? Math.min(availableParallelism(), Math.ceil(files.length / FILES_PER_JOB));
  const judged = new Set(loaded.targets);
  const groups = request.groups.map((group) => ({
    ...group,
    files: group.files.filter((file) => judged.has(file)),
  }));
  const result =
    jobs > 1 && !fromStdin
      ? await runOnThreads({ ...request, groups }, jobs)
      : run(loaded.program, { ...request, groups });
  const whole: AnalysisResult = {
    ...result,
    notAnalysed: [
      ...loaded.notAnalysed,
      ...result.notAnalysed.filter((entry) => entry.reason !== 'generated'),
    ],
  };
  const durationMs = Math.round(performance.now() - started);
  print(whole, options, { locale, cwd, durationMs, textOf: (path) => loaded.program.textOf(path) });
  return exitCode(whole, options, locale);
}

function targetsOf(paths: readonly string[], cwd: string): ReturnType<typeof resolveTargets> {
  try {
    return resolveTargets(paths, cwd);
  } catch (error) {
    if (!(error instanceof PathProblem)) throw error;
    throw new UsageProblem({
      en: `no such file or folder: ${error.message}`,
      'zh-cn': `没有这个文件或目录：${error.message}`,
    });
  }
}

interface Printing {
  readonly locale: Locale;
  readonly cwd: string;
  readonly durationMs: number;
  readonly textOf: (path: string) => string | undefined;
}

function print(
  result: AnalysisResult,
  options: CheckOptions,
  { locale, cwd, durationMs, textOf }: Printing,
): void {
  const shown = (path: string): string => slashes(relative(cwd, path));
  if (options.format === 'json') {
    process.stdout.write(
      renderJson(result, { toolVersion: TOOL_VERSION, locale, durationMs, relative: shown }),
    );
  } else {
    process.stdout.write(renderText(result.findings, { locale, relative: shown, textOf, cards: false }));
    if (result.findings.length > 0) process.stdout.write('\n');
    process.stdout.write(renderSummary(result, locale));
  }
  for (const failure of result.failures) {
    process.stderr.write(
      `premortem: ${failure.rule || 'worker'} failed on ${shown(failure.file)}: ${failure.message}\n`,
    );
  }
  if (options.stats) {
    const { files, bytes, parsed, prefiltered, functions } = result.stats;
    process.stderr.write(
      `${files} files, ${bytes} UTF-16 units, ${parsed} parsed, ${prefiltered} prefiltered, ${functions} functions, ${durationMs} ms\n`,
    );
  }
}

function exitCode(result: AnalysisResult, options: CheckOptions, locale: Locale): number {
  if (result.failures.length > 0) return EXIT.internal;
  if (options.failOnSkipped && result.notAnalysed.length > 0) {
    process.stderr.write(
      locale === 'en'
        ? `premortem: ${result.notAnalysed.length} files or functions were not analysed (--fail-on-skipped)\n`
        : `premortem: 有 ${result.notAnalysed.length} 个文件或函数未分析（--fail-on-skipped）\n`,
    );
    return EXIT.internal;
  }
  return fails(result.findings, options.failOn) ? EXIT.findings : EXIT.clean;
}

/** Applies the safe fixes, or shows them; a file that changed meanwhile is left alone and told. */
function fix(
  loaded: LoadedProgram,
  configFor: (folder: string) => ReturnType<Configs['configFor']>,
  options: CheckOptions,
  fromStdin: boolean,
  cwd: string,
  locale: Locale,
): number {
  const fixed = fixedFiles(loaded, loaded.targets, configFor);
  if (fromStdin && !options.diff) {
    const [only] = loaded.targets;
    process.stdout.write(fixed[0]?.after ?? (only && loaded.program.textOf(only)) ?? '');
    return EXIT.clean;
  }
  let applied = 0;
  for (const file of fixed) {
    const shown = slashes(relative(cwd, file.path));
    if (options.diff) process.stdout.write(unifiedDiff(file, shown));
    else if (writeFixed(file, loaded.withBom.has(file.path)) === 'written') applied += file.applied;
    else {
      process.stderr.write(
        locale === 'en'
          ? `premortem: ${shown} changed while it was read; not fixed\n`
          : `premortem: 读取期间 ${shown} 被改动，未修复\n`,
      );
    }
  }
  if (!options.diff && applied > 0) {
    process.stderr.write(
      locale === 'en'
        ? `premortem: ${applied} fixes applied in ${fixed.length} files\n`
        : `premortem: 已在 ${fixed.length} 个文件中应用 ${applied} 处修复\n`,
    );
  }
  return options.diff && fixed.length > 0 && options.failOn !== 'never' ? EXIT.findings : EXIT.clean;
}
