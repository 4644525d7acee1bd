/** What a go.mod says that matters here. */
export interface GoMod {
  /** Folder of the go.mod, without a trailing slash. */
  readonly folder: string;
  readonly modulePath: string;
  /** The `go` line as [major, minor]; undefined without one. */
  readonly goVersion: readonly [number, number] | undefined;
  /** Replacements by a folder: module path to folder. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Required module paths. */
  readonly required: readonly string[];
}

/** Reads a go.mod leniently: what cannot be read is absent. */
export function parseGoMod(path: string, text: string): GoMod {
  const folder = folderOf(path);
  const replaced = new Map<string, string>();
  const required: string[] = [];
  let modulePath = '';
  let goVersion: [number, number] | undefined;
  let block = '';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (line === '') continue;
    if (line === ')') {
      block = '';
      continue;
    }
    const opening = /^(\w+)\s*\($/.exec(line);
    if (opening) {
      block = opening[1]!;
      continue;
    }
    const words = (block ? `${block} ${line}` : line)
      .split(/\s+/)
      .map((word) => word.replace(/^["`](.*)["`]$/, '$1'));
    if (words[0] === 'module') modulePath = words[1] ?? '';
    else if (words[0] === 'go') {
      const version = /^(\d+)\.(\d+)/.exec(words[1] ?? '');
      if (version) goVersion = [Number(version[1]), Number(version[2])];
    } else if (words[0] === 'require' && words[1]) required.push(words[1]);
    else if (words[0] === 'replace') {
      const arrow = words.indexOf('=>');
      const target = words[arrow + 1];
      if (arrow > 0 && words[1] && target && /^\.{1,2}(\/|$)/.test(target)) {
        replaced.set(words[1], joinFolder(folder, target));
      }
    }
  }
  return { folder, modulePath, goVersion, replaced, required };
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** Joins a folder and a relative path, resolving `.` and `..`. */
export function joinFolder(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
