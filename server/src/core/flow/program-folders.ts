import { buildOf, constraintOf } from '../semantic/build-constraints.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';
import { moduleGraphOf } from '../semantic/module-graph.ts';

/** Whether a program of its module runs the package of a function: then that program's calls are what it is written for. */
export function isRunByProgram(pkg: PackageModel, { file }: GoFunction): boolean {
  const graph = moduleGraphOf(pkg, file);
  return graph.hasMain && graph.isRun(file);
}

/** Whether a function stands in a folder below that of a program of its module, whose own packages lie there. */
export function isBelowProgram(pkg: PackageModel, fn: GoFunction): boolean {
  return programFoldersAbove(pkg, fn).length > 0;
}

/**
 * The folders of programs of its module that a function stands below, with a slash at the end; one that holds nothing but tests
 * is a program too, for nobody can import it.
 */
export function programFoldersAbove({ program }: PackageModel, { file }: GoFunction): readonly string[] {
  const paths = program.moduleFiles(file);
  const imported = new Set(paths.filter((path) => !path.endsWith('_test.go')).map(folderOf));
  const folders = paths.flatMap((path) => {
    const folder = folderOf(path);
    const isAbove = file.path.startsWith(folder) && file.path.lastIndexOf('/') >= folder.length;
    if (isAbove && !imported.has(folder)) return [folder];
    const pkg = isAbove && !path.endsWith('_test.go') ? program.packageOf(path) : undefined;
    if (pkg?.name !== 'main') return [];
    const text = pkg.files.find((each) => each.path === path)?.text ?? '';
    // a program of one file, for `go run`
    return buildOf(constraintOf(path, text)).tags.get('ignore') === true ? [] : [folder];
  });
  return [...new Set(folders)];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
