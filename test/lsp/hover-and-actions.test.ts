import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, MarkupContent } from 'vscode-languageserver-protocol';
import {
  at,
  buildServer,
  Client,
  edited,
  NEOVIM,
  rangeOf,
  type StartOptions,
  until,
  uri,
  VSCODE,
  workspace,
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

async function begin(text: string, options: Partial<StartOptions> = {}) {
  const root = workspace({ 'go.mod': GO_MOD, 'a.go': text });
  const client = await Client.start(server.program, {
    capabilities: VSCODE,
    folders: [root],
    settings: () => ({ delay: 0 }),
    ...options,
  });
  clients.push(client);
  const file = uri(join(root, 'a.go'));
  await client.open(file, text);
  return { client, file, root };
}

const card = async (client: Client, file: string, text: string): Promise<string> => {
  const hover = await client.hover(file, at(text, 'peer.Get'));
  return (hover!.contents as MarkupContent).value;
};

describe('hover', () => {
  test('stands over the finding alone and gives its range', async () => {
    const { client, file } = await begin(LEAK);
    const range = rangeOf(LEAK, 'peer.Get(url)');
    for (const position of [range.start, range.end, at(LEAK, 'Get')]) {
      expect((await client.hover(file, position))?.range).toEqual(range);
    }
    for (const needle of ['resp, err', 'if err', 'package', 'io.ReadAll']) {
      expect(await client.hover(file, at(LEAK, needle))).toBeNull();
    }
    const outside = { line: range.start.line, character: range.start.character - 1 };
    expect(await client.hover(file, outside)).toBeNull();
    expect(await client.hover(file, { line: 9999, character: 9999 })).toBeNull();
  });

  test('is a compact card with chain, signal, command and interception, without the message', async () => {
    const { client, file } = await begin(LEAK);
    const text = await card(client, file, LEAK);
    expect(text).toMatch(/^\*\*.+\*\* · proved\n/);
    expect(text).toMatch(/\n1\. .+\n2\. .+\n3\. /);
    for (const label of ['**Signal**', '**Verify**', '```sh\n', '**Intercept**'])
      expect(text).toContain(label);
    const [item] = await client.items(file);
    expect(text).not.toContain(item!.message);
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('```'));
    expect(lines.length).toBeLessThanOrEqual(14);
  });

  test('carries command links only where the client says that it brings the commands', async () => {
    const plain = await begin(LEAK);
    expect(await card(plain.client, plain.file, LEAK)).not.toContain('command:');
    const { client, file } = await begin(LEAK, { initializationOptions: { commandLinks: true } });
    const text = await card(client, file, LEAK);
    const links = [...text.matchAll(/\]\(command:([\w.]+)\?([^)]*)\)/g)].map((match) => ({
      command: match[1],
      args: JSON.parse(decodeURIComponent(match[2]!)),
    }));
    expect(links).toEqual([
      { command: 'premortem.applyFix', args: [file, expect.stringMatching(/^[0-9a-f]{16}$/)] },
      { command: 'premortem.explain', args: ['http-body-not-closed'] },
    ]);
    const { commands } = client.initialized.capabilities.executeCommandProvider!;
    expect(commands).toContain('premortem.applyFix');
    expect(commands).not.toContain('premortem.explain');
    await client.rpc.sendRequest('workspace/executeCommand', {
      command: 'premortem.applyFix',
      arguments: links[0]!.args,
    });
    expect(edited(LEAK, client.applied[0]!, file)).toBe(CLEAN);
  });

  test('is plain text for a client without Markdown', async () => {
    const { client, file } = await begin(LEAK, {
      capabilities: {
        ...VSCODE,
        textDocument: { ...VSCODE.textDocument, hover: { contentFormat: ['plaintext'] } },
      },
    });
    const hover = await client.hover(file, at(LEAK, 'peer.Get'));
    expect(hover!.contents).toMatchObject({ kind: 'plaintext' });
    expect((hover!.contents as MarkupContent).value).not.toMatch(/\*\*|`/);
  });
});

describe('code actions', () => {
  const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => action.title);

  test('safe fix first and preferred, then ignore, explain last', async () => {
    const { client, file } = await begin(LEAK);
    const where = at(LEAK, 'peer.Get');
    const actions = await client.actions(file, { start: where, end: where });
    expect(titles(actions)).toEqual([
      expect.stringMatching(/defer resp\.Body\.Close\(\) \(http-body-not-closed\)$/),
      'Ignore http-body-not-closed here',
      'Explain http-body-not-closed',
    ]);
    expect(actions.map((action) => action.isPreferred ?? false)).toEqual([true, false, false]);
    const items = await client.items(file);
    for (const action of actions) {
      expect(action.kind).toBe('quickfix');
      expect(action.diagnostics).toEqual(items);
    }
    expect(edited(LEAK, actions[0]!.edit!, file)).toBe(CLEAN);
    expect(actions[0]!.edit!.documentChanges).toMatchObject([{ textDocument: { uri: file, version: 1 } }]);
    expect(actions[2]!.command).toMatchObject({
      command: 'premortem.explain',
      arguments: ['http-body-not-closed'],
    });
    expect(await client.actions(file, rangeOf(LEAK, 'package shop'))).toEqual([]);
    expect(client.initialized.capabilities.codeActionProvider).toEqual({
      codeActionKinds: ['quickfix', 'source.fixAll.premortem'],
    });
  });

  test('a client without versioned edits gets plain changes', async () => {
    const { client, file } = await begin(LEAK, { capabilities: NEOVIM });
    const [fix] = await client.actions(file, rangeOf(LEAK, 'peer.Get(url)'));
    expect(fix!.edit!.documentChanges).toBeUndefined();
    expect(edited(LEAK, fix!.edit!, file)).toBe(CLEAN);
  });

  test('ignoring silences the finding, with the indent and the end of line of the file', async () => {
    for (const text of [LEAK, LEAK.replaceAll('\n', '\r\n')]) {
      const { client, file } = await begin(text);
      const actions = await client.actions(file, rangeOf(text, 'peer.Get(url)'));
      const ignored = edited(text, actions.find((action) => action.title.startsWith('Ignore'))!.edit!, file);
      const eol = text.includes('\r') ? '\r\n' : '\n';
      expect(ignored).toContain(
        `${eol}\t//premortem:ignore http-body-not-closed TODO: say why${eol}\tresp, err`,
      );
      expect(ignored.replaceAll('\r\n', '').includes('\n')).toBe(eol === '\n');
      await client.change(file, undefined, ignored);
      expect(await client.items(file)).toEqual([]);
    }
  });

  test('ignoring does not write into a raw string', async () => {
    const text = LEAK.replace('peer.Get(url)', 'peer.Get(`http://x/\n` + url)').replace(
      'resp, err := http',
      'resp, err := wrap(`a\n  b`, http',
    );
    const source = text
      .replace('+ url)', '+ url))')
      .concat(
        '\nfunc wrap(s string, r *http.Response, err error) (*http.Response, error) {\n\treturn r, err\n}\n',
      );
    const { client, file } = await begin(source);
    const items = await client.items(file);
    for (const item of items) {
      const actions = await client.actions(file, item.range);
      const ignore = actions.find((action) => action.title.startsWith('Ignore'));
      const result = edited(source, ignore!.edit!, file);
      await client.change(file, undefined, result);
      expect(await client.items(file)).toEqual([]);
    }
  });

  test('several findings of a rule can be fixed together', async () => {
    const { client, file } = await begin(TWO_LEAKS);
    const actions = await client.actions(file, rangeOf(TWO_LEAKS, 'peer.Get(url)'));
    expect(titles(actions)).toEqual([
      expect.stringContaining('defer resp.Body.Close()'),
      'Fix all http-body-not-closed in this file',
      'Ignore http-body-not-closed here',
      'Explain http-body-not-closed',
    ]);
    const fixed = edited(TWO_LEAKS, actions[1]!.edit!, file);
    expect(fixed.match(/defer resp\.Body\.Close/g)).toHaveLength(2);
    await client.change(file, undefined, fixed);
    expect(await client.items(file)).toEqual([]);
  });

  test.each(['source.fixAll.premortem', 'source.fixAll', 'source'])(
    '%s: one edit, then nothing',
    async (kind) => {
      const { client, file } = await begin(TWO_LEAKS);
      const everywhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      const actions = await client.actions(file, everywhere, [kind]);
      expect(actions.map((action) => action.kind)).toEqual(['source.fixAll.premortem']);
      const change = actions[0]!.edit!.documentChanges![0]!;
      expect('edits' in change && change.edits).toHaveLength(1);
      const fixed = edited(TWO_LEAKS, actions[0]!.edit!, file);
      await client.change(file, undefined, fixed);
      expect(await client.actions(file, everywhere, [kind])).toEqual([]);
      expect(await client.items(file)).toEqual([]);
    },
  );

  test('kinds that are not ours get nothing; without a kind there is no source action', async () => {
    const { client, file } = await begin(TWO_LEAKS);
    const range = rangeOf(TWO_LEAKS, 'peer.Get(url)');
    for (const kind of ['source.organizeImports', 'refactor', 'source.fixAll.eslint']) {
      expect(await client.actions(file, range, [kind])).toEqual([]);
    }
    const all = await client.actions(file, range);
    expect(all.every((action) => action.kind === 'quickfix')).toBe(true);
    expect(await client.actions(file, range, ['quickfix'])).toEqual(all);
  });

  test('fix all in a CRLF file keeps its ends of line', async () => {
    const text = TWO_LEAKS.replaceAll('\n', '\r\n');
    const { client, file } = await begin(text);
    const [action] = await client.actions(file, rangeOf(text, 'package'), ['source.fixAll']);
    const fixed = edited(text, action!.edit!, file);
    expect(fixed.replaceAll('\r\n', '')).not.toContain('\n');
    expect(fixed.match(/defer resp/g)).toHaveLength(2);
  });

  test('a typo of the moment is not fixed around: the fix comes from the text, not from old diagnostics', async () => {
    const { client, file } = await begin(LEAK);
    await client.items(file);
    await client.change(file, undefined, CLEAN);
    const stale = { start: { line: 0, character: 0 }, end: { line: 50, character: 0 } };
    expect(await client.actions(file, stale, ['source.fixAll'])).toEqual([]);
    const broken = LEAK.replace('\treturn io', '\tx := foo(\n\treturn io');
    await client.change(file, undefined, broken);
    expect(await client.actions(file, stale, ['source.fixAll'])).toEqual([]);
  });

  test('no fix in a generated file, even when its findings are asked for', async () => {
    const text = `// Code generated by x. DO NOT EDIT.\n\n${TWO_LEAKS}`;
    const { client, file } = await begin(text, { settings: () => ({ delay: 0 }) });
    expect(await client.actions(file, rangeOf(text, 'peer.Get(url)'))).toEqual([]);
    expect(await client.actions(file, rangeOf(text, 'peer.Get(url)'), ['source.fixAll'])).toEqual([]);
  });
});

describe('explanations', () => {
  test('premortem/explain gives the page in a language', async () => {
    const { client } = await begin(LEAK);
    const page = await client.rpc.sendRequest<string>('premortem/explain', { rule: 'http-body-not-closed' });
    expect(page).toMatch(/^# http-body-not-closed\n/);
    const chinese = await client.rpc.sendRequest<string>('premortem/explain', {
      rule: 'http-body-not-closed',
      locale: 'zh-cn',
    });
    expect(chinese).toContain('失效链');
    expect(await client.rpc.sendRequest('premortem/explain', { rule: 'no-such-rule' })).toBeNull();
  });

  test('a client without commands of its own is shown the chain by the server', async () => {
    const { client } = await begin(LEAK, { capabilities: NEOVIM });
    expect(client.initialized.capabilities.executeCommandProvider?.commands).toContain('premortem.explain');
    await client.rpc.sendRequest('workspace/executeCommand', {
      command: 'premortem.explain',
      arguments: ['http-body-not-closed'],
    });
    await until(() => client.shown.find((message) => /\n1\. /.test(message)));
  });
});
