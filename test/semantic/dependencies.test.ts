import { describe, expect, test } from 'vitest';
import { callsInModule } from '../../server/src/core/flow/goroutines/once.ts';
import { compareVersions, type OutsideFiles } from '../../server/src/core/semantic/dependencies.ts';
import { Program } from '../../server/src/core/semantic/program.ts';
import { signaturesOf } from '../../server/src/core/syntax/signatures.ts';
import { fileOf, parser, type Sources } from '../harness/program.ts';
import { typeText } from '../harness/type-text.ts';

/** A disk of texts that counts what it is asked. */
function diskOf(
  files: Sources,
  more: Partial<OutsideFiles> = {},
): OutsideFiles & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    goFilesIn(folder) {
      asked.push(folder);
      const found = Object.keys(files).filter(
        (path) => path.endsWith('.go') && path.slice(0, path.lastIndexOf('/')) === folder,
      );
      return found.length > 0 ? found.sort() : undefined;
    },
    read(path) {
      asked.push(path);
      return files[path];
    },
    moduleCaches: ['/cache'],
    goRoots: ['/go'],
    platform: 'linux-amd64',
    ...more,
  };
}

const MAIN = '/m/main.go';

function programWith(main: string, mods: Sources, outside: OutsideFiles): Program {
  return Program.create(parser, {
    files: new Map([[MAIN, main]]),
    modules: new Map(Object.entries(mods)),
    complete: true,
    outside,
  });
}

/** Types of the package variables of the main file, and the program's disk. */
function typesOf(main: string, mods: Sources, disk: Sources, more?: Partial<OutsideFiles>) {
  const outside = diskOf(disk, more);
  const program = programWith(main, mods, outside);
  const file = program.fileModel(MAIN)!;
  const pkg = program.packageOf(MAIN)!;
  const specs = [...file.tree.root.descendants('var_spec')];
  const types = specs.map((spec) => typeText(pkg.typeOf(spec.field('value')!.firstNamedChild!)));
  return { types, asked: outside.asked, program, pkg, file };
}

const DEP = 'package dep\n\nfunc New() *T { return nil }\n\ntype T struct{ N int }\n';
const USE = 'package main\n\nimport "example.com/dep"\n\nvar a = dep.New()\n';
const REQUIRE = 'module example.com/m\n\ngo 1.22\n\nrequire example.com/dep v1.2.0\n';

describe('where an imported package is found', () => {
  test('in the module cache, at the version that go.mod requires', () => {
    const { types } = typesOf(
      USE,
      { '/m/go.mod': REQUIRE },
      {
        '/cache/example.com/dep@v1.2.0/dep.go': DEP,
        '/cache/example.com/dep@v1.3.0/dep.go': 'package dep\n',
      },
    );
    expect(types).toEqual(['*example.com/dep.T']);
  });

  test('with upper case escaped', () => {
    const { types } = typesOf(
      USE.replaceAll('example.com/dep"', 'github.com/BurntSushi/dep"'),
      { '/m/go.mod': 'module m\nrequire github.com/BurntSushi/dep v1.0.0-RC1\n' },
      { '/cache/github.com/!burnt!sushi/dep@v1.0.0-!r!c1/dep.go': DEP },
    );
    expect(types).toEqual(['*github.com/BurntSushi/dep.T']);
  });

  test('in the longest module that has it', () => {
    const { types } = typesOf(
      'package main\n\nimport "example.com/dep/sub/x"\n\nvar a = x.A\n',
      { '/m/go.mod': 'module m\nrequire (\n\texample.com/dep v1.0.0\n\texample.com/dep/sub v1.0.0\n)\n' },
      {
        '/cache/example.com/dep@v1.0.0/sub/x/x.go': 'package x\n\nvar A int\n',
        '/cache/example.com/dep/sub@v1.0.0/x/x.go': 'package x\n\nvar A string\n',
      },
    );
    expect(types).toEqual(['string']);
  });

  test('at the newest version of go.sum when go.mod does not name it', () => {
    const sum = [
      'example.com/dep v1.9.0 h1:x',
      'example.com/dep v1.10.0 h1:x',
      'example.com/dep v1.11.0/go.mod h1:x',
    ].join('\n');
    const { types } = typesOf(
      USE,
      { '/m/go.mod': 'module m\n' },
      { '/m/go.sum': sum, '/cache/example.com/dep@v1.10.0/dep.go': DEP },
    );
    expect(types).toEqual(['*example.com/dep.T']);
  });

  test.each([
    ['a folder', 'replace example.com/dep => ../fork', '/fork/dep.go'],
    ['an absolute folder', 'replace example.com/dep => /else/where/', '/else/where/dep.go'],
    [
      'another module',
      'replace example.com/dep => example.com/fork v0.1.0',
      '/cache/example.com/fork@v0.1.0/dep.go',
    ],
    [
      'its version',
      'replace example.com/dep v1.2.0 => ../exact\nreplace example.com/dep => ../any',
      '/exact/dep.go',
    ],
    [
      'not another version',
      'replace example.com/dep v1.1.0 => ../fork',
      '/cache/example.com/dep@v1.2.0/dep.go',
    ],
  ])('where it is replaced: %s', (_, replace, path) => {
    const { types } = typesOf(USE, { '/m/go.mod': `${REQUIRE}\n${replace}\n` }, { [path]: DEP });
    expect(types).toEqual(['*example.com/dep.T']);
  });

  test('in vendor when its list names it', () => {
    const vendored = { '/m/vendor/example.com/dep/dep.go': DEP };
    const list = '# example.com/dep v1.2.0\n## explicit; go 1.20\nexample.com/dep\n';
    const mods = { '/m/go.mod': REQUIRE };
    expect(typesOf(USE, mods, { ...vendored, '/m/vendor/modules.txt': list }).types).toEqual([
      '*example.com/dep.T',
    ]);
    expect(typesOf(USE, mods, vendored).types).toEqual(['?']);
  });

  test('in a module of the workspace, whose replacements count first', () => {
    const mods = {
      '/m/go.mod': `${REQUIRE}\nreplace example.com/other => ../wrong\n`,
      '/m/go.work': 'go 1.22\n\nuse (\n\t.\n\t../dep\n)\n\nreplace example.com/other => ../right\n',
    };
    const { types } = typesOf(
      'package main\n\nimport (\n"example.com/dep"\n"example.com/other"\n)\n\nvar a = dep.New()\n\nvar b = other.A\n',
      mods,
      {
        '/dep/go.mod': 'module example.com/dep\n',
        '/dep/dep.go': DEP,
        '/right/other.go': 'package other\n\nvar A bool\n',
        '/wrong/other.go': 'package other\n\nvar A int\n',
      },
    );
    expect(types).toEqual(['*example.com/dep.T', 'bool']);
  });

  test('in GOROOT, that of the toolchain line first, when tables lack it', () => {
    const use = 'package main\n\nimport "newer/thing"\n\nvar a = thing.A\n';
    const inRoot = { '/go/src/newer/thing/a.go': 'package thing\n\nvar A int\n' };
    expect(typesOf(use, { '/m/go.mod': 'module m\n' }, inRoot).types).toEqual(['int']);
    const toolchain = '/cache/golang.org/toolchain@v0.0.1-go1.99.0.linux-amd64/src/newer/thing/a.go';
    expect(
      typesOf(
        use,
        { '/m/go.mod': 'module m\ntoolchain go1.99.0\n' },
        { ...inRoot, [toolchain]: 'package thing\n\nvar A string\n' },
      ).types,
    ).toEqual(['string']);
  });

  test('nowhere: types are unknown and each place was looked at once', () => {
    const main = `${USE}\nvar b = dep.New()\n\nvar c = dep.T{}\n`;
    const { types, asked, program, pkg, file } = typesOf(main, { '/m/go.mod': REQUIRE }, {});
    expect(types).toEqual(['?', '?', 'example.com/dep.T']);
    const again = program.with({ set: new Map([[MAIN, `${main}\nvar d = dep.New()\n`]]) });
    const call = [...again.fileModel(MAIN)!.tree.root.descendants('call_expression')][2]!;
    expect(again.packageOf(MAIN)!.calleeOf(call)?.id).toBe('example.com/dep.New');
    expect(pkg.lookup('dep', file.tree.root)?.kind).toBe('package');
    expect(asked.filter((path) => path.startsWith('/cache/'))).toEqual(['/cache/example.com/dep@v1.2.0']);
    expect(new Set(asked).size).toBe(asked.length);
  });

  test('without a disk', () => {
    const program = Program.create(parser, {
      files: new Map([[MAIN, USE]]),
      modules: new Map(),
      complete: true,
    });
    const call = [...program.fileModel(MAIN)!.tree.root.descendants('call_expression')][0]!;
    expect(program.packageOf(MAIN)!.calleeOf(call)).toMatchObject({
      id: 'example.com/dep.New',
      kind: 'function',
    });
    expect(program.packageOf(MAIN)!.typeOf(call)).toBeUndefined();
  });
});

describe('what is known of a dependency', () => {
  const disk = {
    '/cache/example.com/dep@v1.2.0/dep.go':
      'package dep\n\nimport "example.com/base"\n\ntype Client struct{ *base.Core }\n\nfunc New() *Client { return nil }\n',
    '/cache/example.com/dep@v1.2.0/dep_windows.go': 'package dep\n\ntype Client struct{ Wrong int }\n',
    '/cache/example.com/dep@v1.2.0/dep_test.go': 'package dep\n\nfunc New() int { return 0 }\n',
    '/cache/example.com/base@v1.0.0/base.go':
      'package base\n\ntype Core struct{ Name string }\n\nfunc (c *Core) Close() error { return nil }\n',
  };
  const mods = { '/m/go.mod': `${REQUIRE}\nrequire example.com/base v1.0.0 // indirect\n` };

  test('promoted members of its own dependencies, for the default build, without tests', () => {
    const main = `${USE}\nvar n = a.Name\n\nvar e = a.Close()\n`;
    const { types, program, pkg, file } = typesOf(main, mods, disk);
    expect(types).toEqual(['*example.com/dep.Client', 'string', 'error']);
    const close = [...file.tree.root.descendants('call_expression')].at(-1)!;
    // signatures only: its body is not there to be judged
    expect(pkg.calleeOf(close)).toMatchObject({ id: 'example.com/base.Core.Close', function: undefined });
    expect(program.packageByImport('example.com/dep', file)!.path).toBe('example.com/dep');
  });

  test('its name, when the file calls it otherwise than its path', () => {
    const { types } = typesOf(
      'package main\n\nimport "example.com/dep"\n\nvar a = odd.New()\n',
      { '/m/go.mod': REQUIRE },
      { '/cache/example.com/dep@v1.2.0/dep.go': DEP.replace('package dep', 'package odd') },
    );
    expect(types).toEqual(['*example.com/dep.T']);
  });

  test('what a table leaves out, the source has; what a table says stays', () => {
    const main =
      'package main\n\nimport "github.com/jmoiron/sqlx"\n\nvar a = sqlx.Open\n\nvar b = sqlx.OnlyOnDisk()\n\nvar db *sqlx.DB\n\nvar c = db.OnlyOnDisk()\n';
    const program = programWith(
      main,
      { '/m/go.mod': 'module m\nrequire github.com/jmoiron/sqlx v1.4.0\n' },
      diskOf({
        '/cache/github.com/jmoiron/sqlx@v1.4.0/sqlx.go':
          'package sqlx\n\ntype DB struct{}\n\nfunc Open() int { return 0 }\n\nfunc OnlyOnDisk() string { return "" }\n\nfunc (db *DB) OnlyOnDisk() bool { return true }\n',
      }),
    );
    const pkg = program.packageOf(MAIN)!;
    const values = [...program.fileModel(MAIN)!.tree.root.descendants('var_spec')]
      .map((spec) => spec.field('value')?.firstNamedChild)
      .filter((value) => value !== undefined);
    expect(values.map((value) => typeText(pkg.typeOf(value)))).toEqual([
      'func(string, string) (*github.com/jmoiron/sqlx.DB, error)',
      'string',
      'bool',
    ]);
  });

  test('a changed file is read again', () => {
    const texts: Record<string, string> = { '/fork/dep.go': 'package dep\n\nfunc New() int { return 0 }\n' };
    const first = programWith(
      USE,
      { '/m/go.mod': `${REQUIRE}\nreplace example.com/dep => ../fork\n` },
      diskOf(texts),
    );
    const typeIn = (program: Program): string => {
      const call = [...program.fileModel(MAIN)!.tree.root.descendants('call_expression')][0]!;
      return typeText(program.packageOf(MAIN)!.typeOf(call));
    };
    expect(typeIn(first)).toBe('int');
    texts['/fork/dep.go'] = DEP;
    expect(typeIn(first.with({}))).toBe('int');
    expect(typeIn(first.with({ outside: diskOf(texts) }))).toBe('*example.com/dep.T');
  });
});

describe('signatures', () => {
  test.each([
    ['func F() int { return 1 }\n\nvar x = 1\n', 'func F() int\n\nvar x = 1\n'],
    [
      'func F() (a struct{ b int }, c interface{ d() }) {\n\treturn\n}\n',
      'func F() (a struct{ b int }, c interface{ d() })\n',
    ],
    [
      'func F() struct{ a int } { return struct{ a int }{} }\ntype T int\n',
      'func F() struct{ a int }\ntype T int\n',
    ],
    [
      'func F[T interface{ ~int }](t T) {\n\tx := "}"\n\ty := `}`\n\tz := \'}\'\n}\nvar v int\n',
      'func F[T interface{ ~int }](t T)\nvar v int\n',
    ],
    ['func (t *T) M() {\n\tif a { // }\n\t\tfunc() {}()\n\t}\n}\n', 'func (t *T) M()\n'],
    ['// a comment {\nvar f = func() int { return 1 }\n', '\nvar f = func() int { return 1 }\n'],
    ['type T struct {\n\ta int // b\n\tc /* { */ int\n}\n', 'type T struct {\n\ta int \n\tc   int\n}\n'],
    ['//go:build linux\n\npackage p\n', '//go:build linux\n\npackage p\n'],
    ['func external(a int)\n\nfunc F() {}\n', 'func external(a int)\n\nfunc F()\n'],
    ['func F() {\n\thalf typed', 'func F()'],
  ])('%j', (text, expected) => {
    expect(signaturesOf(text)).toBe(expected);
  });

  test('declare what the file declares', () => {
    const text =
      'package p\n\nimport "io"\n\nfunc New[T any](r io.Reader, f func(int) struct{}) (*Box[T], error) {\n\tvar inner int\n\treturn nil, nil\n}\n\ntype Box[T any] struct{ v T }\n\nfunc (b *Box[T]) Get() T { return b.v }\n';
    const declared = (source: string): string[] => {
      const { file, pkg } = fileOf(source);
      expect(file.tree.root.hasError).toBe(false);
      return file.functions.map((fn) => typeText(pkg.typeOfObject(pkg.objectOf(fn.node.field('name')!)!)));
    };
    expect(declared(signaturesOf(text))).toEqual(declared(text));
  });
});

test('versions in the order of semver.org', () => {
  const versions = [
    'v0.0.0-20200101000000-abcdefabcdef',
    'v0.9.0',
    'v1.0.0-alpha',
    'v1.0.0-alpha.1',
    'v1.0.0-beta.2',
    'v1.0.0-beta.11',
    'v1.0.0',
    'v1.2.0',
    'v1.10.0',
    'v2.0.0+incompatible',
  ];
  expect([...versions].reverse().sort(compareVersions)).toEqual(versions);
});

describe('a function value in a field of a struct of a library', () => {
  const LIBRARY = 'package dep\n\ntype Command struct {\n\tName   string\n\tAction any\n}\n';
  const main = (type: string): string => `package main

import "example.com/dep"

type own struct{ Action func() }

var _ = dep.Command{}

func main() {
\tkeep(${type}{Action: run})
}

func keep(any) {}

func run() {}
`;
  /** How many calls of `run` are known; undefined when there may be others. */
  const callsOfRun = (type: string): number | undefined => {
    const disk = { '/cache/example.com/dep@v1.2.0/dep.go': LIBRARY };
    const { pkg, file } = typesOf(main(type), { '/m/go.mod': REQUIRE }, disk);
    const run = [...file.functions].find(({ name }) => name === 'run')!;
    return callsInModule(pkg, run)?.length;
  };

  test('is called by the library', () => expect(callsOfRun('dep.Command')).toBeUndefined());
  test('and by nobody, where the module has the struct and does not call it', () =>
    expect(callsOfRun('own')).toBe(0));
});
