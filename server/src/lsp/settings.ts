import { statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import ignore from 'ignore';
import { type Config, DEFAULT_CONFIG } from '../core/config.ts';
import { parseConfigInput } from '../core/config-input.ts';
import type { Locale, Localized } from '../core/finding.ts';
import { type ConfigFile, findConfigFile, readConfigFile } from '../host/config-file.ts';
import { slashes } from '../host/source-files.ts';

export interface Settings {
  readonly enable: boolean;
  readonly run: 'onType' | 'onSave' | 'manual';
  /** Milliseconds of quiet before a changed document is judged. */
  readonly delay: number;
  readonly locale: Locale;
  /** The editor's settings under the config file. The same object as long as neither changes. */
  readonly config: Config;
  readonly configFile: string | undefined;
  /** What could not be obeyed, one line each, with the key or the file and line. */
  readonly problems: readonly Localized[];
}

type EditorSettings = Omit<Settings, 'configFile'>;

const CONFIG_KEYS = ['rules', 'preview', 'minConfidence', 'tests', 'exclude', 'fix', 'suppressions'] as const;
const RUNS = ['onType', 'onSave', 'manual'] as const;
const LOCALES = ['auto', 'en', 'zh-cn'] as const;
const MAX_DELAY = 60_000;

/**
 * Reads the section `premortem` of an editor's settings.
 * @param raw the section; names with dots (`fix.deferStyle`) are read as nested ones
 * @param clientLocale the language behind `locale: auto`
 */
export function readEditorSettings(raw: unknown, clientLocale: Locale): EditorSettings {
  const section = nested(raw);
  const problems: Localized[] = [];
  const choose = <Value extends string>(key: string, choices: readonly Value[], otherwise: Value): Value => {
    const value = section[key];
    if (value === undefined || value === null) return otherwise;
    const found = choices.find(
      (choice) => typeof value === 'string' && choice.toLowerCase() === value.toLowerCase(),
    );
    if (found === undefined) {
      problems.push({
        en: `premortem.${key} must be one of ${choices.join(', ')}`,
        'zh-cn': `premortem.${key} 必须是 ${choices.join('、')} 之一`,
      });
    }
    return found ?? otherwise;
  };
  let enable = true;
  if (typeof section.enable === 'boolean') enable = section.enable;
  else if (section.enable !== undefined && section.enable !== null) {
    problems.push({
      en: 'premortem.enable must be true or false',
      'zh-cn': 'premortem.enable 必须是 true 或 false',
    });
  }
  let delay = 300;
  if (typeof section.delay === 'number' && section.delay >= 0 && section.delay <= MAX_DELAY)
    delay = section.delay;
  else if (section.delay !== undefined && section.delay !== null) {
    problems.push({
      en: `premortem.delay must be a number of milliseconds from 0 to ${MAX_DELAY}`,
      'zh-cn': `premortem.delay 必须是 0 到 ${MAX_DELAY} 之间的毫秒数`,
    });
  }
  const locale = choose('locale', LOCALES, 'auto');
  const run = choose('run', RUNS, 'onType');
  const input: Record<string, unknown> = {};
  for (const key of CONFIG_KEYS) if (section[key] !== undefined) input[key] = section[key];
  const reading = parseConfigInput(input, DEFAULT_CONFIG);
  for (const { path, message } of reading.problems) {
    const at = path.length > 0 ? `premortem.${path.slice(0, -1).join('.')}` : 'premortem';
    problems.push({ en: `${at}: ${message.en}`, 'zh-cn': `${at}：${message['zh-cn']}` });
  }
  return {
    enable,
    run,
    delay,
    locale: locale === 'auto' ? clientLocale : locale,
    config: reading.config,
    problems,
  };
}

/** `{ 'fix.deferStyle': x }` as `{ fix: { deferStyle: x } }`; not an object gives an empty one. */
function nested(raw: unknown): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {};
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    const parts = key.split('.');
    let target = result;
    for (const part of parts.slice(0, -1)) {
      const inner = target[part];
      const copy = typeof inner === 'object' && inner !== null ? { ...inner } : {};
      target[part] = copy;
      target = copy as Record<string, unknown>;
    }
    target[parts[parts.length - 1]!] = value;
  }
  return result;
}

/** Settings per document: the editor's, asked for once, under the nearest config file, read again when it changes. */
export class SettingsStore {
  readonly #editor = new Map<string, Promise<EditorSettings>>();
  /** By the raw section, so that equal settings of several documents are one object. */
  readonly #readings = new Map<string, EditorSettings>();
  readonly #files = new WeakMap<Config, Map<string, { stamp: string; file: ConfigFile }>>();
  readonly #merged = new WeakMap<
    EditorSettings,
    Map<string, { file: ConfigFile | undefined; settings: Settings }>
  >();

  /** @param ask gives the raw section for a resource */
  constructor(
    readonly ask: (uri: string) => Promise<unknown>,
    readonly clientLocale: Locale,
  ) {}

  /** @param path of the file; undefined for a document that is no file */
  async settingsFor(uri: string, path: string | undefined): Promise<Settings> {
    const editor = await this.#editorSettings(uri);
    return this.#under(editor, path === undefined ? undefined : dirname(path));
  }

  /** Configurations of folders for a resource's editor settings. */
  async configsBelow(uri: string): Promise<(folder: string) => Config> {
    const editor = await this.#editorSettings(uri);
    return (folder) => this.#under(editor, folder).config;
  }

  #editorSettings(uri: string): Promise<EditorSettings> {
    let pending = this.#editor.get(uri);
    if (!pending) {
      pending = this.ask(uri).then(
        (raw) => this.#reading(raw),
        () => this.#reading(undefined),
      );
      this.#editor.set(uri, pending);
    }
    return pending;
  }

  #under(editor: EditorSettings, folder: string | undefined): Settings {
    const configPath = folder === undefined ? undefined : findConfigFile(folder);
    const file = configPath === undefined ? undefined : this.#read(configPath, editor.config);
    const key = file?.path ?? '';
    const merged =
      this.#merged.get(editor) ?? new Map<string, { file: ConfigFile | undefined; settings: Settings }>();
    this.#merged.set(editor, merged);
    const known = merged.get(key);
    if (known && known.file === file) return known.settings;
    const settings: Settings = {
      ...editor,
      config: file?.config ?? editor.config,
      configFile: file?.path,
      problems: [
        ...editor.problems,
        ...(file?.problems ?? []).map(({ file: name, line, message }) => ({
          en: `${name}:${line}: ${message.en}`,
          'zh-cn': `${name}:${line}: ${message['zh-cn']}`,
        })),
      ],
    };
    merged.set(key, { file, settings });
    return settings;
  }

  forget(uri?: string): void {
    if (uri === undefined) this.#editor.clear();
    else this.#editor.delete(uri);
  }

  #reading(raw: unknown): EditorSettings {
    const key = JSON.stringify(raw) ?? '';
    let reading = this.#readings.get(key);
    if (!reading) {
      reading = readEditorSettings(raw, this.clientLocale);
      this.#readings.set(key, reading);
    }
    return reading;
  }

  #read(path: string, base: Config): ConfigFile | undefined {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    const stamp = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    const files = this.#files.get(base) ?? new Map<string, { stamp: string; file: ConfigFile }>();
    this.#files.set(base, files);
    const known = files.get(path);
    if (known?.stamp === stamp) return known.file;
    let file: ConfigFile;
    try {
      file = readConfigFile(path, base);
    } catch {
      const message = { en: 'the file cannot be read', 'zh-cn': '无法读取该文件' };
      file = { path, config: base, problems: [{ file: path, line: 1, message }] };
    }
    files.set(path, { stamp, file });
    return file;
  }
}

/** Whether `exclude` of the config file leaves a file out. */
export function isExcluded(settings: Settings, path: string): boolean {
  if (settings.configFile === undefined || settings.config.exclude.length === 0) return false;
  const inside = slashes(relative(dirname(settings.configFile), path));
  if (inside.startsWith('../')) return false;
  return ignore()
    .add([...settings.config.exclude])
    .ignores(inside);
}
