import { isImportOf, SERVER_START_NAMES, SERVER_STARTS } from '../knowledge/server-starts.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { buildOf, constraintOf, isBuilt } from './build-constraints.ts';
import { folderOf } from './go-mod.ts';
import { importsOf } from './import-texts.ts';
import { memoized } from './memo.ts';
import type { FileModel, PackageModel, ProgramModel } from './model.ts';
import { isTestFramework, TestPackages } from './test-packages.ts';

/** One folder of a module, as far as its texts say it: test files do not count. */
interface Folder {
  readonly path: string;
  readonly files: readonly string[];
  readonly imports: ReadonlySet<string>;
  readonly isMain: boolean;
  /** Whether it holds a package that others can import. */
  readonly isImportable: boolean;
  readonly startsGoroutines: boolean;
}

/** How code of a package comes to run. */
export interface Reach {
  /** The call that starts a server in some program (or, in a module of libraries, some importer) that runs it. */
  readonly server: SyntaxNode | undefined;
  /** Every program that runs it starts neither a server nor a goroutine: one statement after the other, then it ends. */
  readonly oneShot: boolean;
}

/** A go statement, which ends in a call, or a group's method; `go get` in a text is none. */
const STARTS_GOROUTINE = /(?:^|[{;])[ \t]*go[ \t]+(?:\(|[\w.]+[([])|\.Go\(/m;

const IS_MAIN = /^package[ \t]+main\b/m;

const graphsOf = memoized<ProgramModel, Map<string, ModuleGraph>>(() => new Map());

/** The graph of the module that holds a file; built on first use, once per program version. */
export function moduleGraphOf(pkg: PackageModel, file: FileModel): ModuleGraph {
  const graphs = graphsOf(pkg.program);
  const folder = pkg.program.moduleFolder(file);
  let graph = graphs.get(folder);
  if (!graph) {
    graph = new ModuleGraph(pkg, file);
    graphs.set(folder, graph);
  }
  return graph;
}

/**
 * Packages of one module and what they import. Reads texts and parses nothing but the files whose text may start a
 * server. Cost: one regular expression pass over the module's text (about 100 MB/s), then set look-ups.
 */
export class ModuleGraph {
  readonly #folders = new Map<string, Folder>();
  readonly #byImport = new Map<string, string>();
  readonly #closures = new Map<string, ReadonlySet<string>>();
  readonly #servers = new Map<string, SyntaxNode | undefined>();
  #importers: ReadonlyMap<string, readonly string[]> | undefined;

  readonly program: ProgramModel;
  readonly tests = new TestPackages(this);
  /** Import path of the module's root; its folder when no go.mod says one. */
  readonly modulePath: string;

  constructor(pkg: PackageModel, file: FileModel) {
    const { program } = pkg;
    this.program = program;
    const texts = new Map<string, [string, string][]>();
    for (const path of program.moduleFiles(file)) {
      if (path.endsWith('_test.go')) continue;
      const text = program.textOf(path);
      if (text === undefined) continue;
      const folder = folderOf(path);
      const list = texts.get(folder);
      if (list) list.push([path, text]);
      else texts.set(folder, [[path, text]]);
    }
    const root = program.moduleFolder(file);
    const relative = (folder: string): string => {
      const rest = folder.slice(root.length);
      return rest === '' || rest.startsWith('/') ? rest : `/${rest}`;
    };
    // who asks may be another package than that of the file
    const own = program.packageOf(file.path) ?? pkg;
    // an external test package has a path of its own
    const path = own.name.endsWith('_test') ? own.path.replace(/_test$/, '') : own.path;
    this.modulePath = path.slice(0, path.length - relative(folderOf(file.path)).length);
    for (const [folder, files] of texts) {
      this.#folders.set(folder, {
        path: folder,
        files: files.map(([name]) => name),
        imports: new Set(files.flatMap(([, text]) => importsOf(text))),
        isMain: files.some(([, text]) => isProgramFile(text)),
        isImportable: files.some(([, text]) => !IS_MAIN.test(text)),
        startsGoroutines: files.some(([, text]) => STARTS_GOROUTINE.test(text)),
      });
      this.#byImport.set(`${this.modulePath}${relative(folder)}`, folder);
    }
  }

  /** What the texts of a folder say; undefined where it has no package. */
  folderAt(path: string): Folder | undefined {
    return this.#folders.get(path);
  }

  /** The folder of the module that an import path leads to. */
  folderOfImport(path: string): string | undefined {
    return this.#byImport.get(path);
  }

  /** Every import path that a non-test file of the module names. */
  get imports(): ReadonlySet<string> {
    const all = new Set<string>();
    for (const folder of this.#folders.values()) for (const path of folder.imports) all.add(path);
    return all;
  }

  /** Whether the module holds a program, so that nobody outside decides how its packages are used. */
  get hasMain(): boolean {
    return [...this.#folders.values()].some((folder) => folder.isMain);
  }

  /** Whether the module offers a package under its own name, as a library does and a program does not. */
  get isLibrary(): boolean {
    const folder = this.#byImport.get(this.modulePath);
    const root = folder === undefined ? undefined : this.#folders.get(folder);
    return root?.isImportable === true && !root.isMain;
  }

  /** Whether a program of the module runs a file; true where the module has none, for its importers may. */
  isRun(file: FileModel): boolean {
    return !this.hasMain || this.isRunByProgram(file);
  }

  /** Whether a program of the module is seen to run a file. */
  isRunByProgram(file: FileModel): boolean {
    const own = folderOf(file.path);
    return [...this.#folders.values()].some(({ path, isMain }) => isMain && this.#closure(path).has(own));
  }

  /** Whether what runs the package of a file runs that of another one too: it is the same, or one that it imports, and so on. */
  runs(file: FileModel, other: FileModel): boolean {
    return this.#closure(folderOf(file.path)).has(folderOf(other.path));
  }

  /**
   * Whether a program of the module runs a file, or other modules can: they import its package, or one that imports it in turn
   * (cmd/go, "Internal Directories").
   */
  mayBeRun(file: FileModel): boolean {
    const own = folderOf(file.path);
    return [...this.#folders.values()].some(
      ({ path, isMain }) =>
        (isMain || !/(?:^|\/)internal(?:\/|$)/u.test(path)) && this.#closure(path).has(own),
    );
  }

  /**
   * Whether nothing of a module that is one program, and no library, imports the package of a file, not even a test: neither is it
   * likely that another module does. What is in a package main is run, if only by hand.
   */
  isLeftOver(file: FileModel): boolean {
    if (file.packageName === 'main') return false;
    const own = folderOf(file.path);
    if (!this.hasMain || this.isLibrary || this.#folders.get(own)?.isMain) return false;
    if (this.#byImport.get(this.modulePath) === undefined || this.importersOfFolder(own).length > 0)
      return false;
    const { imported, tested } = this.tests.usesIn(file);
    return !imported.has(own) && !tested.has(own);
  }

  /**
   * Whether a text of a program that runs a file names a function other than where it is declared and in comments of a line of
   * their own; true where the module has no program, for its importers may.
   */
  isNamed(file: FileModel, name: string): boolean {
    const running = this.#runningWith(file);
    return !running || this.#names(running, name);
  }

  /**
   * Whether any text of the module outside tests names a function other than where it is declared and in comments of a line of
   * their own; true where the module has no program, for its importers may.
   */
  isNamedAnywhere(name: string): boolean {
    return !this.hasMain || this.#names(this.#folders.keys(), name);
  }

  /**
   * The same of a function without a receiver: its own package names it without a qualifier, and others have to import that.
   *
   * @param file that declares it
   */
  isFunctionNamedAnywhere(file: FileModel, name: string): boolean {
    if (!this.hasMain) return true;
    const own = folderOf(file.path);
    return (
      this.#names([own], name, new RegExp(`(?<![.\\w])${name}\\b`)) ||
      this.#names(this.importersOfFolder(own), name)
    );
  }

  #names(folders: Iterable<string>, name: string, mention = new RegExp(`\\b${name}\\b`)): boolean {
    const declaration = new RegExp(`^func[ \\t]+(?:\\([^)]*\\)[ \\t]*)?${name}\\b`);
    const isNamedIn = (path: string): boolean => {
      const text = this.program.textOf(path) ?? '';
      if (!text.includes(name)) return false;
      return text
        .split('\n')
        .some((line) => mention.test(line) && !declaration.test(line) && !/^[ \t]*\/\//.test(line));
    };
    return [...folders].some((folder) => this.#folders.get(folder)!.files.some(isNamedIn));
  }

  /**
   * Files that import a path, in the build without tags, among those that run wherever a file does: in a program that runs it;
   * where the module holds none, in its package and what that imports.
   */
  importersOf(file: FileModel, path: string): readonly string[] {
    const running = this.#runningWith(file) ?? this.#closure(folderOf(file.path));
    return [...running].flatMap((folder) => {
      const { files = [], imports } = this.#folders.get(folder) ?? {};
      if (!imports?.has(path)) return [];
      return files.filter((name) => {
        const text = this.program.textOf(name) ?? '';
        return importsOf(text).includes(path) && isBuilt(constraintOf(name, text), buildOf([new Map()]));
      });
    });
  }

  /** Folders whose packages import that of a folder, outside of test files. */
  importersOfFolder(folder: string): readonly string[] {
    if (!this.#importers) {
      const importers = new Map<string, string[]>();
      for (const { path, imports } of this.#folders.values()) {
        for (const imported of imports) {
          const target = this.#byImport.get(imported);
          if (target === undefined || target === path) continue;
          const list = importers.get(target);
          if (list) list.push(path);
          else importers.set(target, [path]);
        }
      }
      this.#importers = importers;
    }
    return this.#importers.get(folder) ?? [];
  }

  /** Folders of the programs that run a file; undefined where the module holds no program. */
  #runningWith(file: FileModel): ReadonlySet<string> | undefined {
    const own = folderOf(file.path);
    const mains = [...this.#folders.values()].filter((folder) => folder.isMain);
    if (mains.length === 0) return undefined;
    const running = new Set<string>();
    for (const { path } of mains) {
      const closure = this.#closure(path);
      if (closure.has(own)) for (const folder of closure) running.add(folder);
    }
    return running;
  }

  /** Whether a canonical name belongs to a package of the module. */
  declares(id: string): boolean {
    return id.startsWith(`${this.modulePath}.`) || id.startsWith(`${this.modulePath}/`);
  }

  reachOf(file: FileModel): Reach {
    const own = folderOf(file.path);
    const holders = [...this.#folders.values()].filter((folder) => this.#closure(folder.path).has(own));
    const mains = holders.filter((folder) => folder.isMain);
    const roots = mains.length > 0 ? mains : holders;
    let server: SyntaxNode | undefined;
    for (const root of roots) {
      for (const path of this.#closure(root.path)) server ??= this.#serverStartOf(path);
    }
    const runsGoroutine = (root: Folder): boolean =>
      [...this.#closure(root.path)].some((path) => this.#folders.get(path)!.startsGoroutines);
    return { server, oneShot: mains.length > 0 && !server && !mains.some(runsGoroutine) };
  }

  /** Whether what a package runs in the module starts a server, or imports what listens for signals: it may be there to stay. */
  mayGoOn(file: FileModel): boolean {
    return [...this.#closure(folderOf(file.path))].some(
      (path) => this.#folders.get(path)?.imports.has('os/signal') || this.#serverStartOf(path) !== undefined,
    );
  }

  /** Folders of the module that a folder runs: itself and what it imports, and so on. */
  #closure(path: string): ReadonlySet<string> {
    const known = this.#closures.get(path);
    if (known) return known;
    const closure = new Set<string>([path]);
    for (const member of closure) {
      for (const imported of this.#folders.get(member)?.imports ?? []) {
        const folder = this.#byImport.get(imported);
        if (folder !== undefined) closure.add(folder);
      }
    }
    this.#closures.set(path, closure);
    return closure;
  }

  #serverStartOf(folder: string): SyntaxNode | undefined {
    if (!this.#servers.has(folder)) {
      let start: SyntaxNode | undefined;
      for (const file of this.#folders.get(folder)!.files) start ??= this.#serverStartIn(file);
      this.#servers.set(folder, start);
    }
    return this.#servers.get(folder);
  }

  #serverStartIn(path: string): SyntaxNode | undefined {
    const text = this.program.textOf(path)!;
    const candidates = SERVER_STARTS.filter((start) => text.includes(`"${start.path}`));
    if (!candidates.some((start) => start.names.some((name) => text.includes(`.${name}(`)))) return undefined;
    let file: FileModel | undefined;
    try {
      file = this.program.fileModel(path);
    } catch {
      return undefined; // a parse failure is told for the file itself
    }
    const pkg = file && this.program.packageOf(path);
    if (!file || !pkg) return undefined;
    for (const call of file.tree.root.descendants('call_expression')) {
      const selector = call.field('function');
      const name = selector?.kind === 'selector_expression' ? selector.field('field')?.text : undefined;
      if (name === undefined || !SERVER_START_NAMES.has(name)) continue;
      const id = pkg.calleeOf(call)?.id ?? '';
      for (const start of candidates) {
        if (!start.names.includes(name)) continue;
        // a framework whose types are not known here: the import and the name have to do
        const isImported = file.imports.some((spec) => isImportOf(spec.path, start.path));
        if (id === '' ? isImported : id.startsWith(`${start.path}.`) || id.startsWith(`${start.path}/`))
          return call;
      }
    }
    return undefined;
  }
}

/**
 * Whether a file belongs to a program: its package is main, and builds take it. What stands behind `//go:build ignore` is run by
 * hand beside the package of its folder (go.dev/ref/mod and cmd/go "build constraints": the tag is never satisfied).
 */
function isProgramFile(text: string): boolean {
  const at = IS_MAIN.exec(text)?.index;
  if (at === undefined) return false;
  return !/^\/\/(?:go:build|[ \t]*\+build)[ \t]+ignore[ \t\r]*$/m.test(text.slice(0, at));
}

/**
 * Whether a file belongs to tests although its name does not say so: a helper that imports the testing package, or a file of a
 * package written with a test framework that no program and no other package outside tests imports.
 */
export function isTestHelper(pkg: PackageModel, file: FileModel): boolean {
  const isHelper = file.imports.some(
    ({ path }) => path === 'testing' || isImportOf(path, 'github.com/testcontainers'),
  );
  if (isHelper) return true;
  // an importer may stand in a file that is not read yet
  if (!pkg.program.moduleIsComplete) return false;
  const usesFramework = pkg.files.some(
    (each) => !each.isTest && each.imports.some(({ path }) => isTestFramework(path)),
  );
  return usesFramework && moduleGraphOf(pkg, file).tests.isTestSupport(file);
}
