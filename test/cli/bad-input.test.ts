import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasGit } from '../harness/git.ts';
import { commitAll, go, healthy, leak, Program } from './program.ts';

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program.dispose());

describe('wrong calls exit 2 and say what to do', () => {
  test.each([
    [
      ['check', '--only', 'http-body-not-close'],
      'there is no rule http-body-not-close; did you mean http-body-not-closed?',
    ],
    [['check', '--disable', 'nothing-*'], 'there is no rule nothing-*'],
    [['self-check', '--enable', 'sql-pool-unconfigure'], 'did you mean sql-pool-unconfigured?'],
    [['check', 'missing/dir'], 'premortem: no such file or folder: missing/dir'],
    [['check', 'a.go', 'missing.go'], 'premortem: no such file or folder: missing.go'],
    [['check', 'loop.go'], 'premortem: no such file or folder: loop.go'],
    [['check', 'dangling.go'], 'premortem: no such file or folder: dangling.go'],
    [['self-check', '--all', 'missing'], 'premortem: no such file or folder: missing'],
    [['check', 'notes.md'], 'premortem: not a Go file: notes.md'],
    [['check', '--config', 'missing.yml'], 'premortem: cannot read the config file missing.yml'],
    [['check', '--fromat', 'json'], "unknown option '--fromat'"],
    [['check', '--format', 'xml'], 'Allowed choices are text, json'],
    [['check', '--jobs', '0'], 'a whole number above 0'],
    [['check', '--format', 'json', '--diff'], '--format json does not go with --diff'],
    [['chekc'], "unknown command 'chekc'"],
    [['explain', 'http-body-not-close'], 'did you mean http-body-not-closed?'],
    [['explain', 'http-*'], 'http-* is a pattern'],
  ] as const)('%j', (args, message) => {
    const root = program.tree({ 'a.go': go(healthy('A')), 'notes.md': 'x' });
    symlinkSync('loop.go', join(root, 'loop.go'));
    symlinkSync('nowhere', join(root, 'dangling.go'));
    const ran = program.run(root, args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(message);
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  test('in Chinese too', () => {
    const root = program.tree({ 'a.go': go(healthy('A')) });
    const env = { LANG: 'zh_CN.UTF-8' };
    expect(program.run(root, ['check', '--only', 'http-body-not-close'], { env }).stderr).toBe(
      'premortem: 没有名为 http-body-not-close 的规则；是否想写 http-body-not-closed？\n',
    );
    expect(program.run(root, ['check', 'no', '--locale=zh-cn']).stderr).toBe(
      'premortem: 没有这个文件或目录：no\n',
    );
  });

  test.each([
    [
      'unknown key',
      'minConfidence: low\nrulez: {}\n',
      '.premortem.yml:2: unknown key rulez; did you mean rules?',
    ],
    [
      'unknown rule',
      '# x\nrules:\n  http-body-not-close: off\n',
      '.premortem.yml:3: there is no rule http-body-not-close; did you mean',
    ],
    [
      'bad level',
      'rules:\n  http-body-not-closed: loud\n',
      '.premortem.yml:2: rules.http-body-not-closed must be one of',
    ],
    ['bad YAML', 'rules:\n  - [a\n', '.premortem.yml:'],
    ['a list', '- a\n', '.premortem.yml:1: the configuration must be a mapping'],
    [
      'nested key',
      'fix:\n  defaults:\n    contextTimeout: 5s\n',
      '.premortem.yml:3: fix.defaults.contextTimeout must be a Go duration',
    ],
    ['twice', 'tests: full\ntests: off\n', '.premortem.yml:2: not YAML: '],
  ])('config file: %s', (_, text, message) => {
    const root = program.tree({ 'a.go': go(leak('A')), 'sub/b.go': go(leak('B')), '.premortem.yml': text });
    const ran = program.run(root, ['check']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(`premortem: ${message}`);
    expect(ran.stderr.trim().split('\n')).toHaveLength(1);
    expect(program.run(root, ['check', '--no-config']).code).toBe(1);
  });

  test('an empty config file is fine', () => {
    const root = program.tree({ 'a.go': go(leak('A')), '.premortem.yml': '# nothing yet\n' });
    expect(program.run(root, ['check']).code).toBe(1);
  });
});

describe('bad source', () => {
  test('broken functions are named, the others are judged', () => {
    const half = `package api\n\nimport "net/http"\n\nfunc Half(peer *http.Client, url string) {\n\tresp, err := peer.Get(url)\n\tif err != nil {\n\t\tresp.`;
    const root = program.tree({
      'half/typed.go': half,
      'some/broken.go': go(
        leak('Before'),
        'func Broken(peer *http.Client, url string) {\n\tresp, := peer.Get(url)\n}\n',
        leak('After'),
      ),
      'clause/missing.go': `import "net/http"\n\n${leak('NoClause')}`,
      'empty/empty.go': '',
      'blank/blank.go': '\n\n',
      'comment/comment.go': '// only words\n',
      'words/words.go': '这不是 Go 😀\n',
      'deep/deep.go': `package deep\n\nvar x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`,
    });
    const json = program.json(root);
    expect(json.failures).toEqual([]);
    const found = json.findings.map((finding) => `${finding.file} ${finding.function}`);
    expect(found).toContain('some/broken.go Before');
    expect(found).toContain('some/broken.go After');
    expect(found.some((line) => line.endsWith('Broken') || line.endsWith('Half'))).toBe(false);
    expect(json.notAnalysed).toContainEqual({
      file: 'some/broken.go',
      function: 'Broken',
      reason: 'syntax-error',
    });
    expect(json.code).toBe(1);
    const strict = program.run(root, ['check', '--fail-on-skipped', 'some']);
    expect(strict.code).toBe(3);
    expect(strict.stdout).toContain('not analysed:\n  some/broken.go Broken: syntax error\n');
    expect(strict.stderr).toBe('premortem: 1 file or function was not analysed (--fail-on-skipped)\n');
    expect(program.run(root, ['check', '--fix', 'half', 'clause', 'words', 'empty', 'blank']).code).not.toBe(
      3,
    );
    expect(readFileSync(join(root, 'half/typed.go'), 'utf8')).toBe(half);
  });

  test('invalid UTF-8 and files that are too large are named; generated ones of any size are not', () => {
    const filler = `// ${'x'.repeat(117)}\n`;
    const root = program.tree({
      'ok.go': go(leak('A')),
      'latin1.go': Buffer.concat([Buffer.from(go(leak('B'))), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]),
      'utf16.go': Buffer.from('\ufeffpackage api\n', 'utf16le'),
      'large.go': go(leak('L'), filler.repeat(9_000)),
      'made.go': `// Code generated by protoc. DO NOT EDIT.\n\n${go(leak('G'), filler.repeat(43_700))}`,
      'claims.go': `${go(leak('C'), filler.repeat(9_000))}// Code generated by nobody. DO NOT EDIT.\n`,
    });
    const started = performance.now();
    const json = program.json(root);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(json.findings.map((finding) => finding.file)).toEqual(['ok.go']);
    expect(json.notAnalysed).toEqual([
      { file: 'claims.go', function: '', reason: 'too-large' },
      { file: 'large.go', function: '', reason: 'too-large' },
      { file: 'latin1.go', function: '', reason: 'not-utf8' },
      { file: 'utf16.go', function: '', reason: 'not-utf8' },
    ]);
    expect(json.code).toBe(1);
    const text = program.run(root, ['check']);
    expect(text.stdout).toContain('  large.go: too large\n  latin1.go: not UTF-8\n');
    expect(program.run(root, ['check', '--locale', 'zh-cn']).stdout).toContain(
      '  latin1.go: 不是 UTF-8 编码\n',
    );
    const named = program.json(root, ['large.go', 'latin1.go', 'ok.go']);
    expect(named.findings.map((finding) => finding.file)).toEqual(['large.go', 'ok.go']);
    expect(named.notAnalysed).toEqual([{ file: 'latin1.go', function: '', reason: 'not-utf8' }]);
  });

  test('CRLF, byte order mark, Chinese and emoji move nothing', () => {
    const source = `package api\n\nimport "net/http"\n\n// 取回一页 😀\nfunc 取回(peer *http.Client, 链接 string) (int, error) {\n\tprintln("😀"); 响应, err := peer.Get(链接 + "/中文")\n\tif err != nil {\n\t\treturn 0, err\n\t}\n\treturn 响应.StatusCode, nil\n}\n`;
    const root = program.tree({
      'a.go': source,
      'b/b.go': source.replaceAll('\n', '\r\n'),
      'c/c.go': `\ufeff${source}`,
      'd/d.go': `\ufeff${source.replaceAll('\n', '\r\n')}`,
    });
    const json = program.json(root);
    expect(json.notAnalysed).toEqual([]);
    expect(json.findings).toHaveLength(4);
    for (const finding of json.findings) {
      expect(finding).toMatchObject({
        function: '取回',
        range: { start: { line: 7, column: 28 } },
      });
      expect(finding.range).toEqual(json.findings[0]!.range);
    }
    const text = program.run(root, ['check', 'd']).stdout;
    expect(text).not.toContain('\r');
    expect(text).not.toContain('\ufeff');
  });

  test('cgo and build-tagged twins', () => {
    const twin = (tag: string, name: string): string => `//go:build ${tag}\n\n${go(leak(name))}`;
    const root = program.tree({
      'c/cgo.go': `package c\n\n/*\n#include <stdlib.h>\nstatic int f(void) { return 1; }\n*/\nimport "C"\n\nimport "net/http"\n\n${leak('F')}\nvar size = C.f()\n`,
      'd/x_linux.go': go(leak('Open')),
      'd/x_windows.go': go(leak('Open')),
      'd/y1.go': twin('cgo', 'Y'),
      'd/y2.go': twin('!cgo', 'Y'),
    });
    const json = program.json(root);
    expect(json).toMatchObject({ failures: [], notAnalysed: [] });
    expect(json.findings.map((finding) => `${finding.file} ${finding.function}`)).toEqual([
      'c/cgo.go F',
      'd/x_linux.go Open',
      'd/x_windows.go Open',
      'd/y1.go Y',
      'd/y2.go Y',
    ]);
  });

  test('links: a dangling one is silence, one to a file is judged, in git and outside', () => {
    for (const inGit of hasGit ? [false, true] : [false]) {
      const root = program.tree({ 'a.go': go(leak('A')), 'real.txt': go(leak('B')) });
      symlinkSync('nowhere.go', join(root, 'dangling.go'));
      symlinkSync('loop.go', join(root, 'loop.go'));
      symlinkSync('../real.txt', join(root, 'x.go'));
      symlinkSync('real.txt', join(root, 'link.go'));
      symlinkSync('.', join(root, 'self'));
      if (inGit) commitAll(root);
      const json = program.json(root);
      expect(json.findings.map((finding) => finding.file)).toEqual(['a.go', 'link.go']);
      expect(json.notAnalysed).toEqual([]);
    }
  });

  test('a file that may not be read is named; one that may not be written is told', () => {
    const root = program.tree({ 'a.go': go(leak('A')), 'b/b.go': go(leak('B')) });
    chmodSync(join(root, 'a.go'), 0o000);
    chmodSync(join(root, 'b'), 0o555);
    // root may read and write everything, so root becomes nobody
    const options = process.getuid?.() === 0 ? { as: 65534 } : {};
    const json = program.json(root, [], options);
    expect(json.findings.map((finding) => finding.file)).toEqual(['b/b.go']);
    expect(json.notAnalysed).toEqual([{ file: 'a.go', function: '', reason: 'unreadable' }]);
    const fixing = program.run(root, ['check', '--fix', '--format', 'json', 'b'], options);
    expect(fixing.code).toBe(3);
    expect(fixing.stderr).toBe('premortem: b/b.go cannot be written; not fixed\n');
    expect(JSON.parse(fixing.stdout).findings).toHaveLength(1);
    chmodSync(join(root, 'b'), 0o755);
  });
});

describe('a thread that dies', () => {
  test.each([
    ['exits', 'process.exit(9)', 'the worker ended with code 9'],
    ['throws', 'throw new Error("out of luck")', 'out of luck'],
  ])('when it %s', (_, deed, message) => {
    const root = program.tree({
      'a/a.go': go(leak('A')),
      'b/b.go': go(leak('B')),
      'b/c.go': go(leak('C')),
      'kill.cjs': `const { isMainThread, workerData } = require('node:worker_threads');
if (!isMainThread && JSON.stringify(workerData.groups).includes('/b/b.go')) ${deed};
`,
    });
    const node = ['--require', join(root, 'kill.cjs')];
    const json = program.json(root, ['--jobs', '2'], { node });
    expect(json.code).toBe(3);
    expect(json.findings.map((finding) => finding.file)).toEqual(['a/a.go']);
    expect(json.notAnalysed.map((entry) => entry.file)).toEqual(['b/b.go', 'b/c.go']);
    expect(json.failures).toMatchObject([{ rule: '', file: 'b/b.go' }]);
    expect(json.failures[0]!.message).toContain(message);
    const text = program.run(root, ['check', '--jobs', '2'], { node });
    expect(text.code).toBe(3);
    expect(text.stderr).toContain('premortem: worker failed on b/b.go');
    expect(text.stdout).toContain('  b/c.go: ');
  });
});
