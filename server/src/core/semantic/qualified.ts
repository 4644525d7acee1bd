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

/** The canonical name of what a qualified identifier denotes, whatever the file calls its package: `net/http.NoBody`. */
export function qualifiedId(pkg: PackageModel, expression: SyntaxNode): string | undefined {
  if (expression.kind !== 'selector_expression') return undefined;
  const imported = importedPackage(pkg, expression.field('operand'));
  return imported && `${imported.path}.${expression.field('field')?.text}`;
}
