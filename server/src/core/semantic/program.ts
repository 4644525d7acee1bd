import type { Parser } from '../syntax/parser.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { buildOf, isBuilt } from './build-constraints.ts';
import { Dependencies, type OutsideFiles } from './dependencies.ts';
import { Effort } from './effort.ts';
import type { PackageNames } from './file.ts';
import { folderOf, type GoMod, type GoWork, joinFolder, parseGoMod, parseGoWork } from './go-mod.ts';
import { Libraries, PACKAGE_CLAUSE } from './libraries.ts';
import { forgetMemoized } from './memo.ts';
import { type FileChange, Memory } from './memory.ts';
import type { FileModel, ProgramModel } from './model.ts';
import { Package } from './package.ts';
import { pathOfTree, Source, type SourceText } from './source.ts';

export interface ProgramInput {
  /** Every Go file that may be asked for or may explain another, by path. */
  readonly files: ReadonlyMap<string, SourceText>;
  /** Text of each go.mod and go.work by path. */
  readonly modules: ReadonlyMap<string, string>;
  /** Where imported packages outside `files` are looked up; without it tables are all that is known of them. */
  readonly outside?: OutsideFiles;
  /** Whether `files` holds everything of the modules: false while an editor is still indexing. */
  readonly complete: boolean;
}

export interface ProgramChange {
  /** New or changed files; with a tree that was already parsed from the text where there is one. */
  readonly set?: ReadonlyMap<string, SourceText | { readonly text: string; readonly tree: SyntaxTree }>;
  readonly remove?: readonly string[];
  readonly modules?: ReadonlyMap<string, string>;
  readonly complete?: boolean;
  /** Set when files outside the program have changed: nothing that was read of them counts any more. */
  readonly outside?: OutsideFiles;
}

/** Code of others, or of no build, inside a module. */
const FOREIGN_FOLDER = /(?:^|\/)(?:vendor|testdata|third_party|node_modules)(?:\/|$)/;

/**
 * An immutable set of Go files and modules, parsed on demand. `with` gives the next version and shares every parsed
 * file that did not change; packages are joined anew, lazily, so that nothing stale can be asked.
 */
export class Program implements ProgramModel {
  readonly #folders = new Map<string, string[]>();
  readonly #packages = new Map<string, Package>();
  readonly #packageOfFile = new Map<string, Package>();

  readonly #models = new Map<string, FileModel>();
  readonly #byImport = new Map<string, Package | undefined>();
  readonly #byTokens = new Map<string, readonly Package[]>();
  readonly #imported = new Map<string, ReadonlySet<string>>();
  readonly effort = new Effort();
  #memory: Memory;
  #revision: number;
  #libraries: Libraries;

  private constructor(
    readonly parser: Parser,
    readonly sources: ReadonlyMap<string, Source>,
    readonly modules: readonly GoMod[],
    libraries: Libraries,
    readonly moduleIsComplete: boolean,
    memory: Memory,
  ) {
    this.#libraries = libraries;
    this.#memory = memory;
    this.#revision = memory.revision;
    for (const path of sources.keys()) {
      const folder = folderOf(path);
      const files = this.#folders.get(folder);
      if (files) files.push(path);
      else this.#folders.set(folder, [path]);
    }
  }

  static create(parser: Parser, input: ProgramInput): Program {
    const sources = new Map([...input.files].map(([path, text]) => [path, new Source(path, text)]));
    const { modules, works } = readModules(input.modules);
    const dependencies = input.outside && new Dependencies(input.outside, modules, works);
    return new Program(
      parser,
      sources,
      modules,
      new Libraries(parser, works, dependencies),
      input.complete,
      new Memory(),
    );
  }

  with(change: ProgramChange): Program {
    const sources = new Map(this.sources);
    for (const path of change.remove ?? []) sources.delete(path);
    for (const [path, entry] of change.set ?? []) {
      sources.set(
        path,
        typeof entry === 'object' ? new Source(path, entry.text, entry.tree) : new Source(path, entry),
      );
    }
    const read = change.modules ? readModules(change.modules) : undefined;
    const modules = read?.modules ?? this.modules;
    const works = read?.works ?? this.libraries.works;
    const outside = change.outside ?? this.libraries.dependencies?.outside;
    const isSame = !change.modules && !change.outside;
    const libraries = isSame
      ? this.libraries.next()
      : new Libraries(this.parser, works, outside && new Dependencies(outside, modules, works));
    let next: Program | undefined;
    const { memory } = this;
    memory.advance(isSame ? this.#edited(change, sources, () => next!) : undefined);
    next = new Program(
      this.parser,
      sources,
      modules,
      libraries,
      change.complete ?? this.moduleIsComplete,
      memory,
    );
    return next;
  }

  get libraries(): Libraries {
    return this.#libraries;
  }

  /** Forgets everything but the parsed files: what was being worked out when somebody was stopped is worked out anew. */
  forget(): void {
    this.#packages.clear();
    this.#packageOfFile.clear();
    this.#byImport.clear();
    this.#byTokens.clear();
    this.#imported.clear();
    this.#libraries = this.#libraries.next();
    this.memory.forget();
    forgetMemoized(this);
  }

  /** Answers about functions, shared with the next version; an older version that is asked again starts anew. */
  get memory(): Memory {
    if (this.#memory.revision !== this.#revision) {
      this.#memory = new Memory();
      this.#revision = 0;
    }
    return this.#memory;
  }

  /** The files that a change replaces by others of the same package; undefined when it does anything else. */
  #edited(
    change: ProgramChange,
    sources: ReadonlyMap<string, Source>,
    next: () => Program,
  ): FileChange[] | undefined {
    if ((change.remove?.length ?? 0) > 0) return undefined;
    const changes: FileChange[] = [];
    for (const path of change.set?.keys() ?? []) {
      const source = this.sources.get(path);
      const before = source?.parsed;
      if (!source || !before) return undefined;
      changes.push({
        before,
        after: () => {
          const now = sources.get(path)!;
          const isSameBuild = constraintText(now) === constraintText(source);
          return isSameBuild ? next().#tryFile(path) : undefined;
        },
      });
    }
    return changes;
  }

  /** Whether the package in a folder imports, itself or by others, the one in another folder (or is it). */
  reaches(from: string, to: string): boolean {
    const seen = new Set([from]);
    for (const folder of seen) {
      if (folder === to) return true;
      for (const imported of this.#importedBy(folder)) seen.add(imported);
    }
    return false;
  }

  /** Folders of the program that the parsed files of a folder import; what is not parsed has explained nothing. */
  #importedBy(folder: string): ReadonlySet<string> {
    let imported = this.#imported.get(folder);
    if (!imported) {
      const found = new Set<string>();
      for (const path of this.#folders.get(folder) ?? []) {
        for (const spec of this.sources.get(path)?.parsed?.imports ?? []) {
          const other = this.folderOfImport(spec.path, path);
          if (other !== undefined) found.add(other);
        }
      }
      imported = found;
      this.#imported.set(folder, imported);
    }
    return imported;
  }

  textOf(path: string): string | undefined {
    return this.sources.get(path)?.text;
  }

  fileModel(path: string): FileModel | undefined {
    const known = this.#models.get(path);
    if (known) return known;
    const source = this.sources.get(path);
    if (!source) return this.libraries.fileModel(path, this);
    const module = this.moduleOf(path);
    const model = source.model(this.parser, module?.goVersion, this.packageNames(path, module));
    if (model) this.#models.set(path, model);
    return model;
  }

  /**
   * The package of a file: the files of its folder and name that one build holds together with it, so that twins for
   * other systems are never merged. A file that is in the default build (linux/amd64, no custom tags) is judged in that
   * one. Test files see the package, which does not see them.
   */
  packageOf(path: string): Package | undefined {
    const file = this.fileModel(path);
    if (!file) return undefined;
    const source = this.sources.get(path);
    if (!source) return this.libraries.packageOf(path);
    const known = this.#packageOfFile.get(path);
    if (known) return known;
    const build = buildOf(source.constraint);
    const folder = folderOf(path);
    // `ignore` marks a program of one file, for `go run`
    const isAlone = build.tags.get('ignore') === true;
    const members = isAlone
      ? [path]
      : (this.#folders.get(folder) ?? []).filter(
          (other) => other === path || isBuilt(this.sources.get(other)!.constraint, build),
        );
    const pkg = this.#join(folder, file, members);
    this.#packageOfFile.set(path, pkg);
    return pkg;
  }

  #join(folder: string, file: FileModel, members: readonly string[]): Package {
    const ownTests = file.isTest ? members.filter((member) => member.endsWith('_test.go')) : [];
    const isExternal = file.isTest && file.packageName.endsWith('_test');
    const plain = members.filter((member) => !member.endsWith('_test.go'));
    const path = this.#importPath(folder);
    if (!file.isTest) return this.#packageOf(path, file.packageName, plain, undefined);
    if (isExternal) return this.#packageOf(`${path}_test`, file.packageName, ownTests, undefined);
    const base = this.#packageOf(path, file.packageName, plain, undefined);
    return this.#packageOf(path, file.packageName, ownTests, base);
  }

  /** The package of some paths, those of another name apart; one object per set of files. */
  #packageOf(path: string, name: string, members: readonly string[], base: Package | undefined): Package {
    const key = [path, name, base ? 'tests' : '', ...members].join('\0');
    let pkg = this.#packages.get(key);
    if (!pkg) {
      const files = members
        .map((member) => this.#tryFile(member))
        .filter((member): member is FileModel => member?.packageName === name);
      pkg = new Package(path, name, files, this, base);
      this.#packages.set(key, pkg);
    }
    return pkg;
  }

  /** The package that a syntax tree belongs to: that of its file. */
  ownerOf(tree: SyntaxTree): Package | undefined {
    const path = pathOfTree(tree);
    if (path === undefined || this.#tryFile(path)?.tree !== tree) return undefined;
    return this.packageOf(path);
  }

  packageByImport(importPath: string, from: FileModel): Package | undefined {
    const key = `${folderOf(from.path)}\0${from.isTest}\0${importPath}`;
    if (this.#byImport.has(key)) return this.#byImport.get(key);
    const pkg = this.#findByImport(importPath, from);
    this.#byImport.set(key, pkg);
    return pkg;
  }

  #findByImport(importPath: string, from: FileModel): Package | undefined {
    const folder = this.folderOfImport(importPath, from.path);
    const own = folder === undefined ? undefined : this.#packageIn(folder, from);
    return own ?? this.libraries.package(importPath, from.path, this.moduleOf(from.path), this);
  }

  /** What an import of a folder of the program gives; tests in the folder see the declarations of its other tests too. */
  #packageIn(folder: string, from: FileModel): Package | undefined {
    const paths = this.#folders.get(folder) ?? [];
    const inDefaultBuild = (path: string): boolean =>
      isBuilt(this.sources.get(path)!.constraint, buildOf([new Map()]));
    const plain = paths.filter((path) => !path.endsWith('_test.go'));
    const named = [...plain.filter(inDefaultBuild), ...plain].find(
      (path) => (this.#tryFile(path)?.packageName ?? '') !== '',
    );
    if (named === undefined) return undefined;
    const pkg = this.packageOf(named);
    if (!pkg || !from.isTest || folderOf(from.path) !== folder) return pkg;
    const test = paths.find((path) => {
      if (!path.endsWith('_test.go') || !inDefaultBuild(path)) return false;
      return this.#tryFile(path)?.packageName === pkg.name;
    });
    return (test === undefined ? undefined : this.packageOf(test)) ?? pkg;
  }

  modulePackages(file: FileModel, tokens: readonly string[], withTests = file.isTest): readonly Package[] {
    const module = this.moduleOf(file.path);
    const key = [module?.folder ?? `${folderOf(file.path)}/`, withTests, ...tokens].join('\0');
    let found = this.#byTokens.get(key);
    if (!found) {
      found = this.#mentioning(file, module, tokens, withTests);
      this.#byTokens.set(key, found);
    }
    this.effort.take(1 + found.length); // who gets packages goes through them
    return found;
  }

  #mentioning(
    file: FileModel,
    module: GoMod | undefined,
    tokens: readonly string[],
    withTests: boolean,
  ): readonly Package[] {
    const packages = new Set<Package>();
    for (const [folder, paths] of this.#folders) {
      if (module ? this.moduleOf(`${folder}/x.go`) !== module : folder !== folderOf(file.path)) continue;
      this.effort.take(paths.length);
      // what tests do says nothing of other code
      const hits = paths.filter(
        (path) => (withTests || !path.endsWith('_test.go')) && this.sources.get(path)!.mentions(tokens),
      );
      for (const path of hits) {
        const pkg = this.#tryPackage(path);
        if (pkg) packages.add(pkg);
      }
    }
    for (const pkg of [...packages]) if (pkg.base) packages.delete(pkg.base); // its files are there already
    return [...packages];
  }

  moduleFiles(file: FileModel): readonly string[] {
    const module = this.moduleOf(file.path);
    const root = this.moduleFolder(file);
    const found: string[] = [];
    for (const [folder, paths] of this.#folders) {
      if (module ? this.moduleOf(`${folder}/x.go`) !== module : folder !== root) continue;
      if (!FOREIGN_FOLDER.test(folder.slice(root.length))) found.push(...paths);
      this.effort.take(paths.length);
    }
    return found;
  }

  moduleFolder(file: FileModel): string {
    return this.moduleOf(file.path)?.folder ?? folderOf(file.path);
  }

  requiredVersion(file: FileModel, modulePath: string): string | undefined {
    return this.moduleOf(file.path)?.required.get(modulePath);
  }

  /** The module of a path: the one with the nearest go.mod. */
  moduleOf(path: string): GoMod | undefined {
    return this.modules.find((module) => module.folder === '' || path.startsWith(`${module.folder}/`));
  }

  #tryFile(path: string): FileModel | undefined {
    try {
      return this.fileModel(path);
    } catch {
      return undefined; // a parse failure is told for the file itself, not for those that need it
    }
  }

  #tryPackage(path: string): Package | undefined {
    return this.#tryFile(path) && this.packageOf(path);
  }

  #importPath(folder: string): string {
    const module = this.moduleOf(`${folder}/x.go`);
    if (!module || module.modulePath === '') return folder;
    const relative = folder.slice(module.folder.length).replace(/^\//, '');
    const vendored = /(?:^|\/)vendor\/(.+)$/.exec(relative);
    if (vendored) return vendored[1]!;
    if (module.modulePath === 'std') return relative; // Go's own packages have no prefix
    return relative === '' ? module.modulePath : `${module.modulePath}/${relative}`;
  }

  /** The folder of an imported package that is in the program. */
  folderOfImport(importPath: string, from: string): string | undefined {
    const candidates: string[] = [];
    const own = this.moduleOf(from);
    const inside = (prefix: string, folder: string): void => {
      if (prefix === '') return;
      if (importPath === prefix) candidates.push(folder);
      else if (importPath.startsWith(`${prefix}/`))
        candidates.push(joinFolder(folder, importPath.slice(prefix.length)));
    };
    if (own) {
      for (const { modulePath, by } of own.replacements) if ('folder' in by) inside(modulePath, by.folder);
      if (own.modulePath === 'std') candidates.push(joinFolder(own.folder, importPath));
      inside(own.modulePath, own.folder);
      candidates.push(joinFolder(own.folder, `vendor/${importPath}`));
    }
    for (const module of this.modules) if (module !== own) inside(module.modulePath, module.folder);
    return candidates.find((folder) => this.#folders.has(folder));
  }

  /** Names of the packages that a file imports. */
  packageNames(from: string, module: GoMod | undefined): PackageNames {
    return {
      known: (importPath) => this.#packageName(importPath, from),
      onDisk: (importPath) => this.libraries.nameOnDisk(importPath, from, module),
    };
  }

  #packageName(importPath: string, from: string): string | undefined {
    const folder = this.folderOfImport(importPath, from);
    for (const path of folder === undefined ? [] : (this.#folders.get(folder) ?? [])) {
      if (path.endsWith('_test.go')) continue;
      const clause = PACKAGE_CLAUSE.exec(this.textOf(path) ?? '');
      if (clause && clause[1] !== 'main') return clause[1]!;
    }
    return this.libraries.nameInTables(importPath);
  }
}

function constraintText(source: Source): string {
  return JSON.stringify(source.constraint.map((literals) => [...literals]));
}

/** The go.mod files nearest first: longer folders before shorter ones. */
function readModules(texts: ReadonlyMap<string, string>): { modules: GoMod[]; works: GoWork[] } {
  const modules: GoMod[] = [];
  const works: GoWork[] = [];
  for (const [path, text] of texts) {
    if (path.endsWith('go.work')) works.push(parseGoWork(path, text));
    else modules.push(parseGoMod(path, text));
  }
  modules.sort((a, b) => b.folder.length - a.folder.length);
  return { modules, works };
}
