import { Command, CommanderError, Option } from 'commander';
import { unknownRule } from '../core/config-input.ts';
import type { Locale } from '../core/finding.ts';
import { metaOf, renderRulePage } from '../core/render/card.ts';
import { RULES } from '../core/rules/index.ts';
import { META_RULES } from '../core/rules/meta.ts';
import { TOOL_VERSION } from '../host/version.ts';
import { type CheckOptions, check } from './check.ts';
import { EXIT, UsageProblem } from './exit.ts';
import { localeFrom, wholeNumber, withJudgingOptions } from './options.ts';
import { type SelfCheckCommandOptions, selfCheckCommand } from './self-check-command.ts';
import { why } from './why.ts';

/**
 * Runs a command line.
 * @param argv as `process.argv`
 * @returns the exit code: 0 clean, 1 findings, 2 usage or configuration, 3 internal failure
 */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.clean;
  const program = commands((result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
    if (error instanceof UsageProblem) {
      const locale = localeFrom(localeIn(argv), process.env);
      process.stderr.write(`premortem: ${error.localized[locale]}\n`);
      return EXIT.usage;
    }
    process.stderr.write(
      `premortem: internal error: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return EXIT.internal;
  }
}

interface ExplainOptions {
  readonly why: string | undefined;
  readonly preview: boolean | undefined;
  readonly locale: Locale | undefined;
}

function localeIn(argv: readonly string[]): Locale | undefined {
  const at = argv.indexOf('--locale');
  const word = at >= 0 ? argv[at + 1] : argv.find((arg) => arg.startsWith('--locale='))?.slice(9);
  return word === 'en' || word === 'zh-cn' ? word : undefined;
}

function commands(done: (code: number) => void): Command {
  const program = new Command('premortem')
    .description('Finds the lines of a Go program that take production down, and explains how.')
    .version(TOOL_VERSION)
    .exitOverride()
    .showSuggestionAfterError();

  withJudgingOptions(program.command('check'))
    .description('judge files, folders or ./... (default: the current folder)')
    .argument('[paths...]')
    .addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'))
    .option('--fix', 'apply safe fixes', false)
    .option('--diff', 'show safe fixes as a unified diff, write nothing', false)
    .addOption(new Option('--jobs <n>', 'threads (default: by the number of files)').argParser(wholeNumber))
    .option('--no-prefilter', 'parse every file')
    .option('--stats', 'print counts and time to standard error', false)
    .option('--fail-on-skipped', 'exit 3 when something was not analysed', false)
    .option('--stdin-filename <file>', 'path that standard input stands for')
    .action(async (paths: string[], options: CheckOptions) => done(await check(paths, options)));

  withJudgingOptions(program.command('self-check'))
    .description('judge the functions that changed since the merge base with the default branch')
    .argument('[paths...]')
    .option('--base <rev>', 'revision to compare with')
    .option('--staged', 'judge what is staged', false)
    .option('--all', 'judge every function, without git', false)
    .option('-o, --output <file>', 'also write a Markdown report')
    .action(async (paths: string[], options: SelfCheckCommandOptions) =>
      done(await selfCheckCommand(paths, options)),
    );

  const locale = (): Option => new Option('--locale <locale>', 'language').choices(['en', 'zh-cn']);
  program
    .command('explain')
    .description('print the page of a rule, or why the rules spoke or kept silent about a line')
    .argument('[rule]')
    .option('--why <file:line>', 'print the reasoning about a line instead')
    .option('--preview', 'of rules that are not stable yet, too')
    .addOption(locale())
    .action(async (rule: string | undefined, options: ExplainOptions) => {
      if (options.why !== undefined) {
        await why({ why: options.why, preview: options.preview, locale: options.locale });
        return;
      }
      if (rule === undefined) {
        throw new UsageProblem({
          en: 'explain takes a rule, or --why FILE:LINE',
          'zh-cn': 'explain 需要一条规则，或 --why 文件:行号',
        });
      }
      const meta = metaOf(rule);
      if (!meta)
        throw new UsageProblem(
          unknownRule(rule) ?? { en: `${rule} is a pattern`, 'zh-cn': `${rule} 是一个模式` },
        );
      process.stdout.write(renderRulePage(meta, localeFrom(options.locale, process.env)));
    });

  program
    .command('rules')
    .description('list the rules')
    .option('--json', 'as JSON', false)
    .addOption(locale())
    .action((options: { json: boolean; locale: Locale | undefined }) => {
      const language = localeFrom(options.locale, process.env);
      const metas = [...RULES.map((rule) => rule.meta), ...META_RULES];
      if (options.json) {
        const rows = metas.map((meta) => ({
          name: meta.name,
          group: meta.group,
          severity: meta.severity,
          fixes: meta.fixes,
          stability: meta.stability,
          optIn: meta.isOptIn ?? false,
          since: meta.since,
          title: meta.card[language].title,
        }));
        process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
        return;
      }
      const width = Math.max(...metas.map((meta) => meta.name.length));
      for (const meta of metas) {
        process.stdout.write(
          `${meta.name.padEnd(width)}  ${meta.severity.padEnd(7)}  ${(meta.isOptIn ? 'opt-in' : meta.stability).padEnd(7)}  ${meta.card[language].title}\n`,
        );
      }
    });

  program
    .command('lsp')
    .description('run the language server')
    .option('--stdio', 'speak over standard input and output', true)
    .action(async () => {
      const { startServer } = await import('../lsp/server.ts');
      startServer();
    });
  return program;
}
