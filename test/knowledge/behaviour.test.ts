import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  behaviourOf,
  effectOnArgument,
  isStandardLibrary,
  keepsNothing,
  PACKAGES,
  packageOfId,
} from '../../server/src/core/knowledge/behaviour/index.ts';
import type { Behaviour } from '../../server/src/core/knowledge/behaviour/model.ts';
import { STUBS } from '../../server/src/core/knowledge/index.ts';
import { ROOT } from '../harness/program.ts';

interface Row {
  readonly path: string;
  readonly name: string;
  readonly behaviour: Behaviour;
  /** Whether the name is a type: the fact is about all of its methods. */
  readonly isType: boolean;
}

const ROWS: readonly Row[] = PACKAGES.flatMap(({ paths, functions, methods = {} }) =>
  paths.flatMap((path) => [
    ...Object.entries(functions).map(([name, behaviour]) => ({ path, name, behaviour, isType: false })),
    ...Object.entries(methods).map(([name, behaviour]) => ({ path, name, behaviour, isType: true })),
  ]),
);

/** Packages whose modules test/gomod does not pin: nothing of them can be compared. */
const UNPINNED =
  /^(github\.com\/(docker|distribution|flynn\/go-check|go-check\/check|moby|golang\/(glog|mock)|pingcap\/(check|log)|rs\/zerolog)|go\.uber\.org\/mock|google\.golang\.org\/api|k8s\.io)/;
/** The unexported type that holds testing's methods, and syscall, whose calls differ from system to system. */
const UNLISTED = /^(testing\.common|syscall)\./;

/** Folders of packages on this machine; undefined without Go. Without the modules only the standard library is there. */
function folders(): ReadonlyMap<string, string> | undefined {
  const paths = [...new Set(ROWS.map((row) => row.path))].filter((path) => !UNPINNED.test(path));
  const list = spawnSync('go', ['list', '-e', '-f', '{{.ImportPath}}\t{{.Dir}}', ...paths], {
    cwd: join(ROOT, 'test/gomod'),
    maxBuffer: 1 << 24,
  });
  if (list.status !== 0) return undefined;
  const found = new Map<string, string>();
  for (const line of String(list.stdout).trim().split('\n')) {
    const [path, folder] = line.split('\t');
    if (path && folder && existsSync(folder)) found.set(path, folder);
  }
  return found;
}

/** Whether a file holds the words, as code or as a comment, whatever the line breaks. */
function says(text: string, words: string): boolean {
  const line = (source: string) => source.replaceAll(/\s+/g, ' ');
  const comments = text.replaceAll(/\n\s*\/\/ ?/g, ' ');
  const code = text.replaceAll(/[\t ]*\/\/.*$/gm, '');
  return [comments, code].some((source) => line(source).includes(words));
}

const known = folders();
if (!known) console.log('sources of behaviour are not compared: Go is not installed');

describe('behaviour', () => {
  test('every row states a fact, or that what holds for its type does not hold for it', () => {
    for (const { path, name, behaviour, isType } of ROWS) {
      const { source, ...facts } = behaviour;
      expect(source, `${path}.${name}`).toMatch(/^[\w/]+\.go: ./);
      const isException = PACKAGES.some(
        (pkg) => pkg.paths.includes(path) && pkg.methods?.[name.split('.')[0]!] && !isType,
      );
      if (!isException && `${path}.${name}` !== 'context.WithoutCancel')
        expect(Object.keys(facts), `${path}.${name}`).not.toEqual([]);
    }
  });

  test('every function is declared', () => {
    const missing = ROWS.filter(({ path, name, isType }) => {
      if (UNPINNED.test(path) || UNLISTED.test(`${path}.${name}`)) return false;
      const stub = STUBS[path] ?? '';
      const [owner, method] = name.split('.');
      if (isType) return !new RegExp(`^type ${name}\\b`, 'm').test(stub);
      if (!method) return !new RegExp(`^func ${name}[[(]`, 'm').test(stub);
      const type = new RegExp(`^type ${owner} (?:interface|struct) \\{.*\\}$`, 'm').exec(stub)?.[0] ?? '';
      return (
        !new RegExp(`^func \\(\\*?${owner}\\) ${method}\\(`, 'm').test(stub) &&
        !new RegExp(`[{;] ${method}\\(`).test(type)
      );
    });
    expect(missing.map(({ path, name }) => `${path}.${name}`)).toEqual([]);
  });

  test.skipIf(!known)('every source says so', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const { path, name, behaviour } of ROWS) {
      const folder = known!.get(path);
      if (!folder) continue;
      const [, file, words] = /^([\w/]+\.go): (.*)$/s.exec(behaviour.source)!;
      compared++;
      const text = existsSync(join(folder, file!)) ? readFileSync(join(folder, file!), 'utf8') : '';
      if (!says(text, words!)) wrong.push(`${path} ${name}: ${behaviour.source}`);
    }
    expect([...new Set(wrong)].join('\n')).toBe('');
    expect(compared).toBeGreaterThan(200);
  });

  test('look-up: exact names, then what holds for the methods of a type', () => {
    expect(behaviourOf('net/http.Server.Serve')?.closes).toEqual([0]);
    expect(behaviourOf('net/http.Server.Close')).toBeUndefined();
    expect(behaviourOf('github.com/redis/go-redis/v9.cmdable.Get')?.blocks?.category).toBe('client');
    expect(behaviourOf('github.com/aws/aws-sdk-go-v2/service/s3.Client.PutObject')?.blocks?.context).toBe(0);
    expect(behaviourOf('github.com/aws/aws-sdk-go-v2/service/s3.Client.Options')?.blocks).toBeUndefined();
    expect(behaviourOf('panic')?.neverReturns).toBe('panic');
    expect(behaviourOf('')).toBeUndefined();
  });

  test('packages of names', () => {
    expect(packageOfId('net/http.Client.Do')).toBe('net/http');
    expect(packageOfId('github.com/jackc/pgx/v5.Conn.Query')).toBe('github.com/jackc/pgx/v5');
    expect(packageOfId('append')).toBeUndefined();
    expect(isStandardLibrary('io.Copy')).toBe(true);
    expect(isStandardLibrary('github.com/samber/lo.Must')).toBe(false);
    expect(keepsNothing('fmt.Println')).toBe(true);
    expect(keepsNothing('bufio.NewReader')).toBe(false);
  });

  test.each([
    // what the table says
    ['net/http.Serve', 0, 'net.Listener', { kind: 'closes', ifNextIsTrue: false }],
    ['net/http.NewRequest', 2, 'io.Reader', { kind: 'takes-over' }],
    ['net/http/httputil.DumpResponse', 0, 'net/http.Response', { kind: 'closes', ifNextIsTrue: true }],
    ['net/http.MaxBytesReader', 1, 'io.ReadCloser', { kind: 'wraps', result: 0, closesUnderlying: true }],
    ['compress/gzip.NewReader', 0, 'io.Reader', { kind: 'wraps', result: 0, closesUnderlying: false }],
    ['crypto/tls.Client', 0, 'net.Conn', { kind: 'wraps', result: 0, closesUnderlying: true }],
    ['net.FileConn', 0, 'os.File', { kind: 'borrows' }],
    ['log.SetOutput', 0, 'io.Writer', { kind: 'stores' }],
    ['fmt.Println', 0, undefined, { kind: 'borrows' }],
    ['github.com/samber/lo.Must', 0, undefined, { kind: 'returns', result: 0 }],
    ['google.golang.org/grpc.Server.Serve', 0, 'net.Listener', { kind: 'closes', ifNextIsTrue: false }],
    // the standard library reads and writes plain interfaces, and may do anything else with anything else
    ['io.ReadFull', 0, 'io.Reader', { kind: 'reads' }],
    ['html/template.Template.Execute', 0, 'io.Writer', { kind: 'reads' }],
    ['net/http.NewServeMux', 0, 'net.Conn', { kind: 'takes-over' }],
    ['example.com/x.Read', 0, 'io.Reader', { kind: 'takes-over' }],
    ['', 0, 'io.Reader', { kind: 'takes-over' }],
  ] as const)('%s argument %i of type %s', (id, argument, parameter, effect) => {
    expect(effectOnArgument(id, argument, parameter)).toEqual(effect);
  });
});
