import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitAll, git, go, healthy, leak, Program } from '../cli/program.ts';
import { hasGit } from '../harness/git.ts';
import { ROOT } from '../harness/program.ts';

describe.skipIf(!hasGit)('judged lists against mirrors', () => {
  let program: Program;
  let mirrors: string;
  let lists: string;
  let commit: string;

  beforeAll(async () => {
    program = await Program.build();
    mirrors = mkdtempSync(join(tmpdir(), 'premortem-mirrors-'));
    lists = join(mirrors, 'lists');
    mkdirSync(lists);
    const work = program.tree({
      'go.mod': 'module example.com/m\n\ngo 1.22\n',
      'a.go': go(leak('A'), healthy('B')),
    });
    commitAll(work);
    commit = git(work, 'rev-parse', 'HEAD').trim();
    git(work, 'clone', '-q', '--bare', work, join(mirrors, 'owner+name/repo'));
  });
  afterAll(() => {
    program.dispose();
    rmSync(mirrors, { recursive: true, force: true });
  });

  function run(script: string, ...args: readonly string[]) {
    const ran = spawnSync(
      process.execPath,
      [join(ROOT, 'scripts', script), '--mirrors', mirrors, '--cli', program.path, ...args],
      { encoding: 'utf8', env: { ...process.env, TMPDIR: mirrors } },
    );
    return { code: ran.status, out: ran.stdout + ran.stderr };
  }
  const corpus = (...args: readonly string[]) =>
    run('corpus.mjs', '--lists', lists, '--repos', 'owner/name', ...args);
  const entry = (line: number, verdict: string, at = commit) => ({
    repository: 'owner/name',
    commit: at,
    file: 'a.go',
    line,
    rule: 'http-body-not-closed',
    verdict,
    reason: `judged ${verdict}`,
  });
  const judge = (...sample: readonly ReturnType<typeof entry>[]) =>
    writeFileSync(join(lists, 'list.json'), JSON.stringify({ sample }));

  test('what is still as it was judged is no regression', () => {
    judge(entry(6, 'real'), entry(14, 'false'));
    const { code, out } = corpus('--judged');
    expect(out).toContain('list.json: 1 real, reported; 1 false, silent\n');
    expect(code).toBe(0);
  });

  test('a real finding that is gone and a false one that is back are regressions', () => {
    judge(entry(6, 'false'), entry(14, 'real'));
    const { code, out } = corpus('--judged');
    expect(out).toContain('false, REPORTED: owner/name a.go:6 http-body-not-closed: judged false');
    expect(out).toContain('real, GONE: owner/name a.go:14 http-body-not-closed: judged real');
    expect(code).toBe(1);
  });

  test('a commit that the mirror lacks is told', () => {
    judge(entry(6, 'real', '0'.repeat(40)));
    expect(corpus('--judged').out).toContain(`skipped: list.json, owner/name: no commit ${'0'.repeat(40)}`);
  });

  test('counts are stored and compared', () => {
    expect(corpus('--counts').out).toContain('owner/name: 1 findings (new)');
    expect(corpus('--update').out).toContain('stored in');
    const path = join(lists, 'counts.json');
    const stored = JSON.parse(readFileSync(path, 'utf8'));
    expect(stored['owner/name']).toMatchObject({ commit, files: 1, findings: { 'http-body-not-closed': 1 } });
    expect(corpus('--counts').out).toContain('owner/name: 1 findings (0)');
    stored['owner/name'].findings = { 'http-body-not-closed': 3 };
    writeFileSync(path, JSON.stringify(stored));
    expect(corpus('--counts').out).toContain('http-body-not-closed: 3 -> 1 (-2)');
  });

  test('a sample is drawn the same each time and says when it is too small', () => {
    const out = join(mirrors, 'sample.json');
    const draw = () =>
      run(
        'sample-findings.mjs',
        '--repos',
        'owner/name',
        '--seed',
        '7',
        '--out',
        out,
        '--count',
        '1',
        '--least-repositories',
        '1',
      );
    expect(draw().code).toBe(0);
    const first = readFileSync(out, 'utf8');
    expect(JSON.parse(first).sample).toMatchObject([
      { repository: 'owner/name', commit, file: 'a.go', line: 6, rule: 'http-body-not-closed', verdict: '' },
    ]);
    expect(draw().code).toBe(0);
    expect(readFileSync(out, 'utf8')).toBe(first);
    expect(run('sample-findings.mjs', '--repos', 'owner/name', '--seed', '7', '--out', out).code).toBe(1);
  });
});
