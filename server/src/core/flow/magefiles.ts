import { buildOf, constraintOf } from '../semantic/build-constraints.ts';
import { isExportedFunction } from '../semantic/exported.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel } from '../semantic/model.ts';

/**
 * Whether a package is one of build targets: magefile/mage makes the `main` that runs those which the command line names
 * (mage/main.go compiles the files with the tag `mage`; package mg and sh are what targets are written with).
 */
export const isMagefile = memoized((pkg: PackageModel): boolean => {
  if (pkg.name !== 'main') return false;
  const isMarked = pkg.files.some(
    ({ path, text, imports }) =>
      buildOf(constraintOf(path, text)).tags.get('mage') === true ||
      imports.some((each) => each.path.startsWith('github.com/magefile/mage/')),
  );
  return isMarked && !pkg.files.some(({ functions }) => functions.some(isMain));
});

/** Whether a function is a target: an exported function or method of such a package, outside tests. */
export function isMageTarget(pkg: PackageModel, fn: GoFunction): boolean {
  return isExportedFunction(fn) && !fn.file.isTest && isMagefile(pkg);
}

function isMain({ name, node }: GoFunction): boolean {
  return name === 'main' && node.kind === 'function_declaration';
}
