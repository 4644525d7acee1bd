import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { version } from '../../package.json';
import { Program, ROOT } from './program.ts';

let program: Program;
let folder: string;
beforeAll(async () => {
  program = await Program.build();
  folder = program.tree({});
});
afterAll(() => program.dispose());

const NAMED = [
  'http-body-not-closed',
  'select-blocks-forever',
  'context-without-deadline',
  'sql-pool-unconfigured',
  'mysql-parse-time-missing',
];

test('--version and --help', () => {
  expect(program.run(folder, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  const help = program.run(folder, ['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const command of ['check', 'self-check', 'explain', 'rules', 'lsp'])
    expect(help.stdout).toContain(command);
  const check = program.run(folder, ['check', '--help']);
  expect(check.code).toBe(0);
  for (const option of [
    '--fail-on',
    '--no-config',
    '--stdin-filename',
    '--fail-on-skipped',
    '--no-prefilter',
  ])
    expect(check.stdout).toContain(option);
  expect(program.run(folder, [])).toMatchObject({ code: 2, stdout: '' });
});

test('rules and explain, in both languages', () => {
  const json = program.run(folder, ['rules', '--json']);
  const rows = JSON.parse(json.stdout) as { name: string; severity: string; title: string }[];
  expect(json).toMatchObject({ code: 0, stderr: '' });
  for (const name of NAMED) expect(rows.map((row) => row.name)).toContain(name);
  const lines = program.run(folder, ['rules']).stdout.trim().split('\n');
  expect(lines).toHaveLength(rows.length);
  lines.forEach((line, index) => {
    expect(line).toMatch(new RegExp(`^${rows[index]!.name} +${rows[index]!.severity} +\\S`));
  });
  expect(program.run(folder, ['rules', '--locale', 'zh-cn']).stdout).toMatch(/\p{Script=Han}/u);
  const page = program.run(folder, ['explain', 'http-body-not-closed']);
  expect(page).toMatchObject({ code: 0, stderr: '' });
  expect(page.stdout).toContain('http-body-not-closed');
  expect(page.stdout).not.toMatch(/\p{Script=Han}/u);
  const chinese = program.run(folder, ['explain', 'http-body-not-closed'], { env: { LANG: 'zh_CN.UTF-8' } });
  expect(chinese.stdout).toMatch(/\p{Script=Han}/u);
});

test('lsp --stdio answers initialize and ends with exit', async () => {
  const child = program.start(folder, ['lsp', '--stdio']);
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  connection.listen();
  try {
    const result = await connection.sendRequest<{ capabilities: { hoverProvider?: unknown } }>('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    expect(result.capabilities.hoverProvider).toBeTruthy();
    await connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => child.once('close', resolve));
    await connection.sendNotification('exit');
    expect(await ended).toBe(0);
  } finally {
    connection.dispose();
    child.kill();
  }
});

test('the demo names the five faults and nothing of the healthy code', () => {
  const demo = spawnSync(process.execPath, [join(ROOT, 'scripts/demo.mjs'), '--locale', 'en'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status: demo.status, stderr: demo.stderr }).toEqual({ status: 0, stderr: '' });
  const found = [...demo.stdout.matchAll(/^examples\/orders\/\S+:\d+:\d+: \w+ ([a-z-]+): /gm)].map(
    (m) => m[1]!,
  );
  expect([...found].sort()).toEqual([...NAMED].sort());
  expect(demo.stdout).toMatch(/^5 findings in \d+ /m);
});
