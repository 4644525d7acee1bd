import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { analyze } from '../../server/src/core/analyze.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { type Finding, SEVERITIES } from '../../server/src/core/finding.ts';
import { loadProgram } from '../../server/src/host/program-loader.ts';
import { fixtureCases } from '../harness/fixtures.ts';
import { parser } from '../harness/program.ts';
import { buildServer, Client, until, uri, VSCODE, workspace } from './client.ts';
import { GO_MOD, LEAK, TWO_LEAKS } from './go-texts.ts';

let server: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.dispose());

const start = (root: string): Promise<Client> =>
  Client.start(server.program, {
    capabilities: VSCODE,
    folders: [root],
    settings: () => ({ delay: 0, preview: true }),
  });

const fromEditor = (item: Diagnostic): string => {
  const { start: from, end } = item.range;
  return `${from.line}:${from.character}-${end.line}:${end.character} ${item.severity} ${item.code} ${item.message}`;
};
const fromCore = ({ place, severity, rule, message }: Finding): string =>
  `${place.start.line}:${place.start.character}-${place.end.line}:${place.end.character} ` +
  `${4 - SEVERITIES.indexOf(severity)} ${rule} ${message.en}`;

/** The folder of the nearest go.mod above a file, among files by their paths. */
function nearestModule(path: string, files: Readonly<Record<string, string>>): string {
  let folder = dirname(path);
  while (folder !== '.' && !(`${folder}/go.mod` in files)) folder = dirname(folder);
  return folder;
}

test('the editor shows what the command line prints, on every fixture', async () => {
  const files: Record<string, string> = {};
  const modules: { folder: string; paths: string[] }[] = [];
  for (const fixture of fixtureCases()) {
    const folder = `${fixture.rule}/${fixture.name}`;
    const sources = { 'go.mod': GO_MOD, ...fixture.sources };
    for (const [path, text] of Object.entries(sources)) files[`${folder}/${path}`] = text;
    modules.push({ folder, paths: Object.keys(sources).filter((path) => path.endsWith('.go')) });
  }
  const root = workspace(files);
  const client = await start(root);
  let findings = 0;
  for (const { folder, paths } of modules) {
    const absolute = paths.map((path) => join(root, folder, path));
    const { program, targets } = loadProgram(parser, absolute);
    const result = analyze(program, targets, { ...DEFAULT_CONFIG, preview: true });
    for (const path of paths) {
      const key = `${folder}/${path}`;
      await client.open(uri(join(root, key)), files[key]!);
    }
    await client.items(uri(absolute[0]!));
    const module = nearestModule(`${folder}/${paths[0]!}`, files);
    await until(() => client.logs.find((line) => line.startsWith(`indexed ${join(root, module)}:`)));
    for (const path of absolute) {
      const items = await client.items(uri(path));
      const expected = result.findings.filter((finding) => finding.place.file === path);
      expect(items.map(fromEditor), path).toEqual(expected.map(fromCore));
      findings += items.length;
      await client.close(uri(path));
    }
  }
  console.log(
    `${findings} findings in ${modules.length} fixtures, the same in the editor and on the command line`,
  );
  expect(findings).toBeGreaterThan(10);
  expect(client.logs.filter((line) => line.includes('failed') && !line.startsWith('indexed '))).toEqual([]);
  await client.stop();
}, 240_000);

test('whatever was typed, a saved document shows what a new one with its text shows', async () => {
  const root = workspace({ 'go.mod': GO_MOD, 'a/a.go': LEAK, 'b/b.go': LEAK });
  const client = await start(root);
  const [typed, fresh] = ['a/a.go', 'b/b.go'].map((path) => uri(join(root, path))) as [string, string];
  const snippet = fc.constantFrom(
    ...['\n', '}', '{', '\t', 'x := foo(\n', '`', '"', '/*', '*/', '// 中😀', 'return\n', '\r\n', ')', ''],
    ...['\tdefer resp.Body.Close()\n', 'func g() {\n', 'resp', ', err := peer.Get(url)\n'],
  );
  const edit = fc.record({ at: fc.nat(), length: fc.oneof(fc.constant(0), fc.nat(40)), text: snippet });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 8 }), fc.boolean(), async (edits, pullsBetween) => {
      let text = TWO_LEAKS;
      await client.open(typed, text);
      await client.items(typed);
      for (const { at, length, text: inserted } of edits) {
        const from = at % (text.length + 1);
        const to = Math.min(text.length, from + length);
        if (splitsPair(text, from) || splitsPair(text, to)) continue;
        const range = { start: positionIn(text, from), end: positionIn(text, to) };
        await client.change(typed, range, inserted);
        text = text.slice(0, from) + inserted + text.slice(to);
        if (pullsBetween) await client.items(typed);
      }
      await client.save(typed);
      await client.open(fresh, text);
      const shown = (await client.items(typed)).map(fromEditor);
      expect(shown).toEqual((await client.items(fresh)).map(fromEditor));
      await client.close(typed);
      await client.close(fresh);
    }),
    { numRuns: 60 },
  );
  expect(client.logs.filter((line) => line.includes('failed') && !line.startsWith('indexed '))).toEqual([]);
  await client.stop();
});

function splitsPair(text: string, at: number): boolean {
  return /[\ud800-\udbff\r]/.test(text[at - 1] ?? '') && /[\udc00-\udfff\n]/.test(text[at] ?? '');
}

function positionIn(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines[lines.length - 1]!.length };
}
