import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { isErrorType } from '../../semantic/types.ts';
import { zeroOf } from '../../semantic/zero-value.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** Type nodes of a function's results, one per result. */
export function resultTypes(fn: GoFunction): readonly SyntaxNode[] {
  const result = fn.node.field('result');
  if (!result) return [];
  if (result.kind !== 'parameter_list') return [result];
  return result.namedChildren.flatMap((declaration) => {
    const type = declaration.field('type');
    const count = Math.max(1, declaration.fieldAll('name').length);
    return type ? Array.from({ length: count }, () => type) : [];
  });
}

/**
 * A return statement that leaves a function with the zero value of each result.
 * @param error the expression for the last result when that is an `error`
 */
export function returnZero(fn: GoFunction, pkg: PackageModel, error: string): string {
  const types = resultTypes(fn);
  const values = types.map((type, index) =>
    index === types.length - 1 && isErrorType(pkg.typeOf(type)) ? error : zeroText(type, pkg),
  );
  return values.length === 0 ? 'return' : `return ${values.join(', ')}`;
}

/** Source text of the zero value of a type. */
function zeroText(node: SyntaxNode, pkg: PackageModel): string {
  const type = pkg.typeOf(node);
  const zero = zeroOf(type?.kind === 'named' ? pkg.underlying(type) : type);
  if (zero === 'composite') return `${node.text}{}`;
  return zero ?? `*new(${node.text})`;
}
