import type { SyntaxNode } from '../syntax/tree.ts';
import type { Package } from './package.ts';

/** Whether an expression is a constant that takes its type from where it is used. */
export function isUntyped(pkg: Package, node: SyntaxNode | undefined, depth = 0): boolean {
  if (!node || depth > 16) return false;
  switch (node.kind) {
    case 'int_literal':
    case 'float_literal':
    case 'rune_literal':
    case 'imaginary_literal':
    case 'iota':
      return true;
    case 'parenthesized_expression':
      return isUntyped(pkg, node.firstNamedChild, depth + 1);
    case 'unary_expression':
      return isUntyped(pkg, node.field('operand'), depth + 1);
    case 'binary_expression':
      return isUntyped(pkg, node.field('left'), depth + 1) && isUntyped(pkg, node.field('right'), depth + 1);
    case 'identifier':
    case 'selector_expression': {
      const object = pkg.objectOf(node.kind === 'identifier' ? node : node.field('field')!);
      if (object?.kind === 'builtin') return object.name === 'iota';
      const spec = object?.kind === 'const' ? object.node.parent : undefined;
      if (object?.kind !== 'const' || spec?.kind !== 'const_spec') return false;
      const specs = spec.parent?.namedChildren.filter((child) => child.kind === 'const_spec') ?? [];
      let at = specs.indexOf(spec);
      while (at > 0 && !specs[at]!.field('value')) at--;
      const from = specs[at];
      if (!from || from.field('type')) return false;
      return isUntyped(
        pkg,
        from.field('value')?.namedChildren[spec.fieldAll('name').indexOf(object.node)],
        depth + 1,
      );
    }
    default:
      return false;
  }
}
