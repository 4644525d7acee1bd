import { STUBS } from '../knowledge/index.ts';
import { parseGo } from '../syntax/newer-go.ts';
import type { Parser } from '../syntax/parser.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import { type BuildConstraint, constraintOf, contradict } from './build-constraints.ts';
import { createFileModel, guessPackageName } from './file.ts';
import { folderOf, type GoMod, joinFolder, parseGoMod } from './go-mod.ts';
import type { FileModel, ProgramModel, VarObject } from './model.ts';
import { Package } from './package.ts';

/** Text of a file, or a function that reads it when it is first needed; undefined when it cannot be read. */
export type SourceText = string | (() => string | undefined);

export interface ProgramInput {
  /** Every Go file that may be asked for or may explain another, by path. */
  readonly files: ReadonlyMap<string, SourceText>;
  /** Text of each go.mod by path. */
  readonly modules: ReadonlyMap<string, string>;
  /** Whether `files` holds everything of the modules: false while an editor is still indexing. */
  readonly complete: boolean;
}

export interface ProgramChange {
  /** New or changed files; with a tree that was already parsed from the text where there is one. */
  readonly set?: ReadonlyMap<string, SourceText | { readonly text: string; readonly tree: SyntaxTree }>;
  readonly remove?: readonly string[];
  readonly modules?: ReadonlyMap<string, string>;
  readonly complete?: boolean;
}

/** A file and what was computed from it; shared by all versions of a program that hold it unchanged. */
class Source {
  #text: string | undefined;
  #isRead = false;
  #model: FileModel | undefined;
  #constraint: BuildConstraint | undefined;
  readonly #mentions = new Map<string, boolean>();

  constructor(
    readonly path: string,
    readonly source: SourceText,
    readonly tree?: SyntaxTree,
  ) {}

  get text(): string | undefined {
    if (!this.#isRead) {
      this.#text = typeof this.source === 'string' ? this.source : this.source();
      this.#isRead = true;
    }
    return this.#text;
  }

  /** Whether the text holds any of the tokens; remembered, because rules ask it of every file of a module. */
  mentions(tokens: readonly string[]): boolean {
    const { text } = this;
    if (text === undefined) return false;
    if (tokens.length === 0) return true;
    return tokens.some((token) => {
      let has = this.#mentions.get(token);
      if (has === undefined) {
        has = text.includes(token);
        this.#mentions.set(token, has);
      }
      return has;
    });
  }

  get constraint(): BuildConstraint {
    this.#constraint ??= constraintOf(this.path, this.text ?? '');
    return this.#constraint;
  }

  model(
    parser: Parser,
    module: GoMod | undefined,
    packageNameOf: (path: string) => string,
  ): FileModel | undefined {
    const version = module?.goVersion;
    if (this.#model && sameVersion(this.#model.goVersion, version)) return this.#model;
    if (this.text === undefined) return undefined;
    const tree = this.#model?.tree ?? this.tree ?? parseGo(parser, this.text);
    this.#model = createFileModel(this.path, tree, version, packageNameOf);
    return this.#model;
  }
}

function sameVersion(
  a: readonly [number, number] | undefined,
  b: readonly [number, number] | undefined,
): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}

/** Folder of the synthetic files that declare packages known from tables. */
const STUB_FOLDER = 'knowledge:';

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
  readonly #owners = new Map<SyntaxTree, Package>();
  readonly #fields = new Map<SyntaxNode, VarObject>();
  readonly #stubs = new Map<string, Package | undefined>();

  private constructor(
    readonly parser: Parser,
    readonly sources: ReadonlyMap<string, Source>,
    readonly modules: readonly GoMod[],
    readonly stubSources: Map<string, Source>,
    readonly moduleIsComplete: boolean,
  ) {
    for (const path of sources.keys()) {
      const folder = folderOf(path);
      const files = this.#folders.get(folder);
      if (files) files.push(path);
      else this.#folders.set(folder, [path]);
    }
  }

  static create(parser: Parser, input: ProgramInput): Program {
    const sources = new Map([...input.files].map(([path, text]) => [path, new Source(path, text)]));
    return new Program(parser, sources, readModules(input.modules), new Map(), input.complete);
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
    const modules = change.modules ? readModules(change.modules) : this.modules;
    return new Program(
      this.parser,
      sources,
      modules,
      this.stubSources,
      change.complete ?? this.moduleIsComplete,
    );
  }

  textOf(path: string): string | undefined {
    return this.sources.get(path)?.text;
  }

  fileModel(path: string): FileModel | undefined {
    const source = this.sources.get(path) ?? this.stubSources.get(path);
    return source?.model(this.parser, this.moduleOf(path), (importPath) =>
      this.#packageName(importPath, path),
    );
  }

  packageOf(path: string): Package | undefined {
    const file = this.fileModel(path);
    if (!file) return undefined;
    const known = this.#packageOfFile.get(path);
    if (known) return known;
    const folder = folderOf(path);
    const constraint = this.sources.get(path)?.constraint;
    const members = (this.#folders.get(folder) ?? []).filter((other) => {
      const source = this.sources.get(other)!;
      return other === path || !constraint || !contradict(constraint, source.constraint);
    });
    const key = `${folder}\0${file.packageName}\0${members.length === this.#folders.get(folder)?.length ? '' : members.join('\0')}`;
    let pkg = this.#packages.get(key);
    if (!pkg) {
      const files = members
        .map((member) => this.#tryFile(member))
        .filter((member): member is FileModel => member?.packageName === file.packageName);
      pkg = new Package(this.#importPath(folder), file.packageName, files, this);
      this.#packages.set(key, pkg);
      for (const member of files) if (!this.#owners.has(member.tree)) this.#owners.set(member.tree, pkg);
    }
    this.#packageOfFile.set(path, pkg);
    return pkg;
  }

  /** The package that a syntax tree belongs to. */
  ownerOf(tree: SyntaxTree): Package | undefined {
    return this.#owners.get(tree);
  }

  packageByImport(importPath: string, from: FileModel): Package | undefined {
    const folder = this.folderOfImport(importPath, from.path);
    if (folder !== undefined) {
      const file = (this.#folders.get(folder) ?? []).find((path) => {
        if (path.endsWith('_test.go')) return false;
        const model = this.#tryFile(path);
        return model !== undefined && model.packageName !== '';
      });
      if (file) return this.packageOf(file);
    }
    return this.#stub(importPath);
  }

  modulePackages(file: FileModel, tokens: readonly string[]): readonly Package[] {
    const module = this.moduleOf(file.path);
    const packages = new Set<Package>();
    for (const [folder, paths] of this.#folders) {
      if (module ? this.moduleOf(`${folder}/x.go`) !== module : folder !== folderOf(file.path)) continue;
      const hits = paths.filter((path) => this.sources.get(path)!.mentions(tokens));
      for (const path of hits) {
        const pkg = this.#tryPackage(path);
        if (pkg) packages.add(pkg);
      }
    }
    return [...packages];
  }

  moduleFiles(file: FileModel): readonly string[] {
    const module = this.moduleOf(file.path);
    const root = this.moduleFolder(file);
    const found: string[] = [];
    for (const [folder, paths] of this.#folders) {
      if (module ? this.moduleOf(`${folder}/x.go`) !== module : folder !== root) continue;
      if (!FOREIGN_FOLDER.test(folder.slice(root.length))) found.push(...paths);
    }
    return found;
  }

  moduleFolder(file: FileModel): string {
    return this.moduleOf(file.path)?.folder ?? folderOf(file.path);
  }

  /** The module of a path: the one with the nearest go.mod. */
  moduleOf(path: string): GoMod | undefined {
    return this.modules.find((module) => module.folder === '' || path.startsWith(`${module.folder}/`));
  }

  /** One object per field declaration, whoever asks. */
  fieldObject(node: SyntaxNode, file: FileModel): VarObject {
    let object = this.#fields.get(node);
    if (!object) {
      object = { kind: 'var', name: fieldName(node), node, role: 'field', file, function: undefined };
      this.#fields.set(node, object);
    }
    return object;
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

  #stub(importPath: string): Package | undefined {
    if (this.#stubs.has(importPath)) return this.#stubs.get(importPath);
    const text = STUBS[importPath];
    let pkg: Package | undefined;
    if (text !== undefined) {
      const path = `${STUB_FOLDER}/${importPath}/api.go`;
      let source = this.stubSources.get(path);
      if (!source) {
        source = new Source(path, text);
        this.stubSources.set(path, source);
      }
      const file = this.fileModel(path);
      if (file) {
        pkg = new Package(importPath, file.packageName, [file], this);
        this.#owners.set(file.tree, pkg);
      }
    }
    this.#stubs.set(importPath, pkg);
    return pkg;
  }

  #importPath(folder: string): string {
    const module = this.moduleOf(`${folder}/x.go`);
    if (!module || module.modulePath === '') return folder;
    const relative = folder.slice(module.folder.length).replace(/^\//, '');
    const vendored = /(?:^|\/)vendor\/(.+)$/.exec(relative);
    if (vendored) return vendored[1]!;
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
      for (const [path, folder] of own.replaced) inside(path, folder);
      inside(own.modulePath, own.folder);
      candidates.push(joinFolder(own.folder, `vendor/${importPath}`));
    }
    for (const module of this.modules) if (module !== own) inside(module.modulePath, module.folder);
    return candidates.find((folder) => this.#folders.has(folder));
  }

  #packageName(importPath: string, from: string): string {
    const folder = this.folderOfImport(importPath, from);
    for (const path of folder === undefined ? [] : (this.#folders.get(folder) ?? [])) {
      if (path.endsWith('_test.go')) continue;
      const clause = /^package[ \t]+(\w+)/m.exec(this.textOf(path) ?? '');
      if (clause && clause[1] !== 'main') return clause[1]!;
    }
    const stub = STUBS[importPath];
    return stub ? /^package (\w+)/.exec(stub)![1]! : guessPackageName(importPath);
  }
}

/** The name of a field: of an embedded one that of its type, without package and type arguments. */
function fieldName(node: SyntaxNode): string {
  if (node.kind === 'qualified_type') return node.field('name')?.text ?? node.text;
  const base = node.kind === 'generic_type' ? node.field('type') : undefined;
  return base ? fieldName(base) : node.text;
}

/** Nearest first: longer folders before shorter ones. */
function readModules(texts: ReadonlyMap<string, string>): GoMod[] {
  return [...texts]
    .map(([path, text]) => parseGoMod(path, text))
    .sort((a, b) => b.folder.length - a.folder.length);
}
