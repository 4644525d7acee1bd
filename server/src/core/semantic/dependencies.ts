import { folderOf, type GoMod, type GoWork, parseGoMod, type Replacement } from './go-mod.ts';

/**
 * What a machine answers about files outside a program: vendored code, replaced folders, the module cache, Go's own
 * source. Paths are absolute and `/`-separated. An answer of `undefined` says that there is no such thing; it costs one
 * look at the disk, because each question is asked once.
 */
export interface OutsideFiles {
  /** Go files of one folder. */
  goFilesIn(folder: string): readonly string[] | undefined;
  read(path: string): string | undefined;
  /** Module caches (GOMODCACHE), the first that has a module counts. */
  readonly moduleCaches: readonly string[];
  /** Roots of Go installations (GOROOT). */
  readonly goRoots: readonly string[];
  /** `linux-amd64`: names the toolchains in a module cache. */
  readonly platform: string;
}

/** A package whose source lies outside the program. */
export interface Dependency {
  readonly importPath: string;
  readonly folder: string;
  /** Its Go files, test files apart. */
  readonly files: readonly string[];
}

/** What the imports of a file are resolved against. */
interface Context {
  readonly key: string;
  /** The module that is built; undefined for a file without one. */
  readonly main: GoMod | undefined;
  readonly work: GoWork | undefined;
  /** The module (or Go installation) that the importing file is part of, when that lies outside the program. */
  readonly inside:
    | { readonly modulePath: string; readonly folder: string; readonly isGoRoot: boolean }
    | undefined;
}

interface Candidate {
  readonly folder: string;
  readonly inside: NonNullable<Context['inside']>;
}

/**
 * Finds imported packages outside the program as the go command does: the workspace, `vendor/`, replacements, the
 * module cache at the version that go.mod (or go.sum) says, GOROOT. Lazy and memoised; no folder is ever walked.
 */
export class Dependencies {
  readonly #found = new Map<string, Dependency | undefined>();
  readonly #contexts = new Map<string, Context>();
  readonly #vendored = new Map<string, ReadonlySet<string>>();
  readonly #sums = new Map<string, ReadonlyMap<string, string>>();
  readonly #modules = new Map<string, GoMod | undefined>();

  constructor(
    readonly outside: OutsideFiles,
    modules: readonly GoMod[],
    readonly works: readonly GoWork[],
  ) {
    for (const module of modules) this.#modules.set(module.folder, module);
  }

  /** @param main the module of the importing file, when that file is part of the program */
  find(importPath: string, from: string, main: GoMod | undefined): Dependency | undefined {
    const context = this.#contexts.get(folderOf(from)) ?? this.#contextOf(main);
    const key = `${context.key}\0${importPath}`;
    if (this.#found.has(key)) return this.#found.get(key);
    let dependency: Dependency | undefined;
    for (const { folder, inside } of this.#candidates(importPath, context)) {
      const files = this.outside.goFilesIn(folder)?.filter((path) => !path.endsWith('_test.go'));
      if (!files || files.length === 0) continue;
      dependency = { importPath, folder, files };
      if (!this.#contexts.has(folder)) {
        // of two modules of the program that use the same folder, the first decides what it imports
        this.#contexts.set(folder, {
          ...context,
          key: `${context.main?.folder ?? ''}\0${inside.folder}`,
          inside,
        });
      }
      break;
    }
    this.#found.set(key, dependency);
    return dependency;
  }

  #contextOf(main: GoMod | undefined): Context {
    const work = main && this.works.find((candidate) => candidate.uses.includes(main.folder));
    return { key: main?.folder ?? '', main, work, inside: undefined };
  }

  *#candidates(importPath: string, context: Context): Generator<Candidate> {
    const { inside, main, work } = context;
    if (inside?.isGoRoot) {
      yield { folder: `${inside.folder}/${importPath}`, inside };
      yield { folder: `${inside.folder}/vendor/${importPath}`, inside };
      return;
    }
    if (inside && inside.modulePath !== '') {
      const rest = restOf(importPath, inside.modulePath);
      if (rest !== undefined) yield { folder: inside.folder + rest, inside };
    }
    for (const folder of work?.uses ?? []) {
      const module = this.#moduleAt(folder);
      const rest = module && module.modulePath !== '' ? restOf(importPath, module.modulePath) : undefined;
      if (module && rest !== undefined)
        yield { folder: folder + rest, inside: { modulePath: module.modulePath, folder, isGoRoot: false } };
    }
    // only packages of Go itself have no dot in their first element
    if (!/^[^/]*\./.test(importPath)) {
      for (const root of this.#goRoots(main)) {
        const folder = `${root}/src`;
        yield { folder: `${folder}/${importPath}`, inside: { modulePath: '', folder, isGoRoot: true } };
      }
    }
    const vendor = work?.folder ?? main?.folder;
    if (vendor !== undefined && this.#vendoredIn(vendor).has(importPath)) {
      const folder = `${vendor}/vendor`;
      yield { folder: `${folder}/${importPath}`, inside: { modulePath: '', folder, isGoRoot: false } };
    }
    if (!main) return;
    for (let end = importPath.length; end > 0; end = importPath.lastIndexOf('/', end - 1)) {
      const modulePath = importPath.slice(0, end);
      for (const root of this.#rootsOf(modulePath, main, work)) {
        yield {
          folder: root + importPath.slice(end),
          inside: { modulePath, folder: root, isGoRoot: false },
        };
      }
    }
  }

  /** Folders that may hold a module, the likeliest first. */
  *#rootsOf(modulePath: string, main: GoMod, work: GoWork | undefined): Generator<string> {
    const mains = work
      ? work.uses.map((folder) => this.#moduleAt(folder)).filter((module) => module !== undefined)
      : [main];
    const versions = mains
      .map((module) => module.required.get(modulePath))
      .filter((version): version is string => version !== undefined && version !== '');
    const required = newest(versions);
    for (const { replacements } of work ? [work, ...mains] : mains) {
      const by = replacementFor(replacements, modulePath, required);
      if (!by) continue;
      if ('folder' in by) yield by.folder;
      else yield* this.#cached(by.path, by.version);
      return;
    }
    if (required !== undefined) yield* this.#cached(modulePath, required);
    else {
      // before Go 1.17 a go.mod names direct requirements only
      const summed = newest(
        [`${main.folder}/go.sum`, ...(work ? [`${work.folder}/go.work.sum`] : [])]
          .map((path) => this.#summed(path).get(modulePath))
          .filter((version) => version !== undefined),
      );
      if (summed !== undefined) yield* this.#cached(modulePath, summed);
    }
  }

  *#cached(modulePath: string, version: string): Generator<string> {
    for (const cache of this.outside.moduleCaches)
      yield `${cache}/${escaped(modulePath)}@${escaped(version)}`;
  }

  #goRoots(main: GoMod | undefined): readonly string[] {
    const { goRoots, moduleCaches, platform } = this.outside;
    const toolchain = main?.toolchain;
    if (toolchain === undefined) return goRoots;
    return [
      ...moduleCaches.map((cache) => `${cache}/golang.org/toolchain@v0.0.1-${toolchain}.${platform}`),
      ...goRoots,
    ];
  }

  /** The module in a folder, read from there when it is not one of the program's. */
  #moduleAt(folder: string): GoMod | undefined {
    if (!this.#modules.has(folder)) {
      const path = `${folder}/go.mod`;
      const text = this.outside.read(path);
      this.#modules.set(folder, text === undefined ? undefined : parseGoMod(path, text));
    }
    return this.#modules.get(folder);
  }

  /** Import paths of the packages that `vendor/modules.txt` lists. */
  #vendoredIn(folder: string): ReadonlySet<string> {
    let packages = this.#vendored.get(folder);
    if (!packages) {
      const lines = this.outside.read(`${folder}/vendor/modules.txt`)?.split('\n') ?? [];
      packages = new Set(
        lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')),
      );
      this.#vendored.set(folder, packages);
    }
    return packages;
  }

  /** Newest version of each module whose content a go.sum vouches for. */
  #summed(path: string): ReadonlyMap<string, string> {
    let versions = this.#sums.get(path);
    if (!versions) {
      const all = new Map<string, string>();
      for (const line of this.outside.read(path)?.split('\n') ?? []) {
        const [modulePath, version] = line.split(' ');
        if (!modulePath || !version || version.endsWith('/go.mod')) continue;
        all.set(modulePath, newest([version, ...(all.has(modulePath) ? [all.get(modulePath)!] : [])])!);
      }
      versions = all;
      this.#sums.set(path, versions);
    }
    return versions;
  }
}

/** `/x/y` for `m/x/y` in module `m`, '' for the module itself; undefined for what is not inside. */
function restOf(importPath: string, modulePath: string): string | undefined {
  if (importPath === modulePath) return '';
  return importPath.startsWith(`${modulePath}/`) ? importPath.slice(modulePath.length) : undefined;
}

/** A replacement of one version goes before one of all. */
function replacementFor(
  replacements: readonly Replacement[],
  modulePath: string,
  version: string | undefined,
): Replacement['by'] | undefined {
  const own = replacements.filter((replacement) => replacement.modulePath === modulePath);
  const exact = own.find(
    (replacement) => replacement.version !== undefined && replacement.version === version,
  );
  return (exact ?? own.find((replacement) => replacement.version === undefined))?.by;
}

/** Upper case is `!` and lower case in a module cache, whose file system may not tell them apart. */
function escaped(path: string): string {
  return path.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

function newest(versions: readonly string[]): string | undefined {
  return [...versions].sort(compareVersions).at(-1);
}

/** Order of `v1.2.3`, `v1.2.3-pre.1`, `v0.0.0-20200101000000-abcdef` as in semver.org, build metadata apart. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < 3; index++) {
    const difference = (left.numbers[index] ?? 0) - (right.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.pre.length === 0 || right.pre.length === 0) return right.pre.length - left.pre.length;
  for (let index = 0; index < Math.max(left.pre.length, right.pre.length); index++) {
    const [x, y] = [left.pre[index], right.pre[index]];
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    if (x === y) continue;
    const [xIsNumber, yIsNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
    if (xIsNumber && yIsNumber) return Number(x) - Number(y);
    if (xIsNumber !== yIsNumber) return xIsNumber ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}

function partsOf(version: string): { numbers: number[]; pre: string[] } {
  const [core = '', ...pre] = version.replace(/^v/, '').replace(/\+.*$/, '').split('-');
  const joined = pre.join('-');
  return { numbers: core.split('.').map(Number), pre: joined === '' ? [] : joined.split('.') };
}
