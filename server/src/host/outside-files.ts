import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { arch, homedir, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { OutsideFiles } from '../core/semantic/dependencies.ts';
import { goFilesIn } from './module-index.ts';
import { MAX_BYTES, readSource, slashes } from './source-files.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where Go is installed when nothing says it: its installer's, package managers', snap's folder. */
const WELL_KNOWN_ROOTS = [
  '/usr/local/go',
  '/usr/lib/go',
  '/usr/lib/golang',
  '/usr/share/go',
  '/snap/go/current',
  '/opt/homebrew/opt/go/libexec',
  '/usr/local/opt/go/libexec',
  'C:\\Program Files\\Go',
  'C:\\Go',
];

/** Names of Node for platforms and processors that Go calls otherwise. */
const GO_NAMES: Readonly<Record<string, string>> = {
  win32: 'windows',
  sunos: 'solaris',
  x64: 'amd64',
  ia32: '386',
};

/**
 * The files outside a program as this machine has them. Runs no process: the variables are those that the go command
 * reads (`go help environment`), its own configuration file included.
 * @param open texts that replace files, as an editor has them
 */
export function diskFiles(
  environment: Environment = process.env,
  open: (path: string) => string | undefined = () => undefined,
): OutsideFiles {
  let places: GoPlaces | undefined;
  const known = (): GoPlaces => {
    places ??= goPlaces(environment);
    return places;
  };
  const folders = new Map<string, readonly string[] | undefined>();
  return {
    goFilesIn(folder) {
      if (!folders.has(folder)) {
        const files = goFilesIn(folder);
        folders.set(folder, files.length > 0 ? files : undefined);
      }
      return folders.get(folder);
    },
    read(path) {
      const text = open(path);
      if (text !== undefined) return text;
      if (!path.endsWith('.go')) return textOf(path);
      const read = readSource(path, MAX_BYTES);
      return 'text' in read ? read.text : undefined;
    },
    get moduleCaches() {
      return known().moduleCaches;
    },
    get goRoots() {
      return known().goRoots;
    },
    platform: `${GO_NAMES[platform()] ?? platform()}-${GO_NAMES[arch()] ?? arch()}`,
  };
}

interface GoPlaces {
  readonly moduleCaches: readonly string[];
  readonly goRoots: readonly string[];
}

function goPlaces(environment: Environment): GoPlaces {
  const written = goEnvFile(environment);
  const variable = (name: string): string | undefined => environment[name] || written.get(name) || undefined;
  const home = environment.HOME ?? environment.USERPROFILE ?? homedir();
  const goPath = variable('GOPATH') ?? join(home, 'go');
  const cache = variable('GOMODCACHE');
  const root = variable('GOROOT');
  const caches =
    cache !== undefined
      ? [cache]
      : goPath
          .split(delimiter)
          .filter(Boolean)
          .map((folder) => join(folder, 'pkg', 'mod'));
  const roots = root !== undefined ? [root] : [rootOnPath(environment), ...WELL_KNOWN_ROOTS];
  return {
    moduleCaches: caches.map(slashes),
    goRoots: roots
      .filter((folder): folder is string => folder !== undefined && existsSync(join(folder, 'src')))
      .map(slashes),
  };
}

/** What `go env -w` has written. */
function goEnvFile(environment: Environment): ReadonlyMap<string, string> {
  const home = environment.HOME ?? homedir();
  const base =
    platform() === 'win32'
      ? environment.AppData
      : platform() === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (environment.XDG_CONFIG_HOME ?? join(home, '.config'));
  const path = environment.GOENV ?? (base === undefined ? 'off' : join(base, 'go', 'env'));
  const lines = path === 'off' ? [] : (textOf(path)?.split(/\r?\n/) ?? []);
  return new Map(
    lines
      .map((line) => /^(\w+)=(.*)$/.exec(line))
      .filter((match) => match !== null)
      .map((match) => [match[1]!, match[2]!]),
  );
}

/** GOROOT of the first `go` on PATH: the folder above the `bin` that it lies in. */
function rootOnPath(environment: Environment): string | undefined {
  const name = platform() === 'win32' ? 'go.exe' : 'go';
  for (const folder of (environment.PATH ?? environment.Path ?? '').split(delimiter)) {
    const path = join(folder, name);
    if (folder === '' || !existsSync(path)) continue;
    try {
      return dirname(dirname(realpathSync(path)));
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
