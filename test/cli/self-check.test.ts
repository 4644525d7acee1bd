import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasGit } from '../harness/git.ts';
import { commitAll, git, go, healthy, leak, Program, put, type Ran } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program.dispose());

const selfCheck = (cwd: string, ...args: string[]): Ran => program.run(cwd, ['self-check', ...args]);
const verdict = (ran: Ran): string =>
  ran.stdout.split('\n').find((line) => /finding|个问题/.test(line)) ?? '';
/** `file:line` of each finding. */
const found = (ran: Ran): string[] =>
  [...ran.stdout.matchAll(/^(\S.*):(\d+):\d+: \w+ http-body-not-closed/gm)].map((m) => `${m[1]}:${m[2]}`);

/** A repository on a branch, with main behind it. */
function repository(): string {
  const root = program.tree({
    'old.go': go(leak('Old'), leak('Older'), healthy('Fine')),
    'pkg/sub.go': go(healthy('Sub')),
  });
  commitAll(root);
  git(root, 'checkout', '-q', '-b', 'work');
  return root;
}

describe.skipIf(!hasGit)('what changed', () => {
  test('committed, uncommitted and untracked work since the merge base, from anywhere in the repository', () => {
    const root = repository();
    expect(selfCheck(root)).toEqual({
      code: 0,
      stdout: '0 findings in 0 changed functions (0 Go files, compared with main)\n',
      stderr: '',
    });
    put(join(root, 'committed.go'), go(leak('Committed')));
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'work');
    git(root, 'checkout', '-q', 'main');
    put(join(root, 'theirs.go'), go(leak('Theirs')));
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'theirs');
    git(root, 'checkout', '-q', 'work');
    put(join(root, '新 目录/未跟踪 😀.go'), go(leak('Untracked')));
    const old = join(root, 'old.go');
    put(
      old,
      readFileSync(old, 'utf8').replace('Older(peer *http.Client, url', 'Older(peer *http.Client, link'),
    );
    const ran = selfCheck(root);
    expect(found(ran)).toEqual(['committed.go:6', 'old.go:14', '新 目录/未跟踪 😀.go:6']);
    expect(ran.code).toBe(1);
    expect(verdict(ran)).toBe('3 findings in 3 changed functions (3 Go files, compared with main)');
    const below = selfCheck(join(root, 'pkg'));
    expect(found(below)).toEqual(['../committed.go:6', '../old.go:14', '../新 目录/未跟踪 😀.go:6']);
    expect(found(selfCheck(root, 'old.go', '新 目录'))).toEqual(['old.go:14', '新 目录/未跟踪 😀.go:6']);
    expect(found(selfCheck(root, '--base', 'HEAD'))).toEqual(['old.go:14', '新 目录/未跟踪 😀.go:6']);
    expect(selfCheck(root, '--fail-on', 'never').code).toBe(0);
    put(join(root, '.premortem.yml'), 'exclude: ["新*", committed.go]\n');
    expect(found(selfCheck(root))).toEqual(['old.go:14']);
  });

  test('a deleted line inside a function counts, one between functions does not', () => {
    const root = repository();
    const old = join(root, 'old.go');
    const text = readFileSync(old, 'utf8');
    put(old, text.replace('\tdefer resp.Body.Close()\n', ''));
    const ran = selfCheck(root);
    expect(found(ran)).toEqual(['old.go:22']);
    expect(verdict(ran)).toMatch(/^1 finding in 1 changed function /);
    put(old, text.replace('}\n\nfunc Older', '}\nfunc Older'));
    expect(verdict(selfCheck(root))).toMatch(/^0 findings in 0 changed functions \(1 Go file,/);
    rmSync(old);
    expect(verdict(selfCheck(root))).toMatch(/^0 findings in 0 changed functions \(0 Go files/);
  });

  test('git settings and attributes of a person change nothing', () => {
    const root = repository();
    put(join(root, '.gitattributes'), '*.go -diff\n');
    for (const [key, value] of [
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['diff.interHunkContext', '100'],
      ['color.ui', 'always'],
      ['core.quotePath', 'true'],
      ['diff.external', 'false'],
    ]) {
      git(root, 'config', key!, value!);
    }
    const old = join(root, 'old.go');
    const text = readFileSync(old, 'utf8');
    put(old, text.replace('package api', 'package api // x').replace('defer resp', 'defer  resp'));
    const ran = selfCheck(root);
    expect(verdict(ran)).toMatch(/^0 findings in 1 changed function /);
  });

  test('--staged judges the text of the index', () => {
    const root = repository();
    put(join(root, 'a.go'), `\ufeff${go(leak('Staged'))}`);
    put(join(root, '1:b.go'), go(leak('Staged2')));
    git(root, 'add', '-A');
    put(join(root, 'a.go'), go(healthy('Staged')));
    put(join(root, 'untracked.go'), go(leak('Untracked')));
    const ran = selfCheck(root, '--staged');
    expect(found(ran)).toEqual(['1:b.go:6', 'a.go:6']);
    expect(verdict(ran)).toMatch(/^2 findings in 2 changed functions \(2 Go files, compared with HEAD\)/);
    expect(ran.stdout).not.toContain('\ufeff');
    expect(found(selfCheck(root))).toEqual(['1:b.go:6', 'untracked.go:6']);
  });

  test('a repository without commits, and --all without git', () => {
    const sources = { 'a.go': go(leak('A'), healthy('B')) };
    const fresh = program.tree(sources);
    git(fresh, 'init', '-q');
    expect(verdict(selfCheck(fresh))).toMatch(/^1 finding in 2 changed functions \(1 Go file,/);
    git(fresh, 'add', '-A');
    expect(verdict(selfCheck(fresh, '--staged'))).toMatch(/^1 finding in 2 changed functions/);
    const plain = program.tree(sources);
    const all = selfCheck(plain, '--all');
    expect(verdict(all)).toMatch(/^1 finding in 2 functions/);
    expect(all.code).toBe(1);
  });
});

describe.skipIf(!hasGit)('the report', () => {
  test('is a Markdown file with chain, signal and a checklist of commands, in both languages', () => {
    const root = repository();
    put(join(root, 'new.go'), `${go(leak('New'))}\nfunc Broken() {\n\tx := := 1\n}\n`);
    const ran = selfCheck(root, '-o', 'report.md');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('Signal: ');
    expect(ran.stdout).toContain('Verify: ');
    expect(ran.stdout).toContain('Not analysed:\n  new.go Broken: syntax error\n');
    const report = readFileSync(join(root, 'report.md'), 'utf8');
    expect(report).toMatch(/^# Reliability self-check\n\n\*\*1 finding in 2 changed functions/);
    expect(report).toContain('## `http-body-not-closed` · warning · new.go:6\n');
    expect(report).toContain('```go\nresp, err := peer.Get(url)\n```');
    expect(report).toMatch(/^1\. .+\n2\. .+\n/m);
    expect(report).toContain('Signal');
    expect(report).toMatch(/^- \[ \] http-body-not-closed new\.go:6 `[^`]+`$/m);
    expect(report).toContain('- new.go `Broken`: syntax error');
    const chinese = selfCheck(root, '--locale', 'zh-cn', '-o', '报告.md');
    expect(verdict(chinese)).toBe('2 个改动的函数中有 1 个问题（1 个 Go 文件，对比 main）');
    const other = readFileSync(join(root, '报告.md'), 'utf8');
    expect(other).toMatch(/^# 可靠性自查\n/);
    expect(other).toContain('## 评审前逐项验证');
    expect(other).toMatch(/^- \[ \] http-body-not-closed new\.go:6 `[^`]+`$/m);
    const refused = selfCheck(root, '-o', 'no/such/folder.md');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toBe('premortem: cannot write no/such/folder.md: ENOENT\n');
  });
});

describe.skipIf(!hasGit)('when git cannot answer, exit 2 and advice', () => {
  test('no repository, unknown revision, no default branch, unrelated history', () => {
    const plain = program.tree({ 'a.go': go(leak('A')) });
    expect(selfCheck(plain)).toEqual({
      code: 2,
      stdout: '',
      stderr: 'premortem: not a git repository; --all checks every function without git\n',
    });
    expect(selfCheck(plain, '--locale', 'zh-cn').stderr).toContain('这里不是 git 仓库');
    const root = repository();
    const unknown = selfCheck(root, '--base', 'v9');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toBe(
      'premortem: unknown revision v9; if it is on a remote: git fetch origin v9\n',
    );
    expect(selfCheck(root, '--base=--output=x').code).toBe(2);
    git(root, 'checkout', '-q', '--orphan', 'island');
    git(root, 'commit', '-q', '-m', 'island');
    expect(selfCheck(root).stderr).toContain('main and HEAD have no common ancestor');
    git(root, 'branch', '-q', '-D', 'main', 'work');
    const lost = selfCheck(root);
    expect(lost.code).toBe(2);
    expect(lost.stderr).toContain(
      'no default branch found (origin/HEAD, main, master); name one with --base',
    );
    const noGit = program.run(root, ['self-check'], { env: { PATH: '/nowhere' } });
    expect(noGit.code).toBe(2);
    expect(noGit.stderr).toContain('git is not installed');
  });

  test('a shallow clone', () => {
    const origin = repository();
    for (const [branch, name] of [
      ['main', 'm'],
      ['work', 'w'],
    ] as const) {
      git(origin, 'checkout', '-q', branch);
      put(join(origin, `${name}.go`), go(healthy(name.toUpperCase())));
      git(origin, 'add', '-A');
      git(origin, 'commit', '-q', '-m', name);
    }
    git(origin, 'checkout', '-q', 'main');
    const url = pathToFileURL(origin).href;
    const home = program.tree({});
    git(home, 'clone', '-q', '--depth', '1', '--no-single-branch', '-b', 'work', url, 'both');
    git(home, 'clone', '-q', '--depth', '1', '-b', 'work', url, 'one');
    for (const [name, ...args] of [['both'], ['one', '--base', 'HEAD~1']]) {
      const ran = selfCheck(join(home, name!), ...args);
      expect(ran).toMatchObject({ code: 2, stdout: '' });
      expect(ran.stderr).toContain('git fetch --unshallow (in CI: fetch-depth: 0)');
    }
    const none = selfCheck(join(home, 'one'));
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('git fetch --unshallow');
  });
});
