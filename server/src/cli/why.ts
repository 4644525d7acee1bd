import { resolve } from 'node:path';
import type { Locale } from '../core/finding.ts';
import { explainLine } from '../core/why/index.ts';
import { renderLineReport } from '../core/why/render.ts';
import { createParser } from '../host/core-wasm.ts';
import { loadProgram } from '../host/program-loader.ts';
import { slashes } from '../host/source-files.ts';
import { Configs } from './configs.ts';
import { UsageProblem } from './exit.ts';
import { type JudgingOptions, localeFrom } from './options.ts';

/** Options of `explain --why`; the rest of what judging needs is as by default. */
export interface WhyOptions {
  readonly why: string;
  readonly preview: boolean | undefined;
  readonly locale: Locale | undefined;
}

/**
 * `premortem explain --why FILE:LINE`: the reasoning about a line.
 * @throws UsageProblem when there is no such line
 */
export async function why(options: WhyOptions): Promise<void> {
  const locale = localeFrom(options.locale, process.env);
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(options.why);
  const line = Number(match?.[2] ?? 0);
  if (!match || line < 1) {
    throw new UsageProblem({
      en: `--why takes FILE:LINE, not ${options.why}`,
      'zh-cn': `--why 需要 文件:行号，而不是 ${options.why}`,
    });
  }
  const cwd = process.cwd();
  const path = slashes(resolve(cwd, match[1]!));
  const judging: JudgingOptions = {
    config: undefined,
    tests: undefined,
    minConfidence: undefined,
    preview: options.preview,
    only: [],
    enable: [],
    disable: [],
    failOn: 'never',
    locale: options.locale,
  };
  const config = new Configs(judging, cwd, locale).configFor(slashes(resolve(path, '..')));
  const { program } = loadProgram(await createParser(), [path], new Map(), new Set([path]));
  const report = explainLine(program, path, line - 1, config);
  if (!report) {
    throw new UsageProblem({
      en: `there is no line ${line} in a Go file ${match[1]}`,
      'zh-cn': `Go 文件 ${match[1]} 中没有第 ${line} 行`,
    });
  }
  process.stdout.write(renderLineReport(report, `${match[1]}:${line}`, locale));
}
