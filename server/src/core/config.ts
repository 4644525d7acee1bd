import { type Confidence, SEVERITIES } from './finding.ts';

/** Values that suggested fixes insert; durations are Go expressions' source such as `10 * time.Second`. */
export interface FixDefaults {
  readonly contextTimeout: string;
  readonly httpClientTimeout: string;
  readonly readHeaderTimeout: string;
  readonly maxOpenConns: number;
  readonly maxBodyBytes: number;
  readonly connMaxLifetime: string;
  readonly connMaxIdleTime: string;
}

/** `on` keeps the severity that the rule gives its finding. */
export const LEVELS = ['off', 'on', ...SEVERITIES] as const;
export type Level = (typeof LEVELS)[number];

export interface RuleLevel {
  readonly pattern: string;
  readonly level: Level;
}

/** What an analysis obeys. The same object comes from the config file, the editor's settings and the command line. */
export interface Config {
  /** Rule name or glob (`sql-*`) to level; a later entry wins over an earlier one. */
  readonly rules: readonly RuleLevel[];
  /** When not empty, only these rules run. */
  readonly only: readonly string[];
  /** Whether rules run that are not stable yet. */
  readonly preview: boolean;
  readonly minConfidence: Confidence;
  readonly tests: 'full' | 'relaxed' | 'off';
  /** Whether findings in generated files are shown; fixes there are never applied in bulk. */
  readonly includeGenerated: boolean;
  /** Files that are not judged: patterns as in .gitignore, relative to the folder of the config file. */
  readonly exclude: readonly string[];
  readonly honorForeignSuppressions: boolean;
  readonly requireSuppressionReason: boolean;
  readonly deferStyle: 'plain' | 'ignoreError';
  readonly fixDefaults: FixDefaults;
}

export const DEFAULT_CONFIG: Config = {
  rules: [],
  only: [],
  preview: false,
  minConfidence: 'medium',
  tests: 'relaxed',
  includeGenerated: false,
  exclude: [],
  honorForeignSuppressions: true,
  requireSuppressionReason: true,
  deferStyle: 'plain',
  fixDefaults: {
    contextTimeout: '5 * time.Second',
    httpClientTimeout: '10 * time.Second',
    readHeaderTimeout: '5 * time.Second',
    maxOpenConns: 20,
    maxBodyBytes: 1 << 20,
    connMaxLifetime: '3 * time.Minute',
    connMaxIdleTime: '5 * time.Minute',
  },
};
