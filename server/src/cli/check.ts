import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AnalysisResult, Locale } from '../core/finding.ts';
import { renderJson } from '../core/render/json.ts';
import { renderSummary, renderText } from '../core/render/text.ts';
import { createParser } from '../host/core-wasm.ts';
import { type LoadedProgram, loadProgram, PathProblem, resolveTargets } from '../host/program-loader.ts';
import { decodeSource, slashes } from '../host/source-files.ts';
import { TOOL_VERSION } from '../host/version.ts';
import { type AnalysisRequest, byPlace, groupByConfig, run } from './analysis.ts';
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
  if (options.format === 'json' && (options.diff || (options.fix && fromStdin))) {
    throw new UsageProblem({
      en: '--format json does not go with --diff, nor with --fix of standard input: both print Go',
      'zh-cn': '--format json 不能与 --diff 同用，也不能与标准输入的 --fix 同用：它们输出的是 Go 代码',
    });
  }
  if (fromStdin) overlay.set(slashes(resolve(cwd, options.stdinFilename ?? 'stdin.go')), standardInput());
  else if (paths.includes('-')) {
    throw new UsageProblem({
      en: '- (standard input) goes with no other path',
      'zh-cn': '-（标准输入）不能与其他路径同用',
    });
  }
  const targets = fromStdin
    ? { files: [...overlay.keys()], named: new Set(overlay.keys()) }
    : targetsOf(paths.length > 0 ? paths : ['.'], cwd);
  const other = [...targets.named].find((file) => !file.endsWith('.go'));
  if (other !== undefined) {
    const shown = slashes(relative(cwd, other));
    throw new UsageProblem({ en: `not a Go file: ${shown}`, 'zh-cn': `不是 Go 文件：${shown}` });
  }
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
  let fixCode: number = EXIT.clean;
  if (options.fix || options.diff) {
    fixCode = fix(
      loaded,
      configFor,
      options,
      fromStdin ? [...overlay.values()].join('') : undefined,
      cwd,
      locale,
    );
    if (options.diff || fromStdin) return fixCode;
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
    ].sort(byPlace),
  };
  const durationMs = Math.round(performance.now() - started);
  print(whole, options, { locale, cwd, durationMs, textOf: (path) => loaded.program.textOf(path) });
  const code = exitCode(whole, options, locale);
  return fixCode === EXIT.internal ? fixCode : code;
}

/** @throws UsageProblem when it is not UTF-8, which Go source must be */
function standardInput(): string {
  const read = decodeSource(readFileSync(0));
  if ('text' in read) return read.hasBom ? `\ufeff${read.text}` : read.text;
  throw new UsageProblem({ en: 'standard input is not UTF-8', 'zh-cn': '标准输入不是 UTF-8 编码' });
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
    process.stdout.write(renderSummary(result, { locale, relative: shown }));
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
    const n = result.notAnalysed.length;
    const what = n === 1 ? 'file or function was' : 'files or functions were';
    process.stderr.write(
      locale === 'en'
        ? `premortem: ${n} ${what} not analysed (--fail-on-skipped)\n`
        : `premortem: 有 ${n} 个文件或函数未分析（--fail-on-skipped）\n`,
    );
    return EXIT.internal;
  }
  return fails(result.findings, options.failOn) ? EXIT.findings : EXIT.clean;
}

/**
 * Applies the safe fixes, or shows them; what came from standard input goes to standard output. A file that changed
 * meanwhile, or cannot be written, is left alone and told.
 */
function fix(
  loaded: LoadedProgram,
  configFor: (folder: string) => ReturnType<Configs['configFor']>,
  options: CheckOptions,
  given: string | undefined,
  cwd: string,
  locale: Locale,
): number {
  const fixed = fixedFiles(loaded, loaded.targets, configFor);
  if (given !== undefined && !options.diff) {
    process.stdout.write(fixed[0]?.after ?? given);
    return EXIT.clean;
  }
  let applied = 0;
  let written = 0;
  let isRefused = false;
  for (const file of fixed) {
    const shown = slashes(relative(cwd, file.path));
    if (options.diff) {
      process.stdout.write(unifiedDiff(file, shown));
      continue;
    }
    const outcome = writeFixed(file);
    if (outcome === 'written') {
      applied += file.applied;
      written++;
      continue;
    }
    isRefused ||= outcome === 'refused';
    const reason = {
      changed: { en: 'changed while it was read', 'zh-cn': '在读取期间被改动' },
      refused: { en: 'cannot be written', 'zh-cn': '无法写入' },
    }[outcome][locale];
    process.stderr.write(
      locale === 'en'
        ? `premortem: ${shown} ${reason}; not fixed\n`
        : `premortem: ${shown} ${reason}，未修复\n`,
    );
  }
  if (!options.diff && applied > 0) {
    process.stderr.write(
      locale === 'en'
        ? `premortem: ${applied} fix${applied === 1 ? '' : 'es'} applied in ${written} file${written === 1 ? '' : 's'}\n`
        : `premortem: 已在 ${written} 个文件中应用 ${applied} 处修复\n`,
    );
  }
  if (isRefused) return EXIT.internal;
  return options.diff && fixed.length > 0 && options.failOn !== 'never' ? EXIT.findings : EXIT.clean;
}
