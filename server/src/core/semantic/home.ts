import type { SyntaxNode } from '../syntax/tree.ts';
import type { GoFunction, PackageModel } from './model.ts';

/** The package of the program that a function, variable or syntax node belongs to, seen from another package of it. */
export function homeOf(pkg: PackageModel, at: SyntaxNode | Pick<GoFunction, 'node'>): PackageModel {
  return pkg.homeOf('node' in at ? at.node : at);
}
