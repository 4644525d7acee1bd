import { execFileSync } from 'node:child_process';
import {
  closeSync,
  type Dirent,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore from 'ignore';
import type { NotAnalysed } from '../core/finding.ts';

/** Folders that hold nothing of the project's own. */
const FOREIGN = new Set(['vendor', 'testdata', 'node_modules', 'third_party']);
/** Larger files are told, not parsed, unless they are named. */
export const MAX_BYTES = 1 << 20;

export const slashes = (path: string): string => (sep === '/' ? path : path.replaceAll(sep, '/'));

/** Text of a Go file without a byte order mark, or why it cannot be had. */
export type ReadResult =
  | { readonly text: string; readonly hasBom: boolean }
  | { readonly reason: NotAnalysed['reason'] };

/** Reads a file as UTF-8, which Go source must be. */
export function readSource(path: string, maxBytes: number): ReadResult {
  try {
    if (statSync(path).size > maxBytes) return { reason: saysGenerated(path) ? 'generated' : 'too-large' };
    return decodeSource(readFileSync(path));
  } catch {
    return { reason: 'unreadable' };
  }
}

/** The same for bytes from elsewhere: standard input, git's index. */
export function decodeSource(bytes: Uint8Array): ReadResult {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasBom = text.charCodeAt(0) === 0xfeff;
    return { text: hasBom ? text.slice(1) : text, hasBom };
  } catch {
    return { reason: 'not-utf8' };
  }
}

/** Where the mark of generated code stands in files too large to parse: before the package clause, so near the top. */
const HEAD_BYTES = 64 << 10;

/** Whether a file says that it is generated, by the convention of `go generate` (golang.org/s/generatedcode). */
function saysGenerated(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEAD_BYTES);
    const head = bytes.toString('utf8', 0, readSync(file, bytes, 0, HEAD_BYTES, 0));
    const mark = /^\/\/ Code generated .* DO NOT EDIT\.\r?$/m.exec(head);
    const clause = /^package\s/m.exec(head);
    return mark !== null && (clause === null || mark.index < clause.index);
  } finally {
    closeSync(file);
  }
}

/**
 * Go files below a folder that belong to the project: what git ignores, and folders of others' code, are left out.
 */
export function goFilesBelow(folder: string): string[] {
  const listed = gitFiles(folder);
  const files = listed ?? walk(folder);
  return files.filter((path) => path.endsWith('.go') && !isForeign(path, folder)).sort();
}

/** Whether a path lies in a folder of others' code, or one on the way is none for the go command, as seen from a folder. */
export function isForeign(path: string, from: string): boolean {
  const parts = relative(from, path).split(sep);
  const isNone = parts.some((part) => part !== '..' && isLeftOut(part));
  return isNone || parts.slice(0, -1).some((part) => FOREIGN.has(part));
}

/** `go help packages`: "Directory and file names that begin with "." or "_" are ignored by the go tool". */
function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name.startsWith('_');
}

/** Tracked and untracked files that git does not ignore; undefined outside a repository. */
function gitFiles(folder: string): string[] | undefined {
  try {
    const out = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '--', '*.go'], {
      cwd: folder,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const names = out.toString('utf8').split('\0').filter(Boolean);
    const files = [...new Set(names)].map((name) => join(folder, name)).filter((path) => existsSync(path));
    // a folder that git ignores as a whole, or a new one inside another project, is still worth a look
    return files.length > 0 ? files : undefined;
  } catch {
    return undefined;
  }
}

function walk(folder: string): string[] {
  const files: string[] = [];
  const visit = (current: string, rules: ReturnType<typeof ignore>[], bases: string[]): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(current, { withFileTypes: true });
    } catch {
      return;
    }
    const own = join(current, '.gitignore');
    const nextRules = [...rules];
    const nextBases = [...bases];
    if (existsSync(own)) {
      nextRules.push(ignore().add(readFileSync(own, 'utf8')));
      nextBases.push(current);
    }
    for (const entry of entries) {
      const path = join(current, entry.name);
      const isIgnored = nextRules.some((rule, index) =>
        rule.ignores(slashes(relative(nextBases[index]!, path)) + (entry.isDirectory() ? '/' : '')),
      );
      if (isIgnored) continue;
      if (entry.isDirectory()) {
        if (!FOREIGN.has(entry.name) && !isLeftOut(entry.name)) visit(path, nextRules, nextBases);
      } else if (!isLeftOut(entry.name) && isFile(entry, path)) files.push(path);
    }
  };
  visit(folder, [], []);
  return files;
}

/** Whether an entry is a file, or a symbolic link to one, which Go builds too. */
function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch {
    return false; // dangling
  }
}

/** Folder of the go.work or, without one, the outermost go.mod around a path; undefined without either. */
export function moduleRoot(path: string): string | undefined {
  let found: string | undefined;
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'go.work'))) return folder;
    if (!found && modIn(folder) !== undefined) found = folder;
    if (dirname(folder) === folder) return found;
  }
}

/** Text of every go.mod and go.work in the folders around files, by the paths where Go looks for them. */
export function goModsFor(files: readonly string[]): Map<string, string> {
  const mods = new Map<string, string>();
  const seen = new Set<string>();
  for (const file of files) {
    for (let folder = dirname(file); !seen.has(folder); folder = dirname(folder)) {
      seen.add(folder);
      const mod = modIn(folder);
      if (mod !== undefined) mods.set(slashes(join(folder, 'go.mod')), mod);
      const work = textOf(join(folder, 'go.work'));
      if (work !== undefined) mods.set(slashes(join(folder, 'go.work')), work);
      if (dirname(folder) === folder) break;
    }
  }
  return mods;
}

/**
 * Text of the go.mod of a folder. Without one, a `vendor.mod` with a module line stands for it: Docker's projects keep theirs
 * under that name, and their scripts put it in the place of go.mod (docker/cli scripts/with-go-mod.sh) or name it with `-modfile`.
 */
function modIn(folder: string): string | undefined {
  const mod = textOf(join(folder, 'go.mod'));
  if (mod !== undefined) return mod;
  const other = textOf(join(folder, 'vendor.mod'));
  return other !== undefined && /^module\s+\S/m.test(other) ? other : undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // most folders have none
  }
}
