import { dirname, relative, resolve } from 'node:path';
import ignore from 'ignore';
import type { Config } from '../core/config.ts';
import type { Locale } from '../core/finding.ts';
import { type ConfigFile, findConfigFile, readConfigFile } from '../host/config-file.ts';
import { slashes } from '../host/source-files.ts';
import { UsageProblem } from './exit.ts';
import { BASE, type JudgingOptions, overrides } from './options.ts';

interface Entry {
  readonly config: Config;
  readonly file: ConfigFile | undefined;
}

/** Configurations by folder: the nearest config file, or the one that was named, under the options of the call. */
export class Configs {
  readonly #override: (base: Config) => Config;
  readonly #named: ConfigFile | undefined;
  readonly #files = new Map<string, ConfigFile>();
  readonly #folders = new Map<string, Entry>();
  /** One object for each file, because folders with the same object are judged together. */
  readonly #entries = new Map<ConfigFile | undefined, Entry>();

  /** @throws UsageProblem for an unknown rule, or a named config file that cannot be obeyed */
  constructor(
    readonly options: JudgingOptions,
    readonly cwd: string,
    readonly locale: Locale,
  ) {
    this.#override = overrides(options);
    this.#named = typeof options.config === 'string' ? this.#read(resolve(cwd, options.config)) : undefined;
  }

  /** @throws UsageProblem when the config file that holds there cannot be obeyed */
  configFor(folder: string): Config {
    return this.#entry(folder).config;
  }

  /** Whether the config file leaves a file out. */
  excludes(path: string): boolean {
    const { config, file } = this.#entry(dirname(path));
    if (!file || config.exclude.length === 0) return false;
    const inside = slashes(relative(dirname(file.path), path));
    return (
      !inside.startsWith('../') &&
      ignore()
        .add([...config.exclude])
        .ignores(inside)
    );
  }

  #entry(folder: string): Entry {
    let entry = this.#folders.get(folder);
    if (!entry) {
      const path = this.#named || this.options.config === false ? undefined : findConfigFile(folder);
      const file = this.#named ?? (path === undefined ? undefined : this.#read(path));
      entry = this.#entries.get(file) ?? { config: this.#override(file?.config ?? BASE), file };
      this.#entries.set(file, entry);
      this.#folders.set(folder, entry);
    }
    return entry;
  }

  #read(path: string): ConfigFile {
    let file = this.#files.get(path);
    if (!file) {
      const shown = slashes(relative(this.cwd, path)) || path;
      try {
        file = readConfigFile(path);
      } catch {
        throw new UsageProblem({
          en: `cannot read the config file ${shown}`,
          'zh-cn': `无法读取配置文件 ${shown}`,
        });
      }
      if (file.problems.length > 0) {
        const lines = (locale: Locale): string =>
          file!.problems.map((problem) => `${shown}:${problem.line}: ${problem.message[locale]}`).join('\n');
        throw new UsageProblem({ en: lines('en'), 'zh-cn': lines('zh-cn') });
      }
      this.#files.set(path, file);
    }
    return file;
  }
}
