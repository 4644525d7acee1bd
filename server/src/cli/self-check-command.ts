import { writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { selfCheckMarkdown, selfCheckText } from '../core/render/report.ts';
import { createParser } from '../host/core-wasm.ts';
import { GitProblem } from '../host/git.ts';
import { PathProblem } from '../host/program-loader.ts';
import { type SelfCheckResult, selfCheck } from '../host/self-check.ts';
import { slashes } from '../host/source-files.ts';
import { Configs } from './configs.ts';
import { EXIT, UsageProblem } from './exit.ts';
import { fails, type JudgingOptions, localeFrom } from './options.ts';

export interface SelfCheckCommandOptions extends JudgingOptions {
  readonly base: string | undefined;
  readonly staged: boolean;
  readonly all: boolean;
  readonly output: string | undefined;
}

/** `premortem self-check`: returns the exit code. */
export async function selfCheckCommand(
  paths: readonly string[],
  options: SelfCheckCommandOptions,
): Promise<number> {
  const cwd = process.cwd();
  const locale = localeFrom(options.locale, process.env);
  const configs = new Configs(options, cwd, locale);
  const parser = await createParser();
  let result: SelfCheckResult;
  try {
    result = selfCheck(parser, {
      paths,
      cwd,
      base: options.base,
      staged: options.staged,
      all: options.all,
      configFor: (folder) => configs.configFor(folder),
      excludes: (path) => configs.excludes(path),
    });
  } catch (error) {
    if (error instanceof GitProblem) throw new UsageProblem(error.localized);
    if (error instanceof PathProblem) {
      throw new UsageProblem({
        en: `no such file or folder: ${error.message}`,
        'zh-cn': `没有这个文件或目录：${error.message}`,
      });
    }
    throw error;
  }
  const context = {
    locale,
    relative: (path: string) => slashes(relative(cwd, path)),
    textOf: result.textOf,
  };
  process.stdout.write(selfCheckText(result, context));
  if (options.output !== undefined) {
    try {
      writeFileSync(resolve(cwd, options.output), selfCheckMarkdown(result, context));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new UsageProblem({
        en: `cannot write ${options.output}: ${reason}`,
        'zh-cn': `无法写入 ${options.output}：${reason}`,
      });
    }
  }
  for (const failure of result.failures) {
    process.stderr.write(
      `premortem: ${failure.rule} failed on ${context.relative(failure.file)}: ${failure.message}\n`,
    );
  }
  if (result.failures.length > 0) return EXIT.internal;
  return fails(result.findings, options.failOn) ? EXIT.findings : EXIT.clean;
}
