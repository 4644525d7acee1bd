import { execFileSync, fork, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { hasGit } from '../harness/git.ts';
import { buildServer, Client, NEOVIM, until, uri, VSCODE, workspace, writeFile } from './client.ts';
import { CLEAN, GO_MOD, LEAK } from './go-texts.ts';

let server: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  server = await buildServer();
});
afterAll(() => server.dispose());

const begin = (root: string, options: readonly string[] = ['--stdio']): Promise<Client> =>
  Client.start(server.program, {
    capabilities: VSCODE,
    folders: [root],
    settings: () => ({ delay: 0 }),
    arguments: options,
  });

describe('transport and end', () => {
  test('without a flag it speaks over standard input and output', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const client = await begin(root, []);
    const file = uri(join(root, 'a.go'));
    await client.open(file, LEAK);
    expect(await client.items(file)).toHaveLength(1);
    await client.stop();
    expect(await client.exit).toBe(0);
  });

  test('exit without shutdown ends with 1', async () => {
    const client = await begin(workspace({}));
    await client.rpc.sendNotification('exit');
    expect(await client.exit).toBe(1);
    client.rpc.dispose();
  });

  test('it ends when its input is closed', async () => {
    const client = await begin(workspace({}));
    client.process.stdin!.end();
    expect(await client.exit).toBe(1);
    client.rpc.dispose();
  });

  test('it ends when its input is closed before anything was said', async () => {
    const child = spawn(process.execPath, [server.program, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stdin.end();
    expect(await new Promise((done) => child.once('exit', done))).toBe(1);
    expect(output).toBe('');
  });

  test('node-ipc', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const child = fork(server.program, ['--node-ipc'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    let output = '';
    child.stdout!.on('data', (chunk) => {
      output += chunk;
    });
    const rpc = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    rpc.onRequest('workspace/configuration', ({ items }) => items.map(() => ({})));
    rpc.onRequest('client/registerCapability', () => {});
    rpc.onRequest('workspace/diagnostic/refresh', () => {});
    rpc.listen();
    await rpc.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: VSCODE });
    await rpc.sendNotification('initialized', {});
    const file = uri(join(root, 'a.go'));
    await rpc.sendNotification('textDocument/didOpen', {
      textDocument: { uri: file, languageId: 'go', version: 1, text: LEAK },
    });
    const report = await rpc.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri: file },
    });
    expect(report.kind === 'full' && report.items).toHaveLength(1);
    const exited = new Promise((done) => child.once('exit', done));
    await rpc.sendRequest('shutdown');
    await rpc.sendNotification('exit');
    expect(await exited).toBe(0);
    expect(output).toBe('');
    rpc.dispose();
  });
});

describe('a session goes on', () => {
  test('requests about unknown documents and rules, wrong positions and unknown commands', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': LEAK });
    const client = await begin(root);
    const file = uri(join(root, 'a.go'));
    for (const command of ['premortem.applyFix', 'premortem.server.analyzeFile', 'no.such.command']) {
      for (const args of [undefined, [], [file], [file, 'no-such-fingerprint'], [{ odd: true }]]) {
        await client.rpc.sendRequest('workspace/executeCommand', { command, arguments: args });
      }
    }
    await client.open(file, LEAK);
    await client.open(file, CLEAN);
    expect(await client.items(file)).toEqual([]);
    await client.close(file);
    await client.close(file);
    await client.change(file, undefined, LEAK);
    expect(await client.items(file)).toEqual([]);
    await client.open(file, LEAK);
    expect(await client.items(file)).toHaveLength(1);
    expect(
      await client.actions(file, { start: { line: 999, character: 3 }, end: { line: 9999, character: 0 } }),
    ).toEqual([]);
    expect(client.logs.filter((line) => line.includes('failed'))).toEqual([]);
    await client.stop();
  });

  test('a module of many files is indexed without holding up answers', async () => {
    const files: Record<string, string> = { 'go.mod': GO_MOD, 'a.go': LEAK };
    for (let index = 0; index < 1500; index++) {
      files[`p${index % 100}/f${index}.go`] =
        `package p\n\n${`func f${index}() int {\n\treturn 1\n}\n`.repeat(40)}`;
    }
    const root = workspace(files);
    const client = await begin(root);
    const file = uri(join(root, 'a.go'));
    await client.open(file, LEAK);
    expect(await client.items(file)).toHaveLength(1);
    let slowest = 0;
    while (!client.logs.some((line) => line.startsWith('indexed'))) {
      const asked = performance.now();
      await client.hover(file, { line: 0, character: 0 });
      slowest = Math.max(slowest, performance.now() - asked);
    }
    const report = client.logs.find((line) => line.startsWith('indexed'))!;
    console.log(`${report}; slowest answer meanwhile ${slowest.toFixed(0)} ms`);
    // a server that indexes in one go answers after it; on a busy machine every answer is slower
    const whole = Number(/in (\d+) ms/.exec(report)![1]);
    expect(slowest).toBeLessThan(Math.max(250, whole / 2));
    await client.stop();
  });

  test('a folder without go.mod: the package is one, its subfolders are not read', async () => {
    const helper =
      'package shop\n\nimport "net/http"\n\nfunc done(r *http.Response) {\n\t_ = r.Body.Close()\n}\n';
    const user = LEAK.replace('\treturn io', '\tdefer done(resp)\n\treturn io');
    const root = workspace({ 'a.go': user, 'b.go': helper });
    const client = await begin(root);
    const file = uri(join(root, 'a.go'));
    await client.open(file, user);
    expect(await client.items(file)).toEqual([]);
    await client.stop();
  });
});

describe.skipIf(!hasGit)('premortem/selfCheck', () => {
  const git = (cwd: string, ...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd,
      stdio: 'ignore',
    });
  };

  test('reports the functions that changed, unsaved text included', async () => {
    const root = workspace({ 'go.mod': GO_MOD, 'a.go': CLEAN });
    git(root, 'init', '-b', 'main');
    git(root, 'add', '.');
    git(root, 'commit', '-m', 'first');
    git(root, 'checkout', '-b', 'work');
    const client = await begin(root);
    interface Answer {
      readonly markdown: string;
      readonly findings: number;
      readonly problem?: string;
    }
    const ask = (params: object = {}): Promise<Answer> =>
      client.rpc.sendRequest('premortem/selfCheck', params);
    expect(await ask()).toMatchObject({ findings: 0 });
    writeFile(join(root, 'a.go'), LEAK);
    const report = await ask();
    expect(report.findings).toBe(1);
    expect(report.markdown).toContain('a.go');
    expect(report.markdown).toContain('http-body-not-closed');
    const file = uri(join(root, 'a.go'));
    await client.open(file, `${CLEAN}// mended, not saved\n`);
    expect((await ask()).findings).toBe(0);
    expect((await ask({ base: 'no-such-revision' })).problem).toMatch(/no-such-revision/);
    expect((await ask({ locale: 'zh-cn' })).markdown).toMatch(/[\u4e00-\u9fff]/);
    await client.stop();
  });

  test('outside a repository or without a folder it says what to do', async () => {
    const client = await Client.start(server.program, { capabilities: NEOVIM, folders: [] });
    expect(await client.rpc.sendRequest('premortem/selfCheck', {})).toEqual({
      problem: 'Open a folder to check its changes.',
    });
    const folder = uri(workspace({ 'go.mod': GO_MOD, 'a.go': LEAK }));
    expect(await client.rpc.sendRequest('premortem/selfCheck', { folder })).toMatchObject({
      problem: expect.stringContaining('git'),
    });
    await client.stop();
  });
});

test('a server whose wasm is missing says so instead of hanging', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'premortem-lsp-'));
  copyFileSync(server.program, join(folder, 'server.js'));
  const starting = Client.start(join(folder, 'server.js'), { capabilities: VSCODE, folders: [] });
  await expect(starting).rejects.toThrow(/premortem-core\.wasm/);
  expect(dirname(server.program)).not.toBe(folder);
  await until(() => true);
});
