import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { OutsideFiles } from '../core/semantic/dependencies.ts';
import { Program } from '../core/semantic/program.ts';
import type { SourceText } from '../core/semantic/source.ts';
import type { Parser } from '../core/syntax/parser.ts';
import type { SyntaxTree } from '../core/syntax/tree.ts';
import { diskSource, goFilesIn, listGoFiles } from '../host/module-index.ts';
import { diskFiles } from '../host/outside-files.ts';
import { goModsFor, moduleRoot } from '../host/source-files.ts';

/** A document of the editor that stands for a file. */
export interface OpenText {
  readonly text: string;
  readonly tree: SyntaxTree;
}

interface Module {
  /** Folder of the go.work or go.mod; without one, the folder of the package. */
  readonly root: string;
  readonly hasGoMod: boolean;
  program: Program;
  /** By folder: done when the package there and what it imports are parsed. */
  readonly prepared: Map<string, Promise<void>>;
  /** When each file was last written, as of the last look; undefined before the first. */
  stamps: Map<string, number> | undefined;
  /** Open documents in it. */
  users: number;
  /** Set when the module is dropped, so that its indexing ends. */
  isDropped: boolean;
  dropTimer: NodeJS.Timeout | undefined;
}

/** Longest stretch of background work between two turns of the event loop. */
const SLICE_MS = 15;
/** How long a module outlives its last open document. */
const KEEP_MS = 60_000;

/** The programs behind the open documents: one per Go module or workspace, indexed in the background. */
export class Modules {
  readonly #modules = new Map<string, Module>();
  readonly #roots = new Map<string, string | undefined>();
  readonly #open = new Map<string, OpenText | undefined>();

  /**
   * @param onChange told when a module's program has changed other than by an open document
   * @param log one line about what went wrong
   */
  constructor(
    readonly parser: Parser,
    readonly onChange: () => void,
    readonly log: (line: string) => void,
  ) {}

  /** The program that holds a path; what is not indexed yet is missing, and then `moduleIsComplete` is false. */
  programFor(path: string): Program {
    return this.#moduleOf(path).program;
  }

  /**
   * Parses, in slices, what a judgement of a file looks at first: its package and the packages of the module that it
   * imports. Without it the first judgement in a large package would hold up every other answer.
   */
  prepare(path: string): Promise<void> {
    const module = this.#moduleOf(path);
    const folder = dirname(path);
    let prepared = module.prepared.get(folder);
    if (!prepared) {
      prepared = this.#parseAround(module, path).catch((error) =>
        this.log(`parsing ${folder} failed: ${error}`),
      );
      module.prepared.set(folder, prepared);
    }
    return prepared;
  }

  async #parseAround(module: Module, path: string): Promise<void> {
    const parse = (file: string): void => {
      try {
        module.program.fileModel(file);
      } catch {
        // told when the file itself is judged
      }
    };
    const folder = dirname(path);
    const own = [...module.program.sources.keys()].filter((file) => dirname(file) === folder);
    await inSlices(own, module, parse);
    const imported = new Set<string>();
    for (const file of own) {
      for (const spec of module.program.sources.has(file) ? importsOf(module.program, file) : []) {
        const at = module.program.folderOfImport(spec, file);
        if (at !== undefined && at !== folder) imported.add(at);
      }
    }
    const others = [...module.program.sources.keys()].filter((file) => imported.has(dirname(file)));
    await inSlices(others, module, parse);
  }

  /** @param text undefined for a document that cannot be judged: then the program lacks the file */
  open(path: string, text: OpenText | undefined): void {
    this.edit(path, text);
    const module = this.#moduleOf(path);
    module.users++;
    clearTimeout(module.dropTimer);
  }

  edit(path: string, text: OpenText | undefined): void {
    this.#open.set(path, text);
    const module = this.#moduleOf(path);
    module.program = module.program.with(text ? { set: new Map([[path, text]]) } : { remove: [path] });
    this.#changedOutside(path);
  }

  /** The file on disk takes the place of the document. */
  close(path: string): void {
    this.#open.delete(path);
    const module = this.#moduleOf(path);
    this.#fromDisk(module, path);
    if (--module.users > 0) return;
    module.dropTimer = setTimeout(() => this.#drop(module), KEEP_MS);
    module.dropTimer.unref();
  }

  /** A Go file was created, changed or deleted on disk; returns whether a program has changed. */
  fileChanged(path: string): boolean {
    if (this.#open.has(path)) return false;
    const isUsed = this.#changedOutside(path);
    const root = this.#rootOf(dirname(path));
    const module = this.#modules.get(root ?? dirname(path));
    if (!module) return isUsed;
    this.#fromDisk(module, path);
    return true;
  }

  /** Looks for what has changed on disk around a path, for clients that do not watch files. */
  async rescan(path: string): Promise<void> {
    const module = this.#moduleOf(path);
    const paths = module.hasGoMod ? await listGoFiles(module.root) : goFilesIn(dirname(path));
    const before = module.stamps;
    await this.#stamp(module, paths);
    if (module.isDropped || before === undefined) return;
    const all = new Set([...before.keys(), ...module.stamps!.keys()]);
    const changed = [...all].filter((file) => before.get(file) !== module.stamps!.get(file));
    if (changed.filter((file) => this.fileChanged(file)).length > 0) this.onChange();
  }

  /** Notes when each file was last written. */
  async #stamp(module: Module, paths: readonly string[]): Promise<void> {
    const stamps = new Map<string, number>();
    await inSlices(paths, module, (path) => {
      const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (time !== undefined) stamps.set(path, time);
    });
    module.stamps = stamps;
  }

  /** The set of modules may have changed: every program is built anew. */
  reload(): void {
    const paths = [...this.#open];
    for (const module of this.#modules.values()) this.#drop(module);
    this.#modules.clear();
    this.#roots.clear();
    for (const [path, text] of paths) this.open(path, text);
  }

  #drop(module: Module): void {
    module.isDropped = true;
    clearTimeout(module.dropTimer);
    if (this.#modules.get(module.root) === module) this.#modules.delete(module.root);
  }

  #fromDisk(module: Module, path: string): void {
    const source = diskSource(path);
    const text = source();
    module.program = module.program.with(
      text === undefined ? { remove: [path] } : { set: new Map([[path, text]]) },
    );
  }

  #rootOf(folder: string): string | undefined {
    if (!this.#roots.has(folder)) this.#roots.set(folder, moduleRoot(folder));
    return this.#roots.get(folder);
  }

  #moduleOf(path: string): Module {
    const folder = dirname(path);
    const found = this.#rootOf(folder);
    const root = found ?? folder;
    let module = this.#modules.get(root);
    if (module) {
      if (!module.program.sources.has(path) && !module.program.moduleIsComplete)
        this.#addFolder(module, folder);
      return module;
    }
    module = {
      root,
      hasGoMod: found !== undefined,
      program: Program.create(this.parser, {
        files: new Map(),
        modules: new Map(),
        complete: !found,
        outside: this.#outside(),
      }),
      prepared: new Map(),
      stamps: undefined,
      users: 0,
      isDropped: false,
      dropTimer: undefined,
    };
    this.#modules.set(root, module);
    this.#addFolder(module, folder);
    const started = module;
    if (!module.hasGoMod) void this.#stamp(started, goFilesIn(folder));
    else {
      this.#index(started).catch((error) => this.log(`indexing ${root} failed: ${error}`));
    }
    return module;
  }

  /** What lies outside a program, an open document in place of its file. */
  #outside(): OutsideFiles {
    return diskFiles(process.env, (path) => this.#open.get(path)?.text);
  }

  /** Has every program that has read a file of another module look again. */
  #changedOutside(path: string): boolean {
    let isChanged = false;
    for (const module of this.#modules.values()) {
      if (!module.program.libraries.sources.has(path)) continue;
      module.program = module.program.with({ outside: this.#outside() });
      isChanged = true;
    }
    return isChanged;
  }

  /** Adds the package of a folder at once, so that an opened file is judged with its package from the start. */
  #addFolder(module: Module, folder: string): void {
    const set = new Map<string, SourceText | OpenText>();
    for (const path of goFilesIn(folder)) {
      const open = this.#open.get(path);
      if (open) set.set(path, open);
      else if (this.#open.has(path)) continue;
      else if (!module.program.sources.has(path)) set.set(path, diskSource(path));
    }
    const isFirst = module.program.modules.length === 0;
    module.program = module.program.with(isFirst ? { set, modules: goModsFor([`${folder}/x.go`]) } : { set });
  }

  /** Lists the module's files, reads them in slices, and then calls the program complete. */
  async #index(module: Module): Promise<void> {
    const started = performance.now();
    const paths = await listGoFiles(module.root);
    if (module.isDropped) return;
    const folders = [...new Map(paths.map((path) => [dirname(path), path])).values()];
    const mods = new Map(goModsFor([`${module.root}/x.go`]));
    await inSlices(folders, module, (path) => {
      for (const [name, text] of goModsFor([path])) mods.set(name, text);
    });
    if (module.isDropped) return;
    const set = new Map<string, SourceText>();
    for (const path of paths) {
      if (!module.program.sources.has(path) && !this.#open.has(path)) set.set(path, diskSource(path));
    }
    module.program = module.program.with({ set, modules: mods });
    await this.#stamp(module, paths);
    await inSlices(paths, module, (path) => module.program.textOf(path));
    // what was opened meanwhile was prepared without the packages that it imports
    for (const folder of module.prepared.keys()) await this.#parseAround(module, `${folder}/x.go`);
    if (module.isDropped) return;
    module.program = module.program.with({ complete: true });
    this.log(
      `indexed ${module.root}: ${paths.length} files in ${Math.round(performance.now() - started)} ms`,
    );
    this.onChange();
  }
}

async function inSlices<Item>(
  items: readonly Item[],
  module: Module,
  step: (item: Item) => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const item of items) {
    step(item);
    if (performance.now() < until) continue;
    await new Promise((done) => setImmediate(done));
    if (module.isDropped) return;
    until = performance.now() + SLICE_MS;
  }
}

function importsOf(program: Program, path: string): string[] {
  try {
    return (program.fileModel(path)?.imports ?? []).map((spec) => spec.path);
  } catch {
    return [];
  }
}
