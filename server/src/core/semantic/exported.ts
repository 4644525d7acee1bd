import type { GoFunction, PackageModel, VarObject } from './model.ts';

/** Whether other packages can use a name: it begins with an upper-case letter (Go spec, "Exported identifiers"). */
export function isExported(name: string | undefined): boolean {
  return name !== undefined && /^\p{Lu}/u.test(name);
}

/** Whether other packages can name a function or method; a literal has no name. */
export function isExportedFunction({ node }: GoFunction): boolean {
  return isExported(node.field('name')?.text);
}

/** Whether other packages can name a variable or field. */
export function isExportedVariable({ name, role }: VarObject): boolean {
  return (role === 'field' || role === 'package') && isExported(name);
}

/**
 * Whether packages of other modules can import a package (cmd/go, "Internal Directories": only code in the tree rooted at
 * the parent of `internal` can; a program is not importable).
 */
export function isOpenToOtherModules({ name, path }: PackageModel): boolean {
  return name !== 'main' && !/(?:^|\/)internal(?:\/|$)/u.test(path);
}
