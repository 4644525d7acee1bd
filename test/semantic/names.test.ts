import { describe, expect, test } from 'vitest';
import { constraintOf, contradict } from '../../server/src/core/semantic/build-constraints.ts';
import { guessPackageName } from '../../server/src/core/semantic/file.ts';
import { parseGoMod } from '../../server/src/core/semantic/go-mod.ts';
import { fileOf, programOf } from '../harness/program.ts';
import { signatureText } from '../harness/type-text.ts';

/** For each identifier `x` (a name and a digit), the line of its declaration. */
function declarations(source: string, name: string): Record<number, number | string> {
  const { file, pkg } = fileOf(source);
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length;
  const result: Record<number, number | string> = {};
  for (const node of file.tree.root.descendants('identifier', 'type_identifier')) {
    if (node.text !== name) continue;
    const object = pkg.objectOf(node);
    const declared = object && 'node' in object ? lineOf(object.node.start) : (object?.kind ?? 'unknown');
    result[lineOf(node.start)] = declared;
  }
  return result;
}

describe('scopes', () => {
  test('shadowing in blocks, headers, closures and clauses', () => {
    const source = `package p

var x = 0 // 3

func f(y int) {
	use(x) // 6
	x := x // 7: the right one is the variable of the package; the last wins here
	if x := y; x > 0 { // 8
		use(x) // 9
	} else if z := y; z > 0 {
		use(x) // 11
	}
	use(x) // 13
	for x := 0; x < y; x++ { // 14
		x := x // 15
		use(x) // 16
	}
	func() {
		use(x) // 19
		x = 1 // 20
	}()
	switch x := y; x { // 22
	case 1:
		x := 2 // 24
		use(x) // 25
	default:
		use(x) // 27
	}
	for x = range 3 { // 29
		use(x) // 30
	}
	for x := range 3 { // 32
		use(x) // 33
	}
	use(x) // 35
}

func g() (x error) { // 38
	y, x := 1, x // 39: the same scope as the results
	_ = y
	{
		y, x := 1, x // 42
		_, _ = y, x // 43
	}
	return x // 45
}

func h() {
	use(x) // 49
}
`;
    expect(declarations(source, 'x')).toEqual({
      3: 3,
      6: 3,
      7: 3,
      8: 8,
      9: 8,
      11: 8,
      13: 7,
      14: 14,
      15: 14,
      16: 15,
      19: 7,
      20: 7,
      22: 22,
      24: 24,
      25: 24,
      27: 22,
      29: 7,
      30: 7,
      32: 32,
      33: 32,
      35: 7,
      38: 38,
      39: 38,
      42: 38,
      43: 42,
      45: 38,
      49: 3,
    });
  });

  test('select and type switch clauses, labels, fields and keys are apart', () => {
    const source = `package p

type T struct{ v int }

func f(v any, c chan int) {
	switch v := v.(type) { // 6
	case int:
		use(v) // 8
	case string:
		use(v) // 10
	}
	select {
	case v := <-c: // 13
		use(v) // 14
	case c <- 1:
		use(v) // 16
	}
	_ = T{v: 1}
	goto v
v:
	use(v) // 21
}
`;
    const lines = declarations(source, 'v');
    expect([lines[10], lines[14], lines[16], lines[21]]).toEqual([6, 13, 5, 5]);
    const { pkg, file } = fileOf(source);
    const key = [...file.tree.root.descendants('literal_element')][0]!.firstNamedChild!;
    expect(pkg.objectOf(key)).toMatchObject({ kind: 'var', role: 'field', name: 'v' });
  });

  test('a local name hides a package, a builtin and a type', () => {
    const { pkg, find } = fileOf(`package p

import "net/http"

type client struct{}

func f(http fake, error int) {
	http.Get("x")
	error++
	client := 1
	use(client)
	len := func() int { return 1 }
	len()
}

func g() {
	http.Get("y")
}
`);
    expect(pkg.calleeOf(find('http.Get("x")'))?.id).not.toBe('net/http.Get');
    expect(pkg.calleeOf(find('http.Get("y")'))?.id).toBe('net/http.Get');
    expect(pkg.calleeOf(find('len()'))).toMatchObject({ kind: 'value' });
    expect(pkg.objectOf(find('client', 2))).toMatchObject({ kind: 'var' });
  });

  test('references of a variable are all of its own and none of another', () => {
    const { pkg, find } = fileOf(`package p

func f() {
	a := 1
	a++
	g := func() { a = 2 }
	{
		a := 3
		_ = a
	}
	g()
}
`);
    expect(pkg.referencesTo(pkg.objectOf(find('a'))!)).toHaveLength(3);
    expect(pkg.referencesTo(pkg.objectOf(find('g'))!)).toHaveLength(2);
  });

  test('function names are those of a stack trace', () => {
    const { file } = fileOf(`package p

var v = func() {}

func F() { func() { func() {}() }(); go func() {}() }

func (c *Client) Do() {}

func (c Client) Get() {}

func (l *List[T]) Push(x T) {}

func init() {}
`);
    expect(file.functions.map((fn) => fn.name)).toEqual([
      'init.func1',
      'F',
      'F.func1',
      'F.func2',
      'F.func3',
      '(*Client).Do',
      'Client.Get',
      '(*List).Push',
      'init',
    ]);
  });
});

describe('callees', () => {
  test.each([
    ['http.Get("")', 'function', 'net/http.Get'],
    ['h2.Get("")', 'function', 'net/http.Get'],
    ['Get("")', 'function', 'net/http.Get'],
    ['http.DefaultClient.Do(nil)', 'method', 'net/http.Client.Do'],
    ['(&http.Client{}).Get("")', 'method', 'net/http.Client.Get'],
    ['new(http.Client).Get("")', 'method', 'net/http.Client.Get'],
    ['c.Get("")', 'method', 'net/http.Client.Get'],
    ['s.Get("")', 'method', 'net/http.Client.Get'],
    ['s.client.Get("")', 'method', 'net/http.Client.Get'],
    ['alias{}.CloseIdleConnections()', 'method', 'net/http.Client.CloseIdleConnections'],
    ['own(1)', 'function', 'p.own'],
    ['s.method()', 'method', 'p.service.method'],
    ['r.Read(nil)', 'interface-method', 'io.Reader.Read'],
    // the listing of the standard library names the methods of an embedded interface as the interface's own
    ['rc.Close()', 'interface-method', 'io.ReadCloser.Close'],
    ['own2.Read(nil)', 'interface-method', 'io.Reader.Read'],
    ['lit()', 'value', ''],
    ['func() {}()', 'value', ''],
    ['append(nil, 1)', 'builtin', 'append'],
    ['string(b)', 'conversion', 'convert'],
    ['[]byte("x")', 'conversion', 'convert'],
    ['(*http.Client)(nil)', 'conversion', 'convert'],
    ['time.Duration(1)', 'conversion', 'convert'],
    ['http.HandlerFunc(nil)', 'conversion', 'convert'],
    ['unknown.Call()', 'function', 'example.com/unknown.Call'],
    ['missing()', 'value', ''],
    ['(http.Get)("")', 'function', 'net/http.Get'],
    ['http.Client.Get(*c, "")', 'method', 'net/http.Client.Get'],
  ])('%s is a %s %s', (call, kind, id) => {
    const { pkg, find } = fileOf(`package p

import (
	"io"
	"net/http"
	h2 "net/http"
	. "net/http"
	"time"

	"example.com/unknown"
)

type alias = http.Client

type service struct {
	*http.Client
	client http.Client
}

func (s *service) method() {}

type reader interface{ io.Reader }

func own(n int) {}

func test(c *http.Client, s *service, r io.Reader, rc io.ReadCloser, own2 reader, b []byte) {
	lit := func() {}
	lit()
	${call}
}
`);
    const node = find(call, call === 'lit()' ? 1 : 0);
    const callee = pkg.calleeOf(node);
    expect({ kind: callee?.kind, id: callee?.id }).toEqual({ kind, id });
  });

  test('a value that is surely one literal or function resolves to it', () => {
    const { pkg, find } = fileOf(`package p

func target() {}

var held = target

func f() {
	one := func() {}
	one()
	two := target
	two()
	three := target
	three = func() {}
	three()
	held()
}
`);
    const name = (call: string): string | undefined => pkg.calleeOf(find(call))?.function?.name;
    expect([name('one()'), name('two()'), name('three()'), name('held()')]).toEqual([
      'f.func1',
      'target',
      undefined,
      'target',
    ]);
  });

  test('signatures carry names and the variadic mark', () => {
    const { pkg, find } = fileOf('package p\n\nimport "fmt"\n\nfunc f() { fmt.Sprintf("x") }\n');
    expect(signatureText(pkg.calleeOf(find('fmt.Sprintf("x")'))!.signature!)).toBe(
      '(string, ...interface) string',
    );
  });
});

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
