import { describe, expect, test } from 'vitest';
import { constraintOf, contradict } from '../../server/src/core/semantic/build-constraints.ts';
import { guessPackageName } from '../../server/src/core/semantic/file.ts';
import { parseGoMod } from '../../server/src/core/semantic/go-mod.ts';
import { programOf } from '../harness/program.ts';

describe('build constraints', () => {
  const of = (line: string, path = 'a.go') =>
    constraintOf(path, line ? `${line}\n\npackage p\n` : 'package p\n');
  test.each([
    ['//go:build linux', '//go:build windows', true],
    ['//go:build linux', '//go:build !linux', true],
    ['//go:build linux', '//go:build amd64', false],
    ['//go:build linux && cgo', '//go:build linux && !cgo', true],
    ['//go:build linux || darwin', '//go:build windows', true],
    ['//go:build linux || darwin', '//go:build darwin', false],
    ['//go:build !(linux || darwin)', '//go:build darwin', true],
    ['//go:build unix', '//go:build windows', true],
    ['//go:build unix', '//go:build linux', false],
    ['//go:build !unix', '//go:build linux', true],
    ['//go:build android', '//go:build linux', false],
    ['//go:build amd64', '//go:build arm64', true],
    ['//go:build prod', '//go:build !prod', true],
    ['//go:build prod', '//go:build dev', false],
    ['//go:build go1.21', '//go:build !go1.21', true],
    ['//go:build ignore', '', false],
    ['', '', false],
    ['//go:build linux\r', '//go:build windows\r', true],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(contradict(of(a), of(b))).toBe(expected);
    expect(contradict(of(b), of(a))).toBe(expected);
  });

  test('file names', () => {
    expect(contradict(of('', 'a_linux.go'), of('', 'a_windows.go'))).toBe(true);
    expect(contradict(of('', 'a_linux_amd64.go'), of('', 'a_linux_arm64.go'))).toBe(true);
    expect(contradict(of('', 'a_linux_test.go'), of('', 'a_windows_test.go'))).toBe(true);
    expect(contradict(of('', 'linux.go'), of('', 'windows.go'))).toBe(false);
    expect(contradict(of('', 'a_linux_x.go'), of('', 'a_windows_x.go'))).toBe(false);
    expect(contradict(of('', 'a_unix.go'), of('', 'a_windows.go'))).toBe(false);
  });

  test('a directive after the package clause, or inside a comment, counts for nothing', () => {
    expect(
      contradict(constraintOf('a.go', 'package p\n\n//go:build linux\n'), of('//go:build windows')),
    ).toBe(false);
    expect(
      contradict(constraintOf('a.go', '/*\n//go:build linux\n*/\npackage p\n'), of('//go:build windows')),
    ).toBe(false);
  });

  test('twins are never in one package, and each sees what it shares', () => {
    const program = programOf({
      'p/a_linux.go': 'package p\n\nfunc open() string { return "linux" }\n',
      'p/a_windows.go': 'package p\n\nfunc open() int { return 1 }\n',
      'p/b.go': 'package p\n\nvar x = open()\n',
      'p/b_test.go': 'package p_test\n',
    });
    const names = (path: string): string[] => program.packageOf(path)!.files.map((file) => file.path);
    expect(names('p/a_linux.go')).toEqual(['p/a_linux.go', 'p/b.go']);
    expect(names('p/a_windows.go')).toEqual(['p/a_windows.go', 'p/b.go']);
    expect(names('p/b_test.go')).toEqual(['p/b_test.go']);
    const shared = program.packageOf('p/b.go')!;
    const value = [...program.fileModel('p/b.go')!.tree.root.descendants('call_expression')][0]!;
    expect(() => shared.typeOf(value)).not.toThrow();
  });
});

describe('go.mod', () => {
  test('blocks, comments, quotes, versions, replacements by a folder', () => {
    expect(
      parseGoMod(
        'a/b/go.mod',
        `module "example.com/m" // the module
go 1.22.3
toolchain go1.23.1

require (
	example.com/one v1.0.0 // indirect
	example.com/two/v2 v2.1.0
)
require example.com/three v0.1.0
replace (
	example.com/one => ../one
	example.com/two/v2 v2.1.0 => ./two
)
replace example.com/three => example.com/fork v0.2.0
exclude example.com/four v1.0.0
`,
      ),
    ).toEqual({
      folder: 'a/b',
      modulePath: 'example.com/m',
      goVersion: [1, 22],
      replaced: new Map([
        ['example.com/one', 'a/one'],
        ['example.com/two/v2', 'a/b/two'],
      ]),
      required: ['example.com/one', 'example.com/two/v2', 'example.com/three'],
    });
  });

  test('CRLF, nothing, and nonsense', () => {
    expect(parseGoMod('go.mod', 'module m\r\n\r\ngo 1.21\r\n')).toMatchObject({
      modulePath: 'm',
      goVersion: [1, 21],
    });
    expect(parseGoMod('go.mod', '')).toMatchObject({ modulePath: '', goVersion: undefined });
    expect(parseGoMod('go.mod', ')((\nmodule\ngo x.y\nreplace\nrequire (')).toMatchObject({
      goVersion: undefined,
    });
  });

  test('the nearest one decides', () => {
    const program = programOf({
      'go.mod': 'module example.com/outer\n\ngo 1.20\n',
      'tools/go.mod': 'module example.com/tools\n\ngo 1.23\n',
      'a.go': 'package a\n',
      'tools/x/b.go': 'package b\n',
      'toolsother/c.go': 'package c\n',
    });
    expect(program.fileModel('a.go')!.goVersion).toEqual([1, 20]);
    expect(program.fileModel('tools/x/b.go')!.goVersion).toEqual([1, 23]);
    expect(program.fileModel('toolsother/c.go')!.goVersion).toEqual([1, 20]);
    expect(program.packageOf('tools/x/b.go')!.path).toBe('example.com/tools/x');
    expect(program.packageOf('a.go')!.path).toBe('example.com/outer');
  });
});

test('the name of an imported package is guessed as Go tools do', () => {
  const names = Object.fromEntries(
    [
      'net/http',
      'github.com/x/y/v2',
      'gopkg.in/yaml.v3',
      'github.com/redis/go-redis/v9',
      'github.com/mattn/go-sqlite3',
      'github.com/nats-io/nats.go',
      'github.com/x/some-lib',
      'v2',
    ].map((path) => [path, guessPackageName(path)]),
  );
  expect(names).toEqual({
    'net/http': 'http',
    'github.com/x/y/v2': 'y',
    'gopkg.in/yaml.v3': 'yaml',
    'github.com/redis/go-redis/v9': 'redis',
    'github.com/mattn/go-sqlite3': 'sqlite3',
    'github.com/nats-io/nats.go': 'nats',
    'github.com/x/some-lib': 'some_lib',
    v2: 'v2',
  });
});
