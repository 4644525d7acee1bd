import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import {
  at,
  buildServer,
  Client,
  NEOVIM,
  rangeOf,
  type StartOptions,
  until,
  uri,
  VSCODE,
  workspace,
  writeFile,
} from './client.ts';
import { CLEAN, GO_MOD, LEAK, TWO_LEAKS } from './go-texts.ts';

let server: Awaited<ReturnType<typeof buildServer>>;
const clients: Client[] = [];

beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.dispose());
afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop();
});

async function start(options: StartOptions): Promise<Client> {
  const client = await Client.start(server.program, options);
  clients.push(client);
  return client;
}

const FAST = { delay: 0 };

/** Diagnostics of a document after what was sent, whichever way they come. */
async function now(client: Client, target: string, version?: number): Promise<Diagnostic[]> {
  if (client.initialized.capabilities.diagnosticProvider) return client.items(target);
  const params = await client.pushed(target, (each) => version === undefined || each.version === version);
  return params.diagnostics;
}

const rules = (items: readonly Diagnostic[]): unknown[] => items.map((item) => item.code);

describe.each([
  ['VS Code', VSCODE],
  ['Neovim', NEOVIM],
] as const)('%s', (name, capabilities) => {
  const begin = (files: Record<string, string>, settings: unknown = FAST) => {
    const root = workspace({ 'go.mod': GO_MOD, ...files });
    return start({ capabilities, folders: [root], settings: () => settings }).then((client) => ({
      client,
      root,
      file: uri(join(root, 'a.go')),
    }));
  };

  test('a finding comes when a document is opened, goes when it is mended, and comes back', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    const [item, ...rest] = await now(client, file);
    expect(rest).toEqual([]);
    expect(item).toMatchObject({
      source: 'premortem',
      code: 'http-body-not-closed',
      severity: 2,
      range: rangeOf(LEAK, 'peer.Get(url)'),
      data: { rule: 'http-body-not-closed', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
    expect(item?.codeDescription).toBeUndefined();
    const where = at(LEAK, '\treturn io.ReadAll');
    const version = await client.change(file, { start: where, end: where }, '\tdefer resp.Body.Close()\n');
    expect(await now(client, file, version)).toEqual([]);
    const start = where;
    const again = await client.change(file, { start, end: { line: start.line + 1, character: 0 } }, '');
    expect(rules(await now(client, file, again))).toEqual(['http-body-not-closed']);
    const whole = await client.change(file, undefined, CLEAN);
    expect(await now(client, file, whole)).toEqual([]);
  });

  test('diagnostics are pulled or pushed, never both', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    expect(client.initialized.capabilities.diagnosticProvider !== undefined).toBe(name === 'VS Code');
    await client.open(file, LEAK);
    await now(client, file);
    await until(() => client.logs.find((line) => line.startsWith('indexed')));
    await client.close(file);
    await client.hover(file, at(LEAK, 'peer.Get'));
    if (name === 'VS Code') expect(client.published).toEqual([]);
    else await expect(client.pull(file)).rejects.toThrow();
  });

  test('related places come as information or in the message', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    const [item] = await now(client, file);
    if (name === 'VS Code') {
      expect(item?.message).not.toContain('\n');
      expect(item?.relatedInformation?.[0]).toMatchObject({
        message: 'resp is acquired here',
        location: { uri: file },
      });
    } else {
      expect(item?.relatedInformation).toBeUndefined();
      expect(item?.message).toMatch(/\n {2}9: resp is acquired here\n/);
    }
  });

  test('closing clears, and opening again starts anew from the new text', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    expect(await now(client, file)).toHaveLength(1);
    client.published.length = 0;
    await client.close(file);
    expect(await now(client, file)).toEqual([]);
    client.published.length = 0;
    await client.open(file, TWO_LEAKS);
    expect(await now(client, file)).toHaveLength(2);
  });

  test('the text of the editor wins over the file, of other files of the package too', async () => {
    const helper = 'package shop\n\nimport "net/http"\n\nfunc done(resp *http.Response) {\n\tBODY\n}\n';
    const closing = helper.replace('BODY', '_ = resp.Body.Close()');
    const reading = helper.replace('BODY', '_ = resp.Status');
    const user = LEAK.replace('\treturn io', '\tdefer done(resp)\n\treturn io');
    const { client, file, root } = await begin({ 'a.go': CLEAN, 'b.go': closing });
    await client.open(file, user);
    expect(await now(client, file)).toEqual([]);
    const other = uri(join(root, 'b.go'));
    await client.open(other, reading);
    await now(client, other);
    client.published.length = 0;
    const version = await client.change(file, undefined, `${user}\n`);
    expect(rules(await now(client, file, version))).toEqual(['http-body-not-closed']);
    await client.close(other);
    const later = await client.change(file, undefined, user);
    expect(await now(client, file, later)).toEqual([]);
  });

  test('a function that stops parsing keeps its finding, moved, until it is saved or parses', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    expect(await now(client, file)).toHaveLength(1);
    const top = { line: 6, character: 0 };
    await client.change(file, { start: top, end: top }, '// one\n// two\n');
    const where = at(LEAK, '\tif err');
    const below = { line: where.line + 2, character: 0 };
    const version = await client.change(file, { start: below, end: below }, '\tx := foo(\n');
    const broken = await now(client, file, version);
    expect(rules(broken)).toEqual(['http-body-not-closed']);
    expect(broken[0]?.range.start.line).toBe(rangeOf(LEAK, 'peer.Get').start.line + 2);
    await until(() => client.statuses.find((each) => each.notAnalysed[0]?.reason === 'syntax-error'));
    const get = broken[0]!.range.start;
    expect(await client.hover(file, get)).not.toBeNull();
    const actions = await client.actions(file, { start: get, end: get });
    expect(actions.map((action) => action.title)).toEqual(['Explain http-body-not-closed']);

    const back = await client.change(file, { start: below, end: { ...below, line: below.line + 1 } }, '');
    expect(await now(client, file, back)).toHaveLength(1);

    const anew = await client.change(file, { start: below, end: below }, '\tx := foo(\n');
    expect(await now(client, file, anew)).toHaveLength(1);
    client.published.length = 0;
    await client.save(file);
    expect(await now(client, file, anew)).toEqual([]);
  });

  test('deleting the line of a kept finding takes it away', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    expect(await now(client, file)).toHaveLength(1);
    const line = at(LEAK, '\tresp, err').line;
    const version = await client.change(
      file,
      { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
      '\tx := foo(\n',
    );
    expect(await now(client, file, version)).toEqual([]);
  });

  test('CRLF documents, emoji columns and Chinese text', async () => {
    const line = '\ts := "😀中é"; resp, err := peer.Get(url + s)';
    const text = LEAK.replace('\tresp, err := peer.Get(url)', line).replaceAll('\n', '\r\n');
    const { client, file } = await begin({ 'a.go': text });
    await client.open(file, text);
    const expected = rangeOf(text, 'peer.Get(url + s)');
    expect((await now(client, file))[0]?.range).toEqual(expected);
    const where = { line: expected.start.line, character: line.indexOf('中') };
    const version = await client.change(file, { start: where, end: where }, '😀\r\n');
    // the literal is broken now; an edit that mends it gives the finding its place back
    await now(client, file, version);
    const end = { line: where.line + 1, character: 0 };
    const mended = await client.change(
      file,
      { start: { ...where, character: where.character + 2 }, end },
      '',
    );
    const moved = {
      start: { ...expected.start, character: expected.start.character + 2 },
      end: { ...expected.end, character: expected.end.character + 2 },
    };
    expect((await now(client, file, mended))[0]?.range).toEqual(moved);
  });

  test('several changes in one notification', async () => {
    const { client, file } = await begin({ 'a.go': LEAK });
    await client.open(file, LEAK);
    await now(client, file);
    await client.rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri: file, version: 7 },
      contentChanges: [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '// a\n' },
        { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: '// b\n' },
        { range: { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } }, text: 'ü' },
      ],
    });
    const items = await now(client, file, 7);
    expect(items[0]?.range.start.line).toBe(rangeOf(LEAK, 'peer.Get').start.line + 2);
  });

  test('documents that are not ours are answered with nothing', async () => {
    const vendored = 'vendor/example.com/x/a.go';
    const { client, file, root } = await begin({ 'a.go': LEAK, [vendored]: LEAK });
    const where = at(LEAK, 'peer.Get');
    for (const target of ['git:/a.go?ref=HEAD', 'file:///nowhere/never-opened.go']) {
      if (target.startsWith('git:')) await client.open(target, LEAK);
      expect(await client.hover(target, where)).toBeNull();
      expect(await client.actions(target, { start: where, end: where })).toEqual([]);
      if (name === 'VS Code') expect(await client.items(target)).toEqual([]);
      await client.change(target, undefined, CLEAN);
      await client.save(target);
      await client.close(target);
    }
    await client.open(uri(join(root, vendored)), LEAK);
    await client.open(uri(join(root, 'notes.txt')), LEAK, 'plaintext');
    await client.open(file, LEAK);
    expect(await now(client, file)).toHaveLength(1);
    expect(client.published.filter((each) => each.uri !== file && each.diagnostics.length > 0)).toEqual([]);
    expect(client.logs.filter((line) => line.includes('failed'))).toEqual([]);
  });

  test('an untitled document is judged alone', async () => {
    const { client } = await begin({ 'a.go': CLEAN });
    await client.open('untitled:Untitled-1', LEAK);
    expect(await now(client, 'untitled:Untitled-1')).toHaveLength(1);
    const where = at(LEAK, 'peer.Get');
    const [action] = await client.actions('untitled:Untitled-1', { start: where, end: where });
    expect(action?.isPreferred).toBe(true);
  });

  test('generated files and files above 1 MiB are silent and said to be', async () => {
    const { client, file, root } = await begin({});
    await client.open(file, `// Code generated by x. DO NOT EDIT.\n\n${LEAK}`);
    expect(await now(client, file)).toEqual([]);
    await until(() => client.statuses.find((each) => each.notAnalysed[0]?.reason === 'generated'));
    const huge = uri(join(root, 'huge.go'));
    await client.open(huge, `${LEAK}\n// ${'x'.repeat(1 << 20)}\n`);
    expect(await now(client, huge)).toEqual([]);
    await until(() => client.logs.find((line) => /too large: .*huge\.go/.test(line)));
    const version = await client.change(huge, undefined, LEAK);
    expect(await now(client, huge, version)).toHaveLength(1);
  });

  test.each([
    ['an empty file', ''],
    ['half a package clause', 'packa'],
    ['no package clause', 'func f() { peer.Get("x") }\n'],
    ['a lone brace', LEAK.replace(/\}\n$/, '')],
    ['a NUL and a lone surrogate', `${LEAK}// \0 \ud800\n`],
    ['a byte order mark', `\ufeff${LEAK}`],
    ['cgo', LEAK.replace('import (', '/*\n#include <stdio.h>\n*/\nimport "C"\n\nimport (')],
  ])('%s does not stop the server', async (_, text) => {
    const { client, file } = await begin({});
    await client.open(file, text);
    await now(client, file);
    const version = await client.change(file, undefined, LEAK);
    expect(await now(client, file, version)).toHaveLength(1);
    expect(client.logs.filter((line) => line.includes('failed'))).toEqual([]);
  });
});

describe('VS Code', () => {
  test('an unchanged result is told so, across an edit that moves nothing too', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const client = await start({ capabilities: VSCODE, folders: [root], settings: () => FAST });
    const file = uri(join(root, 'a.go'));
    await client.open(file, LEAK);
    const first = await client.pull(file);
    expect(first.kind).toBe('full');
    expect(await client.pull(file, first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
    const end = { line: 100, character: 0 };
    await client.change(file, { start: end, end }, '// end\n');
    expect((await client.pull(file, first.resultId)).kind).toBe('unchanged');
    await client.change(file, { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, '\n');
    expect((await client.pull(file, first.resultId)).kind).toBe('full');
  });

  test('a pull waits for a pause in typing, and a cancelled one ends at once', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const client = await start({
      capabilities: VSCODE,
      folders: [root],
      settings: () => ({ delay: 400 }),
    });
    const file = uri(join(root, 'a.go'));
    await client.open(file, LEAK);
    await client.items(file);
    const started = performance.now();
    await client.change(file, undefined, CLEAN);
    expect(await client.items(file)).toEqual([]);
    expect(performance.now() - started).toBeGreaterThan(350);
  });

  test('files that change on disk: the finding follows, the open text stays', async () => {
    const helper = 'package util\n\nimport "net/http"\n\nfunc Done(resp *http.Response) {\n\tBODY\n}\n';
    const closing = helper.replace('BODY', '_ = resp.Body.Close()');
    const reading = helper.replace('BODY', '_ = resp.Status');
    const user = LEAK.replace('"net/http"', '"net/http"\n\n\t"example.com/shop/util"').replace(
      '\treturn io',
      '\tdefer util.Done(resp)\n\treturn io',
    );
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': user, 'util/util.go': closing });
    const client = await start({ capabilities: VSCODE, folders: [root], settings: () => FAST });
    await until(() => client.registered.length >= 2);
    const watched = client.registered.find((each) => each.method === 'workspace/didChangeWatchedFiles');
    expect(JSON.stringify(watched?.registerOptions)).toMatch(/\*\*\/\*\.go.*go\.mod.*\.premortem\.yml/);

    const file = uri(join(root, 'a.go'));
    await client.open(file, user);
    await until(() => client.logs.find((line) => line.startsWith('indexed')));
    expect(await client.items(file)).toEqual([]);
    await until(() => client.refreshes > 0);

    const changed = async (name: string, type: 1 | 2 | 3): Promise<void> => {
      const before = client.refreshes;
      await client.rpc.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uri(join(root, name)), type }],
      });
      await until(() => client.refreshes > before);
    };
    writeFile(join(root, 'util/util.go'), reading);
    await changed('util/util.go', 2);
    expect(await client.items(file)).toHaveLength(1);
    rmSync(join(root, 'util/util.go'));
    await changed('util/util.go', 3);
    expect(await client.items(file)).toEqual([]);
    writeFile(join(root, 'util/util.go'), reading);
    await changed('util/util.go', 1);
    expect(await client.items(file)).toHaveLength(1);

    writeFile(join(root, 'go.mod'), 'module example.com/other\n\ngo 1.22\n');
    await changed('go.mod', 2);
    await until(() => client.logs.filter((line) => line.startsWith('indexed')).length > 1);
    expect(await client.items(file)).toEqual([]);
  });
});

test('a client that counts in UTF-8 or UTF-32 gets and gives such columns', async () => {
  const line = '\ts := "😀中é"; resp, err := peer.Get(url + s)';
  const text = LEAK.replace('\tresp, err := peer.Get(url)', line);
  const root = workspace({ 'go.mod': GO_MOD, 'a.go': text });
  const file = uri(join(root, 'a.go'));
  const before = line.slice(0, line.indexOf('peer.Get'));
  for (const [encoding, column] of [
    ['utf-8', Buffer.byteLength(before)],
    ['utf-32', [...before].length],
  ] as const) {
    const client = await start({
      capabilities: { ...VSCODE, general: { positionEncodings: [encoding] } },
      folders: [root],
      settings: () => FAST,
    });
    expect(client.initialized.capabilities.positionEncoding).toBe(encoding);
    await client.open(file, text);
    const [item] = await client.items(file);
    expect(item?.range.start.character).toBe(column);
    const where = { line: item!.range.start.line, character: column };
    await client.change(file, { start: where, end: where }, '/* 中 */ ');
    const [moved] = await client.items(file);
    const width = encoding === 'utf-8' ? Buffer.byteLength('/* 中 */ ') : '/* 中 */ '.length;
    expect(moved?.range.start.character).toBe(column + width);
    expect(await client.hover(file, moved!.range.start)).not.toBeNull();
    expect(await client.hover(file, { ...where, character: column - 1 })).toBeNull();
  }
});

test('a client that does not watch files: a save finds what has changed on disk', async () => {
  const helper = 'package util\n\nimport "net/http"\n\nfunc Done(resp *http.Response) {\n\tBODY\n}\n';
  const user = LEAK.replace('"net/http"', '"net/http"\n\n\t"example.com/shop/util"').replace(
    '\treturn io',
    '\tdefer util.Done(resp)\n\treturn io',
  );
  const root = workspace({
    'go.mod': GO_MOD,
    'a.go': user,
    'util/util.go': helper.replace('BODY', '_ = resp.Body.Close()'),
  });
  const client = await start({ capabilities: NEOVIM, folders: [root], settings: () => FAST });
  const file = uri(join(root, 'a.go'));
  await client.open(file, user);
  await until(() => client.logs.find((line) => line.startsWith('indexed')));
  expect(client.registered).toEqual([]);
  expect((await client.pushed(file)).diagnostics).toEqual([]);
  await new Promise((done) => setTimeout(done, 20));
  writeFile(join(root, 'util/util.go'), helper.replace('BODY', '_ = resp.Status'));
  await client.save(file);
  await client.pushed(file, (params) => params.diagnostics.length === 1);
  rmSync(join(root, 'util/util.go'));
  await client.save(file);
  await until(() => client.published[client.published.length - 1]?.diagnostics.length === 0);
});
