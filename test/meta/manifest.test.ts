import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';

const root = join(import.meta.dirname, '../..');
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Property {
  readonly scope?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

const manifest = json('package.json');
const manifestText = readFileSync(join(root, 'package.json'), 'utf8');
const texts = { en: json('package.nls.json'), 'zh-cn': json('package.nls.zh-cn.json') };
const clientBundle: Record<string, string> = json('l10n/bundle.l10n.zh-cn.json');
const client = readdirSync(join(root, 'client/src'))
  .map((file) => readFileSync(join(root, 'client/src', file), 'utf8'))
  .join('\n');
const settings: Record<string, Property> = Object.assign(
  {},
  ...manifest.contributes.configuration.map((group: { properties: object }) => group.properties),
);

describe('the extension manifest', () => {
  it('has every text in both languages and no text that nothing uses', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]!).sort();
    expect(used.length).toBeGreaterThan(20);
    expect(Object.keys(texts.en).sort()).toEqual([...new Set(used)]);
    expect(Object.keys(texts['zh-cn']).sort()).toEqual(Object.keys(texts.en).sort());
    for (const [key, text] of Object.entries<string>(texts['zh-cn'])) {
      expect(text, key).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('translates every text of the client, and only those', () => {
    const said = [...client.matchAll(/l10n\.t\(\s*(['"`])(.+?)\1/g)].map((match) => match[2]!);
    expect(said.length).toBeGreaterThan(10);
    expect(said.length).toBe(client.match(/l10n\.t\(/g)?.length);
    expect([...new Set(said)].sort()).toEqual(Object.keys(clientBundle).sort());
    for (const [text, translated] of Object.entries(clientBundle)) {
      expect(translated, text).toMatch(/[\u4e00-\u9fff]/);
      const places = (value: string) => [...value.matchAll(/\{\d\}/g)].map(String).sort();
      expect(places(translated)).toEqual(places(text));
    }
  });

  it('keeps every setting under premortem, per resource except for the trace', () => {
    for (const [name, property] of Object.entries(settings)) {
      expect(name).toMatch(/^premortem\./);
      expect(property.scope, name).toBe(name === 'premortem.trace.server' ? 'window' : 'resource');
      expect(property, name).toHaveProperty('default');
    }
  });

  it('has the defaults of the core', () => {
    const value = (name: string) => settings[`premortem.${name}`]?.default;
    expect(value('minConfidence')).toBe(DEFAULT_CONFIG.minConfidence);
    expect(value('tests')).toBe(DEFAULT_CONFIG.tests);
    expect(value('suppressions.requireReason')).toBe(DEFAULT_CONFIG.requireSuppressionReason);
    expect(value('suppressions.honorForeign')).toBe(DEFAULT_CONFIG.honorForeignSuppressions);
    expect(value('fix.deferStyle')).toBe(DEFAULT_CONFIG.deferStyle);
    for (const [name, expected] of Object.entries(DEFAULT_CONFIG.fixDefaults)) {
      expect(value(`fix.defaults.${name}`), name).toBe(expected);
    }
  });

  it('registers every command that it contributes, and contributes no foreign one', () => {
    for (const { command } of manifest.contributes.commands as { command: string }[]) {
      expect(command).toMatch(/^premortem\.\w+$/);
      expect(client).toContain(`'${command}'`);
    }
  });

  it('asks for the oldest VS Code that the types and the language client allow', () => {
    expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
    const languageClient = json('node_modules/vscode-languageclient/package.json');
    expect(manifest.engines.vscode).toBe(languageClient.engines.vscode);
  });

  it('packs by allow-list', () => {
    const [first, ...rest] = readFileSync(join(root, '.vscodeignore'), 'utf8').trim().split('\n');
    expect(first).toBe('**');
    for (const line of rest) expect(line).toMatch(/^!/);
    expect(manifest).not.toHaveProperty('files');
  });
});
