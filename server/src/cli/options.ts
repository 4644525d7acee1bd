import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, DEFAULT_CONFIG, type RuleLevel } from '../core/config.ts';
import { unknownRule } from '../core/config-input.ts';
import { CONFIDENCES, type Confidence, type Locale, SEVERITIES, type Severity } from '../core/finding.ts';
import { localeOf } from '../core/locale.ts';
import { UsageProblem } from './exit.ts';

/** Options that say what is judged and how strictly; shared by `check` and `self-check`. */
export interface JudgingOptions {
  readonly config: string | boolean | undefined;
  readonly tests: Config['tests'] | undefined;
  readonly minConfidence: Confidence | undefined;
  readonly preview: boolean | undefined;
  readonly only: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  readonly failOn: Severity | 'never';
  readonly locale: Locale | undefined;
}

const list = (value: string, previous: readonly string[]): string[] => [
  ...previous,
  ...value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
];

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number above 0');
  return number;
}

/** Adds the options of `JudgingOptions` to a command. */
export function withJudgingOptions(command: Command): Command {
  return command
    .option('--config <file>', 'config file instead of the nearest .premortem.yml')
    .option('--no-config', 'obey no config file')
    .addOption(
      new Option('--tests <mode>', 'how _test.go files are judged').choices(['full', 'relaxed', 'off']),
    )
    .addOption(
      new Option('--min-confidence <level>', 'least confidence shown (default: medium)').choices(CONFIDENCES),
    )
    .option('--preview', 'also run rules that are not stable yet')
    .addOption(
      new Option('--only <rules>', 'run only these rules, comma-separated')
        .argParser(list)
        .default([], 'all'),
    )
    .addOption(new Option('--enable <rules>', 'turn rules on').argParser(list).default([], 'none'))
    .addOption(new Option('--disable <rules>', 'turn rules off').argParser(list).default([], 'none'))
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(['error', 'warning', 'info', 'hint', 'never'])
        .default('warning'),
    )
    .addOption(
      new Option('--locale <locale>', 'language of messages (default: from the environment)').choices([
        'en',
        'zh-cn',
      ]),
    );
}

/** The language of messages: the option, else what POSIX says of the environment, else English. */
export function localeFrom(option: Locale | undefined, env: NodeJS.ProcessEnv): Locale {
  return option ?? localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}

/**
 * What the options change over a configuration.
 * @throws UsageProblem for a rule that does not exist
 */
export function overrides(options: JudgingOptions): (base: Config) => Config {
  for (const pattern of [...options.only, ...options.enable, ...options.disable]) {
    const unknown = unknownRule(pattern);
    if (unknown) throw new UsageProblem(unknown);
  }
  const levels: RuleLevel[] = [
    ...options.enable.map((pattern) => ({ pattern, level: 'on' as const })),
    ...options.disable.map((pattern) => ({ pattern, level: 'off' as const })),
  ];
  return (base) => ({
    ...base,
    rules: [...base.rules, ...levels],
    only: options.only.length > 0 ? options.only : base.only,
    preview: options.preview ?? base.preview,
    tests: options.tests ?? base.tests,
    minConfidence: options.minConfidence ?? base.minConfidence,
  });
}

export const BASE: Config = DEFAULT_CONFIG;

/** Whether findings reach the severity of `--fail-on`. */
export function fails(
  findings: readonly { readonly severity: Severity }[],
  failOn: Severity | 'never',
): boolean {
  if (failOn === 'never') return false;
  const least = SEVERITIES.indexOf(failOn);
  return findings.some((finding) => SEVERITIES.indexOf(finding.severity) >= least);
}
