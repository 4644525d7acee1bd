import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { type Config, DEFAULT_CONFIG } from '../core/config.ts';
import { parseConfigInput } from '../core/config-input.ts';
import type { Localized } from '../core/finding.ts';

export const CONFIG_NAMES = ['.premortem.yml', '.premortem.yaml'] as const;

/** A line of a config file that cannot be obeyed; lines are 1-based. */
export interface ConfigFileProblem {
  readonly file: string;
  readonly line: number;
  readonly message: Localized;
}

export interface ConfigFile {
  /** Absolute path; its folder is the base of `exclude`. */
  readonly path: string;
  readonly config: Config;
  readonly problems: readonly ConfigFileProblem[];
}

/** The nearest config file around a folder, up to the root of the workspace or of the repository. */
export function findConfigFile(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    for (const name of CONFIG_NAMES) {
      const path = join(current, name);
      if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
    }
    const isRoot = ['go.work', '.git'].some((name) =>
      statSync(join(current, name), { throwIfNoEntry: false }),
    );
    if (isRoot || dirname(current) === current) return undefined;
  }
}

/**
 * Reads a config file over a base.
 * @throws the error of the file system when it cannot be read
 */
export function readConfigFile(path: string, base: Config = DEFAULT_CONFIG): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => {
      const text = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');
      return {
        file: path,
        line: lines.linePos(error.pos[0]).line,
        message: { en: `not YAML: ${text}`, 'zh-cn': `不是合法的 YAML：${text}` },
      };
    });
    return { path, config: base, problems };
  }
  const { config, problems } = parseConfigInput(document.toJS(), base);
  return {
    path,
    config,
    problems: problems.map((problem) => {
      const parent = problem.path.slice(0, -1);
      const key = problem.path[problem.path.length - 1];
      const pairs = parent.length === 0 ? document.contents : document.getIn(parent, true);
      const items = (pairs as { items?: { key?: { value?: unknown; range?: [number] } }[] } | null)?.items;
      const at = items?.find((pair) => pair.key?.value === key)?.key?.range?.[0] ?? 0;
      return { file: path, line: lines.linePos(at).line, message: problem.message };
    }),
  };
}
