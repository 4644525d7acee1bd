import { describe, expect, test } from 'vitest';
import { buildOf, constraintOf, isBuilt } from '../../server/src/core/semantic/build-constraints.ts';
import { guessPackageName } from '../../server/src/core/semantic/file.ts';
import { parseGoMod } from '../../server/src/core/semantic/go-mod.ts';
import { programOf } from '../harness/program.ts';
import { typeText } from '../harness/type-text.ts';

describe('build constraints', () => {
  const of = (line: string, path = 'a.go') =>
    constraintOf(path, line ? `${line}\n\npackage p\n` : 'package p\n');
  /** Whether the build made for one file leaves the other out. */
  const contradict = (a: ReturnType<typeof of>, b: ReturnType<typeof of>) => !isBuilt(b, buildOf(a));
  test.each([
    ['//go:build linux', '//go:build windows', true],
    ['//go:build linux', '//go:build !linux', true],
    ['//go:build linux', '//go:build amd64', false],
    ['//go:build linux && cgo', '//go:build linux && !cgo', true],
    ['//go:build linux || darwin', '//go:build windows', true],
    ['//go:build linux || darwin', '//go:build darwin', true],
    ['//go:build darwin', '//go:build linux || darwin', false],
    ['//go:build linux', '//go:build android', true],
    ['//go:build !(linux || darwin)', '//go:build darwin', true],
    ['//go:build unix', '//go:build windows', true],
    ['//go:build unix', '//go:build linux', false],
    ['//go:build !unix', '//go:build linux', true],
    ['//go:build android', '//go:build linux', false],
    ['//go:build amd64', '//go:build arm64', true],
    ['//go:build prod', '//go:build !prod', true],
    ['//go:build prod', '//go:build dev', true],
    ['//go:build illumos', '//go:build solaris', false],
    ['//go:build cgo', '//go:build !cgo', true],
    ['//go:build race', '', false],
    ['//go:build go1.21', '//go:build !go1.21', true],
    ['//go:build ignore', '', false],
    ['', '', false],
    ['//go:build linux\r', '//go:build windows\r', true],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(contradict(of(a), of(b))).toBe(expected);
  });

  test('file names', () => {
    expect(contradict(of('', 'a_linux.go'), of('', 'a_windows.go'))).toBe(true);
    expect(contradict(of('', 'a_linux_amd64.go'), of('', 'a_linux_arm64.go'))).toBe(true);
    expect(contradict(of('', 'a_linux_test.go'), of('', 'a_windows_test.go'))).toBe(true);
    expect(contradict(of('', 'linux.go'), of('', 'windows.go'))).toBe(false);
    expect(contradict(of('', 'a_linux_x.go'), of('', 'a_windows_x.go'))).toBe(false);
    expect(contradict(of('', 'a_windows.go'), of('', 'a_unix.go'))).toBe(false);
  });

  test('a directive after the package clause, or inside a comment, counts for nothing', () => {
    expect(
      contradict(of('//go:build windows'), constraintOf('a.go', 'package p\n\n//go:build linux\n')),
    ).toBe(false);
    expect(
      contradict(of('//go:build windows'), constraintOf('a.go', '/*\n//go:build linux\n*/\npackage p\n')),
    ).toBe(false);
  });

  test('twins are never in one package, and each sees what it shares', () => {
    const program = programOf({
      'p/a_linux.go': 'package p\n\nfunc open() string { return "linux" }\n',
      'p/a_windows.go': 'package p\n\nfunc open() int { return 1 }\n',
      'p/b.go': 'package p\n\nvar x = open()\n',
      'p/b_test.go': 'package p_test\n',
      'p/gen.go': '//go:build ignore\n\npackage p\n\nfunc open() bool { return true }\n',
    });
    const names = (path: string): string[] => program.packageOf(path)!.files.map((file) => file.path);
    expect(names('p/a_linux.go')).toEqual(['p/a_linux.go', 'p/b.go']);
    expect(names('p/a_windows.go')).toEqual(['p/a_windows.go', 'p/b.go']);
    expect(names('p/b_test.go')).toEqual(['p/b_test.go']);
    expect(names('p/gen.go')).toEqual(['p/gen.go']);
    // what several builds share is judged in the default one
    expect(names('p/b.go')).toEqual(['p/a_linux.go', 'p/b.go']);
    const typeIn = (path: string): string | undefined => {
      const call = [...program.fileModel('p/b.go')!.tree.root.descendants('call_expression')][0]!;
      return typeText(program.packageOf(path)!.typeOf(call));
    };
    expect(typeIn('p/b.go')).toBe('string');
    expect(typeIn('p/a_windows.go')).toBe('int');
  });
});

describe('tests', () => {
  const program = programOf({
    'go.mod': 'module example.com/m\n\ngo 1.22\n',
    'p/p.go': 'package p\n\nfunc Open() int { return helper() }\n',
    'p/p_test.go': 'package p\n\nfunc helper() int { return Open() }\n\nvar Exported = helper\n',
    'p/x_test.go':
      'package p_test\n\nimport "example.com/m/p"\n\nvar a = p.Open()\n\nvar b = p.Exported()\n\ntype T struct{}\n',
    'q/q.go': 'package q\n\nimport "example.com/m/p"\n\nvar a = p.Open()\n\nvar b = p.Exported\n',
  });
  const of = (path: string) => program.packageOf(path)!;
  const idsIn = (path: string, packagePath = path): (string | undefined)[] =>
    [...program.fileModel(path)!.tree.root.descendants('call_expression')].map(
      (call) => of(packagePath).calleeOf(call)?.id,
    );

  test('code does not see its tests, which see it', () => {
    expect(of('p/p.go').files.map((file) => file.path)).toEqual(['p/p.go']);
    expect(of('p/p_test.go').files.map((file) => file.path)).toEqual(['p/p.go', 'p/p_test.go']);
    expect(idsIn('p/p.go')).toEqual(['']);
    expect(idsIn('p/p_test.go')).toEqual(['example.com/m/p.Open']);
    expect(of('p/p.go').declared('helper')).toBeUndefined();
  });

  test('both have the same objects', () => {
    const open = of('p/p.go').declared('Open')!;
    expect(of('p/p_test.go').declared('Open')).toBe(open);
    expect(of('p/p.go').referencesTo(open)).toHaveLength(1);
    expect(of('p/p_test.go').referencesTo(open)).toHaveLength(2);
  });

  test('an external test package has a path of its own and sees what in-package tests export', () => {
    expect(of('p/x_test.go').path).toBe('example.com/m/p_test');
    expect(idsIn('p/x_test.go')).toEqual(['example.com/m/p.Open', '']);
    const [, exported] = [...program.fileModel('p/x_test.go')!.tree.root.descendants('call_expression')];
    expect(typeText(of('p/x_test.go').typeOf(exported!))).toBe('int');
  });

  test('other packages do not see tests', () => {
    const b = [...program.fileModel('q/q.go')!.tree.root.descendants('selector_expression')][1]!;
    expect(of('q/q.go').typeOf(b)).toBeUndefined();
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
      toolchain: 'go1.23.1',
      required: new Map([
        ['example.com/one', 'v1.0.0'],
        ['example.com/two/v2', 'v2.1.0'],
        ['example.com/three', 'v0.1.0'],
      ]),
      replacements: [
        { modulePath: 'example.com/one', version: undefined, by: { folder: 'a/one' } },
        { modulePath: 'example.com/two/v2', version: 'v2.1.0', by: { folder: 'a/b/two' } },
        {
          modulePath: 'example.com/three',
          version: undefined,
          by: { path: 'example.com/fork', version: 'v0.2.0' },
        },
      ],
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
      'github.com/eclipse/paho.mqtt.golang',
      'github.com/satori/go.uuid',
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
    'github.com/eclipse/paho.mqtt.golang': 'mqtt',
    'github.com/satori/go.uuid': 'uuid',
    'github.com/x/some-lib': 'some_lib',
    v2: 'v2',
  });
});
