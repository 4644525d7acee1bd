import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../server/src/host/outside-files.ts';
import { loadProgram } from '../../server/src/host/program-loader.ts';
import { goModsFor, moduleRoot } from '../../server/src/host/source-files.ts';
import { parser, ROOT, type Sources } from '../harness/program.ts';
import { typeText } from '../harness/type-text.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Sources): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-host-')));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Ids and result types of the calls of a file, in order. */
function callsIn(path: string, environment: Record<string, string | undefined>): string[] {
  const { program } = loadProgram(parser, [path], new Map(), new Set(), diskFiles(environment));
  const pkg = program.packageOf(path)!;
  return [...program.fileModel(path)!.tree.root.descendants('call_expression')].map(
    (call) => `${pkg.calleeOf(call)?.id}: ${typeText(pkg.typeOf(call))}`,
  );
}

/** An environment in which nothing is installed. */
const bare = (home: string) => ({ HOME: home, PATH: '', GOROOT: join(home, 'no-go') });

const goVariable = (name: string): string | undefined => {
  try {
    return execFileSync('go', ['env', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
};
const moduleCache = goVariable('GOMODCACHE');
if (moduleCache === undefined) console.log('skipped: go mod vendor and the module cache need Go');
const hasLo =
  moduleCache !== undefined && existsSync(join(moduleCache, 'github.com/pmezard/go-difflib@v1.0.0'));
if (moduleCache !== undefined && !hasLo)
  console.log('skipped: the module cache lacks the modules of test/gomod (cd test/gomod && go mod download)');

const DEP = 'package dep\n\ntype T struct{}\n\nfunc New() (*T, error) { return nil, nil }\n';
const USE = 'package main\n\nimport "example.com/dep"\n\nfunc main() { dep.New() }\n';
const FOUND = ['example.com/dep.New: (*example.com/dep.T, error)'];
const UNKNOWN = ['example.com/dep.New: ?'];

describe('module caches', () => {
  const cached = { 'pkg/mod/example.com/dep@v1.0.0/dep.go': DEP };
  const app = { 'app/go.mod': 'module m\n\ngo 1.22\n\nrequire example.com/dep v1.0.0\n', 'app/main.go': USE };

  test.each([
    ['HOME', 'home/go/', (root: string) => bare(join(root, 'home'))],
    ['GOPATH', 'path/', (root: string) => ({ ...bare(root), GOPATH: join(root, 'path') })],
    ['GOMODCACHE', 'path/', (root: string) => ({ ...bare(root), GOMODCACHE: join(root, 'path/pkg/mod') })],
  ])('by %s', (_, below, environment) => {
    const root = folderWith({ ...app, [`${below}pkg/mod/example.com/dep@v1.0.0/dep.go`]: DEP });
    expect(callsIn(join(root, 'app/main.go'), environment(root))).toEqual(FOUND);
  });

  test('by what go env -w has written', () => {
    const root = folderWith({ ...app, 'cache/example.com/dep@v1.0.0/dep.go': DEP });
    writeFileSync(join(root, 'env'), `GOFLAGS=-mod=mod\nGOMODCACHE=${join(root, 'cache')}\n`);
    const environment = { ...bare(root), GOENV: join(root, 'env') };
    expect(callsIn(join(root, 'app/main.go'), environment)).toEqual(FOUND);
    expect(callsIn(join(root, 'app/main.go'), { ...environment, GOENV: 'off' })).toEqual(UNKNOWN);
  });

  test('none', () => {
    const root = folderWith({ ...app, ...cached });
    expect(callsIn(join(root, 'app/main.go'), bare(root))).toEqual(UNKNOWN);
  });

  test.skipIf(!hasLo)("a real one, with this project's verification module", () => {
    const root = folderWith({
      'go.mod': readFileSync(join(ROOT, 'test/gomod/go.mod'), 'utf8'),
      'a.go':
        'package a\n\nimport (\n"github.com/pmezard/go-difflib/difflib"\n"os"\n)\n\nvar s = difflib.SplitLines("")\n\nvar m = difflib.NewMatcher(nil, nil).GetOpCodes()\n\nvar f, _ = os.Open("")\n',
    });
    const environment = { ...bare(root), GOMODCACHE: moduleCache! };
    expect(callsIn(join(root, 'a.go'), environment)).toEqual([
      'github.com/pmezard/go-difflib/difflib.SplitLines: []string',
      'github.com/pmezard/go-difflib/difflib.SequenceMatcher.GetOpCodes: []github.com/pmezard/go-difflib/difflib.OpCode',
      'github.com/pmezard/go-difflib/difflib.NewMatcher: *github.com/pmezard/go-difflib/difflib.SequenceMatcher',
      'os.Open: (*os.File, error)',
    ]);
  });
});

describe('folders', () => {
  test('a replacement outside the module, and a workspace member beside it', () => {
    const root = folderWith({
      'app/go.mod':
        'module m\n\ngo 1.22\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../dep\n',
      'app/main.go': USE,
      'dep/go.mod': 'module example.com/dep\n',
      'dep/dep.go': DEP,
      'work/go.work': 'go 1.22\n\nuse (\n\t./app\n\t../dep\n)\n',
      'work/app/go.mod': 'module m2\n\ngo 1.22\n',
      'work/app/main.go': USE,
    });
    expect(callsIn(join(root, 'app/main.go'), bare(root))).toEqual(FOUND);
    expect(callsIn(join(root, 'work/app/main.go'), bare(root))).toEqual(FOUND);
  });

  test.skipIf(moduleCache === undefined)('what go mod vendor writes', () => {
    const root = folderWith({
      'app/go.mod':
        'module m\n\ngo 1.22\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../dep\n',
      'app/main.go': USE,
      'dep/go.mod': 'module example.com/dep\n\ngo 1.22\n',
      'dep/dep.go': DEP,
      'dep/unused/unused.go': 'package unused\n',
    });
    execFileSync('go', ['mod', 'vendor'], {
      cwd: join(root, 'app'),
      env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off' },
    });
    rmSync(join(root, 'dep'), { recursive: true });
    expect(callsIn(join(root, 'app/main.go'), bare(root))).toEqual(FOUND);
  });

  test('GOROOT, and the installation that a go on PATH belongs to', () => {
    const root = folderWith({
      'go/src/newer/thing/a.go': 'package thing\n\nfunc New() int { return 0 }\n',
      'go/bin/go': '',
      'app/a.go': 'package a\n\nimport "newer/thing"\n\nvar a = thing.New()\n',
    });
    const path = join(root, 'app/a.go');
    expect(callsIn(path, { HOME: root, PATH: '', GOROOT: join(root, 'go') })).toEqual([
      'newer/thing.New: int',
    ]);
    expect(callsIn(path, { HOME: root, PATH: join(root, 'go/bin') })).toEqual(['newer/thing.New: int']);
    expect(callsIn(path, bare(root))).toEqual(['newer/thing.New: ?']);
  });
});

describe('a vendor.mod without a go.mod', () => {
  const PROGRAM = {
    'vendor.mod': '// there is no go.mod\nmodule example.com/tool\n\ngo 1.22\n',
    'tool.go': 'package main\n\nimport "example.com/tool/inner"\n\nfunc main() { inner.Open() }\n',
    'inner/inner.go': 'package inner\n\nfunc Open() int { return 1 }\n',
  };

  test('says the module', () => {
    const root = folderWith(PROGRAM);
    expect(callsIn(join(root, 'tool.go'), {})).toEqual(['example.com/tool/inner.Open: int']);
  });

  test('counts for nothing beside a go.mod, or without a module line', () => {
    const root = folderWith({ ...PROGRAM, 'go.mod': 'module example.com/other\n' });
    expect([...goModsFor([`${root}/tool.go`]).values()]).toContain('module example.com/other\n');
    expect(callsIn(join(root, 'tool.go'), {})).toEqual(['example.com/tool/inner.Open: ?']);
    const unnamed = folderWith({ ...PROGRAM, 'vendor.mod': 'vendored: yes\n' });
    expect(moduleRoot(unnamed)).toBeUndefined();
  });
});
