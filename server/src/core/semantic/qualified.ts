import type { SyntaxNode } from '../syntax/tree.ts';
import type { PackageModel, PackageObject } from './model.ts';

/** The imported package that an expression names; a variable of the same name is none. */
export function importedPackage(
  pkg: PackageModel,
  expression: SyntaxNode | undefined,
): PackageObject | undefined {
  const object = expression?.kind === 'identifier' ? pkg.objectOf(expression) : undefined;
  return object?.kind === 'package' ? object : undefined;
}

/**
 * The canonical name of what a qualified identifier denotes, whatever the file calls its package: `net/http.NoBody`; also of a plain
 * one that a dot import brought into the file (Go specification, Import declarations: "If an explicit period (.) appears instead of a
 * name, all the package's exported identifiers declared in that package's package block will be declared in the importing source
 * file's file block").
 */
export function qualifiedId(pkg: PackageModel, expression: SyntaxNode): string | undefined {
  if (expression.kind === 'identifier') return dotImportedId(pkg, expression);
  if (expression.kind !== 'selector_expression') return undefined;
  const imported = importedPackage(pkg, expression.field('operand'));
  return imported && `${imported.path}.${expression.field('field')?.text}`;
}

function dotImportedId(pkg: PackageModel, name: SyntaxNode): string | undefined {
  const file = pkg.fileOf(name);
  const specs = file.imports.filter((spec) => spec.name === '.');
  const object = specs.length > 0 ? pkg.objectOf(name) : undefined;
  const home =
    object?.kind === 'func' ? object.function.file : object && 'file' in object ? object.file : undefined;
  const isLocal = object?.kind === 'var' && object.role !== 'package';
  if (!object || !home || isLocal || pkg.files.includes(home)) return undefined;
  const path = specs.find((spec) => pkg.program.packageByImport(spec.path, file)?.files.includes(home))?.path;
  return path === undefined ? undefined : `${path}.${object.name}`;
}
