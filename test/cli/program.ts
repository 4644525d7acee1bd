import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** What a user sees of a run. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  /** Options of Node itself, before the program. */
  readonly node?: readonly string[];
  /** User and group to run as; only root may choose. */
  readonly as?: number;
}

/** Environment of every process here: English, and git without the machine's settings. */
const ENV: NodeJS.ProcessEnv = {
  ...process.env,
  LANG: 'C.UTF-8',
  LC_ALL: '',
  LC_MESSAGES: '',
  NO_COLOR: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Tester',
  GIT_AUTHOR_EMAIL: 'tester@example.com',
  GIT_COMMITTER_NAME: 'Tester',
  GIT_COMMITTER_EMAIL: 'tester@example.com',
};

/** The command line, bundled as the product bundles it, in a folder of its own, with the folders that tests make. */
export class Program {
  readonly #folders: string[] = [];
  readonly path: string;

  private constructor(readonly folder: string) {
    this.path = join(folder, 'cli.js');
  }

  static async build(): Promise<Program> {
    const program = new Program(realpathSync(mkdtempSync(join(tmpdir(), 'premortem-cli-'))));
    chmodSync(program.folder, 0o755);
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['server/src/cli.ts'],
      outfile: program.path,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      logLevel: 'warning',
    });
    copyFileSync(join(ROOT, 'server/wasm/premortem-core.wasm'), join(program.folder, 'premortem-core.wasm'));
    return program;
  }

  /** A folder with files, by path relative to it. */
  tree(files: Readonly<Record<string, string | Uint8Array>>): string {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'premortem-tree-')));
    chmodSync(root, 0o755);
    this.#folders.push(root);
    for (const [name, content] of Object.entries(files)) put(join(root, name), content);
    return root;
  }

  run(cwd: string, args: readonly string[], options: RunOptions = {}): Ran {
    const ran = spawnSync(process.execPath, [...(options.node ?? []), this.path, ...args], {
      cwd,
      env: { ...ENV, ...options.env },
      input: options.input ?? '',
      maxBuffer: 1 << 28,
      encoding: 'utf8',
      ...(options.as === undefined ? {} : { uid: options.as, gid: options.as }),
    });
    if (ran.error) throw ran.error;
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }

  /** Starts the program and leaves its streams to the caller. */
  start(cwd: string, args: readonly string[]): ReturnType<typeof spawn> {
    return spawn(process.execPath, [this.path, ...args], { cwd, env: ENV, stdio: 'pipe' });
  }

  /** `check --format json`, parsed; fails when standard output holds anything else. */
  json(cwd: string, args: readonly string[] = [], options: RunOptions = {}): Json & { code: number | null } {
    const ran = this.run(cwd, ['check', '--format', 'json', ...args], options);
    try {
      return { ...(JSON.parse(ran.stdout) as Json), code: ran.code };
    } catch {
      throw new Error(`not JSON (exit ${ran.code}): ${ran.stdout}\n${ran.stderr}`);
    }
  }

  dispose(): void {
    for (const folder of [this.folder, ...this.#folders]) rmSync(folder, { recursive: true, force: true });
  }
}

interface JsonRange {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** The contract of `--format json`. */
export interface Json {
  readonly version: number;
  readonly tool: { readonly name: string; readonly version: string };
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly confidence: string;
    readonly file: string;
    readonly range: JsonRange;
    readonly function: string;
    readonly message: string;
    readonly note?: string;
    readonly fingerprint: string;
    readonly related: readonly {
      readonly file: string;
      readonly range: JsonRange;
      readonly message: string;
    }[];
    readonly fixes: readonly {
      readonly title: string;
      readonly safety: string;
      readonly edits: readonly {
        readonly file: string;
        readonly range: JsonRange;
        readonly newText: string;
      }[];
    }[];
  }[];
  readonly notAnalysed: readonly {
    readonly file: string;
    readonly function: string;
    readonly reason: string;
  }[];
  readonly failures: readonly { readonly rule: string; readonly file: string; readonly message: string }[];
  readonly stats: Readonly<Record<string, number>>;
}

export function put(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

export function git(cwd: string, ...args: readonly string[]): string {
  const ran = spawnSync('git', args, { cwd, env: ENV, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`git ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}

/** Makes a folder a repository with everything committed on main. */
export function commitAll(cwd: string, message = 'all'): void {
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'add', '-A');
  git(cwd, 'commit', '-q', '-m', message);
}

/** A function that leaks a response body, which a safe fix closes; five lines from `func` to the leak. */
export const leak = (name: string): string => `func ${name}(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
`;

/** The same function without the fault. */
export const healthy = (name: string): string => `func ${name}(peer *http.Client, url string) (int, error) {
	resp, err := peer.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}
`;

/** A Go file of functions. */
export const go = (...functions: readonly string[]): string =>
  `package api\n\nimport "net/http"\n\n${functions.join('\n')}`;
