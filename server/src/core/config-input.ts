import { type Config, DEFAULT_CONFIG, LEVELS, type Level, type RuleLevel } from './config.ts';
import { didYouMean } from './did-you-mean.ts';
import { CONFIDENCES, type Localized } from './finding.ts';
import { globMatches } from './glob.ts';
import { ruleNames } from './rules/index.ts';

/** Something in a configuration that cannot be obeyed. */
export interface ConfigProblem {
  /** Keys from the top to the entry at fault. */
  readonly path: readonly string[];
  readonly message: Localized;
}

export interface ConfigReading {
  /** What could be read over the base; entries at fault are left out. */
  readonly config: Config;
  readonly problems: readonly ConfigProblem[];
}

const TESTS = ['full', 'relaxed', 'off'] as const;
const DEFER_STYLES = ['plain', 'ignoreError'] as const;
/** `5 * time.Second`, `time.Minute`: the only expressions that a fix may insert as a duration. */
const DURATION = /^(?:\d+ \* )?time\.(?:Nanosecond|Microsecond|Millisecond|Second|Minute|Hour)$/;

/**
 * Reads a configuration as it comes from YAML or from an editor's settings: an object with the keys of the config file.
 * @param base what holds where the input says nothing
 */
export function parseConfigInput(raw: unknown, base: Config = DEFAULT_CONFIG): ConfigReading {
  const reader = new Reader();
  if (raw === undefined || raw === null) return { config: base, problems: [] };
  const top = reader.object(raw, []);
  reader.knownKeys(
    top,
    [],
    ['rules', 'preview', 'minConfidence', 'tests', 'generated', 'exclude', 'fix', 'suppressions'],
  );
  const fix = reader.object(top.fix, ['fix']);
  reader.knownKeys(fix, ['fix'], ['deferStyle', 'defaults']);
  const defaults = reader.object(fix.defaults, ['fix', 'defaults']);
  reader.knownKeys(defaults, ['fix', 'defaults'], Object.keys(base.fixDefaults));
  const suppressions = reader.object(top.suppressions, ['suppressions']);
  reader.knownKeys(suppressions, ['suppressions'], ['requireReason', 'honorForeign']);
  const given = base.fixDefaults;
  const duration = (key: Exclude<keyof Config['fixDefaults'], 'maxOpenConns' | 'maxBodyBytes'>): string =>
    reader.duration(defaults[key], ['fix', 'defaults', key], given[key]);
  const config: Config = {
    ...base,
    rules: [...base.rules, ...reader.rules(top.rules)],
    preview: reader.flag(top.preview, ['preview'], base.preview),
    minConfidence: reader.choice(top.minConfidence, ['minConfidence'], CONFIDENCES, base.minConfidence),
    tests: reader.choice(top.tests, ['tests'], TESTS, base.tests),
    includeGenerated: reader.flag(top.generated, ['generated'], base.includeGenerated),
    exclude: reader.texts(top.exclude, ['exclude'], base.exclude),
    deferStyle: reader.choice(fix.deferStyle, ['fix', 'deferStyle'], DEFER_STYLES, base.deferStyle),
    fixDefaults: {
      contextTimeout: duration('contextTimeout'),
      httpClientTimeout: duration('httpClientTimeout'),
      readHeaderTimeout: duration('readHeaderTimeout'),
      maxOpenConns: reader.count(
        defaults.maxOpenConns,
        ['fix', 'defaults', 'maxOpenConns'],
        given.maxOpenConns,
      ),
      maxBodyBytes: reader.count(
        defaults.maxBodyBytes,
        ['fix', 'defaults', 'maxBodyBytes'],
        given.maxBodyBytes,
      ),
      connMaxLifetime: duration('connMaxLifetime'),
      connMaxIdleTime: duration('connMaxIdleTime'),
    },
    requireSuppressionReason: reader.flag(
      suppressions.requireReason,
      ['suppressions', 'requireReason'],
      base.requireSuppressionReason,
    ),
    honorForeignSuppressions: reader.flag(
      suppressions.honorForeign,
      ['suppressions', 'honorForeign'],
      base.honorForeignSuppressions,
    ),
  };
  return { config, problems: reader.problems };
}

/** Why a rule name or pattern names no rule; undefined when it names one. */
export function unknownRule(pattern: string): Localized | undefined {
  const names = ruleNames();
  if (names.some((name) => globMatches(pattern, name))) return undefined;
  const near = didYouMean(pattern, names);
  return {
    en: `there is no rule ${pattern}${near ? `; did you mean ${near}?` : ''}`,
    'zh-cn': `没有名为 ${pattern} 的规则${near ? `；是否想写 ${near}？` : ''}`,
  };
}

class Reader {
  readonly problems: ConfigProblem[] = [];

  #problem(path: readonly string[], en: string, zh: string): void {
    this.problems.push({ path, message: { en, 'zh-cn': zh } });
  }

  object(value: unknown, path: readonly string[]): Record<string, unknown> {
    if (value === undefined || value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
    this.#problem(path, `${name(path)} must be a mapping`, `${name(path)} 必须是一个映射`);
    return {};
  }

  knownKeys(value: Record<string, unknown>, path: readonly string[], known: readonly string[]): void {
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const near = didYouMean(key, known);
      this.#problem(
        [...path, key],
        `unknown key ${name([...path, key])}${near ? `; did you mean ${near}?` : `; known are ${known.join(', ')}`}`,
        `未知的键 ${name([...path, key])}${near ? `；是否想写 ${near}？` : `；可用的有 ${known.join('、')}`}`,
      );
    }
  }

  rules(value: unknown): RuleLevel[] {
    const entries: RuleLevel[] = [];
    for (const [pattern, level] of Object.entries(this.object(value, ['rules']))) {
      const unknown = unknownRule(pattern);
      if (unknown) this.problems.push({ path: ['rules', pattern], message: unknown });
      // YAML 1.1 readers take `off` and `on` for booleans
      const word = level === false ? 'off' : level === true ? 'on' : level;
      if (isOneOf(word, LEVELS)) {
        if (!unknown) entries.push({ pattern, level: word as Level });
      } else this.#notOneOf(['rules', pattern], LEVELS);
    }
    return entries;
  }

  choice<Value extends string>(
    value: unknown,
    path: readonly string[],
    choices: readonly Value[],
    otherwise: Value,
  ): Value {
    const word = value === false ? 'off' : value;
    if (word === undefined || word === null) return otherwise;
    if (isOneOf(word, choices)) return word;
    this.#notOneOf(path, choices);
    return otherwise;
  }

  #notOneOf(path: readonly string[], choices: readonly string[]): void {
    this.#problem(
      path,
      `${name(path)} must be one of ${choices.join(', ')}`,
      `${name(path)} 必须是 ${choices.join('、')} 之一`,
    );
  }

  flag(value: unknown, path: readonly string[], otherwise: boolean): boolean {
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'boolean') return value;
    this.#problem(path, `${name(path)} must be true or false`, `${name(path)} 必须是 true 或 false`);
    return otherwise;
  }

  count(value: unknown, path: readonly string[], otherwise: number): number {
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
    this.#problem(path, `${name(path)} must be a whole number above 0`, `${name(path)} 必须是大于 0 的整数`);
    return otherwise;
  }

  duration(value: unknown, path: readonly string[], otherwise: string): string {
    if (value === undefined || value === null) return otherwise;
    if (typeof value === 'string' && DURATION.test(value)) return value;
    this.#problem(
      path,
      `${name(path)} must be a Go duration such as 5 * time.Second`,
      `${name(path)} 必须是 Go 的时长，例如 5 * time.Second`,
    );
    return otherwise;
  }

  texts(value: unknown, path: readonly string[], otherwise: readonly string[]): readonly string[] {
    if (value === undefined || value === null) return otherwise;
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    this.#problem(path, `${name(path)} must be a list of patterns`, `${name(path)} 必须是模式的列表`);
    return otherwise;
  }
}

function name(path: readonly string[]): string {
  return path.length === 0 ? 'the configuration' : path.join('.');
}

function isOneOf<Value extends string>(value: unknown, choices: readonly Value[]): value is Value {
  return typeof value === 'string' && (choices as readonly string[]).includes(value);
}
