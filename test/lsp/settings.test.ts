import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-protocol';
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
import { CLEAN, GO_MOD, LEAK } from './go-texts.ts';

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

async function begin(settings: unknown, files: Record<string, string> = {}, locale?: string) {
  const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK, ...files });
  const client = await start({
    capabilities: VSCODE,
    folders: [root],
    settings: () => settings,
    ...(locale === undefined ? {} : { locale }),
  });
  const file = uri(join(root, 'a.go'));
  await client.open(file, LEAK);
  return { client, file, root };
}

async function reconfigure(client: Client, settings: unknown): Promise<void> {
  const before = client.refreshes;
  client.settings = () => settings;
  await client.rpc.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await until(() => client.refreshes > before);
}

describe('settings', () => {
  test('levels by rule or pattern, and their change at run time', async () => {
    const { client, file } = await begin({ delay: 0, rules: { 'http-*': 'error' } });
    expect((await client.items(file))[0]?.severity).toBe(1);
    await reconfigure(client, { delay: 0, rules: { 'http-body-not-closed': 'hint' } });
    expect((await client.items(file))[0]?.severity).toBe(4);
    await reconfigure(client, { delay: 0, rules: { 'http-body-not-closed': 'off' } });
    expect(await client.items(file)).toEqual([]);
    await reconfigure(client, { delay: 0 });
    expect((await client.items(file))[0]?.severity).toBe(2);
    await reconfigure(client, { delay: 0, enable: false });
    expect(await client.items(file)).toEqual([]);
    expect(await client.hover(file, at(LEAK, 'peer.Get'))).toBeNull();
    expect(await client.actions(file, rangeOf(LEAK, 'peer.Get(url)'))).toEqual([]);
  });

  test('each folder of a workspace has its own', async () => {
    const roots = [0, 1].map(() => workspace({ 'go.mod': GO_MOD, 'a.go': LEAK }));
    const client = await start({
      capabilities: VSCODE,
      folders: roots,
      settings: (resource) => ({
        delay: 0,
        rules: { 'http-body-not-closed': resource?.startsWith(uri(roots[0]!)) ? 'off' : 'info' },
      }),
    });
    const [first, second] = roots.map((root) => uri(join(root, 'a.go')));
    await client.open(first!, LEAK);
    await client.open(second!, LEAK);
    expect(await client.items(first!)).toEqual([]);
    expect((await client.items(second!))[0]?.severity).toBe(3);

    const added = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    await client.rpc.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: {
        added: [{ uri: uri(added), name: 'added' }],
        removed: [{ uri: uri(roots[0]!), name: 'first' }],
      },
    });
    const third = uri(join(added, 'a.go'));
    await client.open(third, LEAK);
    expect(await client.items(third)).toHaveLength(1);
  });

  test('the style of deferred closes and other fix settings reach the fixes', async () => {
    const { client, file } = await begin({ delay: 0, fix: { deferStyle: 'ignoreError' } });
    const [fix] = await client.actions(file, rangeOf(LEAK, 'peer.Get(url)'));
    expect(JSON.stringify(fix!.edit)).toContain('_ = resp.Body.Close()');
    await reconfigure(client, { delay: 0, 'fix.deferStyle': 'plain' });
    const [plain] = await client.actions(file, rangeOf(LEAK, 'peer.Get(url)'));
    expect(JSON.stringify(plain!.edit)).toContain('defer resp.Body.Close()');
  });

  test('a config file has the last word, and is read again when it changes', async () => {
    const { client, file, root } = await begin(
      { delay: 0, rules: { 'http-body-not-closed': 'error' } },
      { '.premortem.yml': 'rules:\n  http-body-not-closed: info\n' },
    );
    expect((await client.items(file))[0]?.severity).toBe(3);
    writeFile(join(root, '.premortem.yml'), 'exclude:\n  - a.go\n');
    const before = client.refreshes;
    await client.rpc.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uri(join(root, '.premortem.yml')), type: 2 }],
    });
    await until(() => client.refreshes > before);
    expect(await client.items(file)).toEqual([]);
  });

  test('what cannot be obeyed is said once, with the nearest name, and the rest holds', async () => {
    const { client, file, root } = await begin(
      {
        delay: -1,
        run: 'sometimes',
        rules: { 'http-body-not-close': 'off', 'http-body-not-closed': 'info' },
      },
      { '.premortem.yml': 'rules:\n  sql-nothing-at-all: off\nminConfidense: low\n' },
    );
    expect((await client.items(file))[0]?.severity).toBe(3);
    const said = (pattern: RegExp): number => client.logs.filter((line) => pattern.test(line)).length;
    await until(() => said(/no rule http-body-not-close; did you mean http-body-not-closed\?/) === 1);
    expect(said(/premortem\.delay must be/)).toBe(1);
    expect(said(/premortem\.run must be one of onType, onSave, manual/)).toBe(1);
    const config = join(root, '.premortem.yml').replaceAll('.', '\\.');
    expect(said(new RegExp(`${config}:2: .*sql-nothing-at-all`))).toBe(1);
    expect(said(new RegExp(`${config}:3: unknown key minConfidense; did you mean minConfidence\\?`))).toBe(1);
    await client.change(file, undefined, `${LEAK}\n`);
    await client.items(file);
    expect(said(/did you mean http-body-not-closed\?/)).toBe(1);
    const status = await until(() => client.statuses.find((each) => each.problems.length > 0));
    expect(status.problems).toHaveLength(5);
  });

  test.each([
    null,
    'nonsense',
    [1, 2],
    { rules: 7, fix: [], suppressions: 'no', enable: 'perhaps', locale: 5, delay: null },
  ])('settings of a wrong shape (%j) cost nothing but a message', async (settings) => {
    const { client, file } = await begin(settings);
    expect(await client.items(file)).toHaveLength(1);
    expect(client.logs.filter((line) => line.includes('failed'))).toEqual([]);
  });

  test('a config file that is not YAML is told, and the editor settings hold', async () => {
    const { client, file } = await begin(
      { delay: 0, rules: { 'http-*': 'error' } },
      { '.premortem.yml': 'rules: [\n' },
    );
    expect((await client.items(file))[0]?.severity).toBe(1);
    await until(() => client.logs.find((line) => /\.premortem\.yml:\d+: not YAML/.test(line)));
  });
});

describe('settings without workspace/configuration', () => {
  const capabilities = { ...NEOVIM, workspace: { ...NEOVIM.workspace, configuration: false } };

  test.each([
    ['initializationOptions', { rules: { 'http-*': 'error' } }],
    ['initializationOptions.premortem', { premortem: { rules: { 'http-*': 'error' } } }],
  ])('come from %s, then from didChangeConfiguration', async (_, initializationOptions) => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const client = await start({ capabilities, folders: [root], initializationOptions });
    const file = uri(join(root, 'a.go'));
    await client.open(file, LEAK);
    expect((await client.pushed(file)).diagnostics[0]?.severity).toBe(1);
    await client.rpc.sendNotification('workspace/didChangeConfiguration', {
      settings: { premortem: { rules: { 'http-*': 'info' } } },
    });
    await client.pushed(file, (params) => params.diagnostics[0]?.severity === 3);
  });
});

describe('language', () => {
  test.each([
    ['zh-cn', 'auto', 'zh'],
    ['zh-cn', 'en', 'en'],
    ['en', 'zh-cn', 'zh'],
    ['de', 'auto', 'en'],
  ] as const)('a client in %s with premortem.locale %s', async (locale, setting, expected) => {
    const { client, file } = await begin({ delay: 0, locale: setting }, {}, locale);
    const [item] = await client.items(file);
    const hover = await client.hover(file, item!.range.start);
    const actions = await client.actions(file, item!.range);
    const texts = [
      item!.message as string,
      item!.relatedInformation![0]!.message,
      (hover!.contents as MarkupContent).value,
      ...actions.map((action) => action.title),
    ];
    for (const text of texts) expect(/[\u4e00-\u9fff]/.test(text), text).toBe(expected === 'zh');
    expect(item!.code).toBe('http-body-not-closed');
  });

  test('an ignored finding in Chinese says why in Chinese', async () => {
    const { client, file } = await begin({ delay: 0, locale: 'zh-cn' });
    const actions = await client.actions(file, rangeOf(LEAK, 'peer.Get(url)'));
    expect(JSON.stringify(actions)).toContain('//premortem:ignore http-body-not-closed TODO：写明原因');
  });
});

describe('premortem.run', () => {
  test('onSave: an edit moves findings, a save judges', async () => {
    const { client, file } = await begin({ delay: 0, run: 'onSave' });
    expect(await client.items(file)).toHaveLength(1);
    const top = { line: 0, character: 0 };
    await client.change(file, { start: top, end: top }, '// a\n');
    const [moved] = await client.items(file);
    expect(moved?.range.start.line).toBe(rangeOf(LEAK, 'peer.Get').start.line + 1);
    await client.change(file, undefined, `// a\n${CLEAN}`);
    expect(await client.items(file)).toHaveLength(1);
    await client.save(file);
    await until(() => client.refreshes > 0);
    expect(await client.items(file)).toEqual([]);
    await client.change(file, undefined, LEAK);
    expect(await client.items(file)).toEqual([]);
    await client.save(file);
    expect(await client.items(file)).toHaveLength(1);
  });

  test('manual: nothing before the command', async () => {
    const { client, file } = await begin({ delay: 0, run: 'manual' });
    expect(await client.items(file)).toEqual([]);
    await client.save(file);
    expect(await client.items(file)).toEqual([]);
    await client.rpc.sendRequest('workspace/executeCommand', {
      command: 'premortem.server.analyzeFile',
      arguments: [file],
    });
    expect(await client.items(file)).toHaveLength(1);
  });
});
