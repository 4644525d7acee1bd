import { STUBS } from '../knowledge/index.ts';
import type { Parser } from '../syntax/parser.ts';
import { buildOf, isBuilt } from './build-constraints.ts';
import type { Dependencies, Dependency } from './dependencies.ts';
import { folderOf, type GoMod, type GoWork } from './go-mod.ts';
import type { FileModel } from './model.ts';
import { Package } from './package.ts';
import type { Program } from './program.ts';
import { Source } from './source.ts';

/** Folder of the synthetic files that declare packages known from tables. */
const STUB_FOLDER = 'knowledge:';

export const PACKAGE_CLAUSE = /^package[ \t]+(\w+)/m;

/** The most of a file that is read for its package clause. */
const HEAD = 1 << 16;

/**
 * Packages that are not part of the program, declarations only: those known from tables, and those whose source is on
 * disk. Tables go first, because rules know packages by the names that tables give; what a table leaves out is looked
 * up in the source. Packages that tables describe in full are never read from disk.
 */
export class Libraries {
  readonly #tables = new Map<string, Package | undefined>();
  readonly #onDisk = new Map<string, Package | undefined>();

  /** @param sources parsed files of libraries, shared by all versions of a program */
  constructor(
    readonly parser: Parser,
    readonly works: readonly GoWork[],
    readonly dependencies: Dependencies | undefined,
    readonly sources: Map<string, Source> = new Map(),
  ) {}

  /** The libraries of the next version of a program. */
  next(): Libraries {
    return new Libraries(this.parser, this.works, this.dependencies, this.sources);
  }

  /** @param main the module of the importing file, when it is part of the program */
  package(importPath: string, from: string, main: GoMod | undefined, program: Program): Package | undefined {
    const table = this.#table(importPath, from, main, program);
    return table ?? this.#dependency(importPath, from, main, program);
  }

  nameInTables(importPath: string): string | undefined {
    return PACKAGE_CLAUSE.exec(STUBS[importPath] ?? '')?.[1];
  }

  nameOnDisk(importPath: string, from: string, main: GoMod | undefined): string | undefined {
    const dependency = this.dependencies?.find(importPath, from, main);
    for (const path of dependency?.files ?? []) {
      const name = PACKAGE_CLAUSE.exec(this.#sourceOf(path).text?.slice(0, HEAD) ?? '')?.[1];
      if (name !== undefined && name !== 'main' && name !== 'documentation') return name;
    }
    return undefined;
  }

  fileModel(path: string, program: Program): FileModel | undefined {
    return this.sources.get(path)?.model(this.parser, undefined, program.packageNames(path, undefined));
  }

  /** The package of a file that was read before. */
  packageOf(path: string): Package | undefined {
    const folder = folderOf(path);
    return folder.startsWith(`${STUB_FOLDER}/`)
      ? this.#tables.get(folder.slice(STUB_FOLDER.length + 1))
      : this.#onDisk.get(folder);
  }

  #table(importPath: string, from: string, main: GoMod | undefined, program: Program): Package | undefined {
    if (this.#tables.has(importPath)) return this.#tables.get(importPath);
    const text = STUBS[importPath];
    let pkg: Package | undefined;
    if (text !== undefined) {
      const path = `${STUB_FOLDER}/${importPath}/api.go`;
      if (!this.sources.has(path)) this.sources.set(path, new Source(path, text));
      const file = this.fileModel(path, program);
      const isWhole = !/^[^/]*\./.test(importPath); // the tables of Go itself are its whole API
      const rest = isWhole ? undefined : () => this.#dependency(importPath, from, main, program);
      if (file) pkg = new Package(importPath, file.packageName, [file], program, undefined, rest);
    }
    this.#tables.set(importPath, pkg);
    return pkg;
  }

  #dependency(
    importPath: string,
    from: string,
    main: GoMod | undefined,
    program: Program,
  ): Package | undefined {
    const dependency = this.dependencies?.find(importPath, from, main);
    if (!dependency) return undefined;
    const { folder } = dependency;
    if (this.#onDisk.has(folder)) return this.#onDisk.get(folder);
    this.#onDisk.set(folder, undefined);
    const files = this.#filesOf(dependency, program);
    const name = files[0]?.packageName;
    const pkg =
      name === undefined
        ? undefined
        : new Package(
            importPath,
            name,
            files.filter((file) => file.packageName === name),
            program,
          );
    this.#onDisk.set(folder, pkg);
    return pkg;
  }

  /** The files of one build of a package: the default one, or that of its first file. */
  #filesOf(dependency: Dependency, program: Program): FileModel[] {
    const sources = dependency.files.map((path) => this.#sourceOf(path)).filter((source) => source.text);
    let built = sources.filter((source) => isBuilt(source.constraint, buildOf([new Map()])));
    if (built.length === 0 && sources[0]) {
      const build = buildOf(sources[0].constraint);
      built = sources.filter((source) => isBuilt(source.constraint, build));
    }
    const files: FileModel[] = [];
    for (const { path } of built) {
      try {
        const file = this.fileModel(path, program);
        if (file && file.packageName !== 'main' && file.packageName !== '') files.push(file);
      } catch {
        // the parser gave up: its declarations are unknown
      }
    }
    return files;
  }

  #sourceOf(path: string): Source {
    let source = this.sources.get(path);
    if (!source) {
      source = Source.ofDependency(path, () => this.dependencies?.outside.read(path));
      this.sources.set(path, source);
    }
    return source;
  }
}
