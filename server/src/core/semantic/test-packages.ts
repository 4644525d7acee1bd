import { isImportOf } from '../knowledge/server-starts.ts';
import { TEST_FRAMEWORKS } from '../knowledge/test-frameworks.ts';
import { folderOf } from './go-mod.ts';
import { importsOf } from './import-texts.ts';
import type { FileModel } from './model.ts';
import type { ModuleGraph } from './module-graph.ts';

interface TestUses {
  /** Folders that test files of other folders import. */
  readonly imported: ReadonlySet<string>;
  /** Folders that have test files. */
  readonly tested: ReadonlySet<string>;
}

/** Which packages of a module are there for tests, though their files are not named like those of tests. */
export class TestPackages {
  readonly #support = new Map<string, boolean>();
  #uses: TestUses | undefined;

  constructor(readonly graph: ModuleGraph) {}

  /**
   * Whether a package is there for the tests of others: no program and no other package of the module imports it, test files of
   * other folders do, and it has none itself, as what is offered to other modules would.
   */
  isForTestsAlone(file: FileModel): boolean {
    const own = folderOf(file.path);
    if (
      this.graph.folderAt(own)?.isMain ||
      this.graph.isRunByProgram(file) ||
      this.graph.importersOfFolder(own).length > 0
    )
      return false;
    const { imported, tested } = this.usesIn(file);
    return imported.has(own) && !tested.has(own);
  }

  /**
   * Whether nobody but tests can come to a package: no program of the module runs it, it has no tests of its own, as what is offered to
   * other modules would, and all that imports it are test files, files that import the testing package, as what is handed a *testing.T
   * does, and packages of which the same is true.
   * @param mayBeTested whether it may have tests of its own all the same
   */
  isBehindTests(file: FileModel, mayBeTested = false): boolean {
    if (this.graph.isRunByProgram(file)) return false;
    return this.#isBehindTests(folderOf(file.path), file, new Set(), mayBeTested);
  }

  #isBehindTests(own: string, file: FileModel, open: Set<string>, mayBeTested = false): boolean {
    const { imported, tested } = this.usesIn(file);
    if (this.graph.folderAt(own)?.isMain || (tested.has(own) && !mayBeTested)) return false;
    // asked about already: where the answer is no, so is that of all that ask
    if (open.has(own)) return true;
    open.add(own);
    const importers = this.graph.importersOfFolder(own);
    return (
      (imported.has(own) || importers.length > 0) &&
      importers.every(
        (each) => !this.#importsOutsideTests(each, own) || this.#isBehindTests(each, file, open),
      )
    );
  }

  /** Whether a file of a folder that does not import the testing package imports another folder. */
  #importsOutsideTests(folder: string, imported: string): boolean {
    return this.graph.folderAt(folder)!.files.some((path) => {
      const imports = importsOf(this.graph.program.textOf(path) ?? '');
      return (
        !imports.includes('testing') && imports.some((each) => this.graph.folderOfImport(each) === imported)
      );
    });
  }

  /** Folders of the module of a file that have test files, and those that test files of other folders import. */
  usesIn(file: FileModel): TestUses {
    if (this.#uses) return this.#uses;
    const imported = new Set<string>();
    const tested = new Set<string>();
    for (const path of this.graph.program.moduleFiles(file)) {
      if (!path.endsWith('_test.go')) continue;
      tested.add(folderOf(path));
      for (const each of importsOf(this.graph.program.textOf(path) ?? '')) {
        const folder = this.graph.folderOfImport(each);
        if (folder !== undefined && folder !== folderOf(path)) imported.add(folder);
      }
    }
    this.#uses = { imported, tested };
    return this.#uses;
  }

  /**
   * Whether a file belongs to a package that only tests use: it is written with a test framework, and so is, or is there for such
   * packages alone, whatever imports it outside of test files.
   */
  isTestSupport(file: FileModel): boolean {
    const folder = folderOf(file.path);
    return this.#usesFramework(folder) && this.#isTestSupport(folder);
  }

  #usesFramework(folder: string): boolean {
    return [...(this.graph.folderAt(folder)?.imports ?? [])].some(isTestFramework);
  }

  #isTestSupport(folder: string): boolean {
    const known = this.#support.get(folder);
    if (known !== undefined) return known;
    this.#support.set(folder, false); // for folders that import each other, as packages of different builds may
    const importers = this.graph.importersOfFolder(folder);
    const isSupport =
      (importers.length > 0 || this.#usesFramework(folder)) &&
      (!this.graph.folderAt(folder)?.isMain || this.#usesFramework(folder)) &&
      importers.every((each) => this.#isTestSupport(each));
    this.#support.set(folder, isSupport);
    return isSupport;
  }
}

/** Whether an import path is one of a framework that tests are written with. */
export function isTestFramework(path: string): boolean {
  return TEST_FRAMEWORKS.some((each) => isImportOf(path, each) || path.startsWith(`${each}.`));
}
