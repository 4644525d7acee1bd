/** What a go.mod says that matters here. */
export interface GoMod {
  /** Folder of the go.mod, without a trailing slash. */
  readonly folder: string;
  readonly modulePath: string;
  /** The `go` line as [major, minor]; undefined without one. */
  readonly goVersion: readonly [number, number] | undefined;
  /** The `toolchain` line, such as `go1.23.1`. */
  readonly toolchain: string | undefined;
  /** Required module paths to versions. */
  readonly required: ReadonlyMap<string, string>;
  readonly replacements: readonly Replacement[];
}

/** `replace modulePath [version] => folder` or `=> path version`. */
export interface Replacement {
  readonly modulePath: string;
  /** Undefined for every version. */
  readonly version: string | undefined;
  readonly by: { readonly folder: string } | { readonly path: string; readonly version: string };
}

/** What a go.work says that matters here. */
export interface GoWork {
  readonly folder: string;
  /** Folders of its modules. */
  readonly uses: readonly string[];
  readonly replacements: readonly Replacement[];
}

/** Reads a go.mod leniently: what cannot be read is absent. */
export function parseGoMod(path: string, text: string): GoMod {
  const folder = folderOf(path);
  const required = new Map<string, string>();
  const replacements: Replacement[] = [];
  let modulePath = '';
  let goVersion: [number, number] | undefined;
  let toolchain: string | undefined;
  for (const words of directives(text)) {
    const [verb, first = '', second = ''] = words;
    if (verb === 'module') modulePath = first;
    else if (verb === 'go') {
      const version = /^(\d+)\.(\d+)/.exec(first);
      if (version) goVersion = [Number(version[1]), Number(version[2])];
    } else if (verb === 'toolchain' && first !== '') toolchain = first;
    else if (verb === 'require' && first !== '') required.set(first, second);
    else if (verb === 'replace') replacements.push(...replacementOf(words, folder));
  }
  return { folder, modulePath, goVersion, toolchain, required, replacements };
}

/** Reads a go.work as leniently. */
export function parseGoWork(path: string, text: string): GoWork {
  const folder = folderOf(path);
  const uses: string[] = [];
  const replacements: Replacement[] = [];
  for (const words of directives(text)) {
    if (words[0] === 'use' && words[1]) uses.push(absoluteFolder(folder, words[1]));
    else if (words[0] === 'replace') replacements.push(...replacementOf(words, folder));
  }
  return { folder, uses, replacements };
}

/** The words of each directive, blocks taken apart: `require ( a v1 )` gives `require a v1`. */
function* directives(text: string): Generator<readonly string[]> {
  let block = '';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/(?:^|\s)\/\/.*$/, '').trim();
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
    yield (block ? `${block} ${line}` : line)
      .split(/\s+/)
      .map((word) => word.replace(/^["`](.*)["`]$/, '$1'));
  }
}

function replacementOf(words: readonly string[], folder: string): Replacement[] {
  const arrow = words.indexOf('=>');
  const modulePath = words[1];
  const target = words[arrow + 1];
  if (arrow < 2 || !modulePath || !target) return [];
  const version = arrow > 2 ? words[2] : undefined;
  // a path on disk starts with ./ or ../ or is absolute
  if (/^\.{1,2}(?:[/\\]|$)|^\/|^[A-Za-z]:[/\\]/.test(target))
    return [{ modulePath, version, by: { folder: absoluteFolder(folder, target) } }];
  const by = words[arrow + 2];
  return by ? [{ modulePath, version, by: { path: target, version: by } }] : [];
}

function absoluteFolder(folder: string, path: string): string {
  const slashed = path.replaceAll('\\', '/').replace(/(?<=.)\/$/, '');
  return /^(?:\/|[A-Za-z]:)/.test(slashed) ? slashed : joinFolder(folder, slashed);
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
