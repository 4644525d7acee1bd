import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import ignore from 'ignore';
import { isForeign, MAX_BYTES, readSource, slashes } from './source-files.ts';

/** Reads a file when it is first asked for; undefined when it cannot be read as Go source. */
export function diskSource(path: string): () => string | undefined {
  return () => {
    const read = readSource(path, MAX_BYTES);
    return 'text' in read ? read.text : undefined;
  };
}

/** Go files of one folder, absolute, `/`-separated, sorted. */
export function goFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.go'))
      .map((entry) => slashes(join(folder, entry.name)))
      .sort();
  } catch {
    return [];
  }
}

/** The files that `goFilesBelow` gives, without holding up the event loop. */
export async function listGoFiles(folder: string): Promise<string[]> {
  const files = (await gitFiles(folder)) ?? (await walk(folder));
  return files
    .filter((path) => !isForeign(path, folder))
    .map(slashes)
    .sort();
}

function gitFiles(folder: string): Promise<string[] | undefined> {
  return new Promise((done) => {
    execFile(
      'git',
      ['ls-files', '-co', '--exclude-standard', '-z', '--', '*.go'],
      { cwd: folder, maxBuffer: 1 << 28 },
      (error, out) => {
        const names = error ? [] : [...new Set(out.split('\0').filter(Boolean))];
        done(names.length > 0 ? names.map((name) => resolve(folder, name)) : undefined);
      },
    );
  });
}

async function walk(folder: string): Promise<string[]> {
  const files: string[] = [];
  const visit = async (current: string, ignored: readonly ((path: string) => boolean)[]): Promise<void> => {
    const entries = await readdir(current, { withFileTypes: true }).catch(() => []);
    const rules = [...ignored];
    if (entries.some((entry) => entry.name === '.gitignore')) {
      const own = ignore().add(readFileSync(join(current, '.gitignore'), 'utf8'));
      rules.push((path) => own.ignores(slashes(relative(current, path))));
    }
    for (const entry of entries) {
      const path = join(current, entry.name);
      if (rules.some((rule) => rule(entry.isDirectory() ? `${path}/` : path))) continue;
      // a file inside stands for the folder, because only the folders of a path are judged
      if (entry.isDirectory()) {
        if (!isForeign(join(path, 'x.go'), folder)) await visit(path, rules);
      } else if (entry.isFile() && entry.name.endsWith('.go')) files.push(path);
    }
  };
  await visit(folder, []);
  return files;
}
