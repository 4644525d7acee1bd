import type { SyntaxNode } from '../syntax/tree.ts';
import type { GoFunction, PackageModel } from './model.ts';

/**
 * The package of the program that a function, variable or syntax node belongs to, seen from another package of it.
 *
 * @param pkg gives the answer where no package of the program has the file
 */
export function homeOf(pkg: PackageModel, at: SyntaxNode | Pick<GoFunction, 'file'>): PackageModel {
  const file = 'file' in at ? at.file : pkg.fileOf(at);
  // a package with its tests leaves the rest to the package without them
  if (pkg.base?.files.includes(file)) return pkg.base;
  return pkg.files.includes(file) ? pkg : (pkg.program.packageOf(file.path) ?? pkg);
}
