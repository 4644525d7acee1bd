import type { SyntaxNode } from '../syntax/tree.ts';
import type { VarObject } from './model.ts';
import type { Package } from './package.ts';
import { BOOL, basic, type GoType, INT } from './types.ts';

/**
 * Type of a declared variable, constant or field by its declaration: what is written, what it is assigned, or what a
 * range, receive or type switch gives it.
 * @param object undefined for a constant
 */
export function declaredType(
  pkg: Package,
  name: SyntaxNode,
  object: VarObject | undefined,
): GoType | undefined {
  let declaration = name.parent;
  const index = indexInList(name);
  if (declaration?.kind === 'expression_list') declaration = declaration.parent;
  if (!declaration) return undefined;
  const typeNode = declaration.field('type');
  switch (declaration.kind) {
    case 'parameter_declaration':
      return typeNode && pkg.typeOf(typeNode);
    case 'variadic_parameter_declaration':
      return { kind: 'slice', element: typeNode && pkg.typeOf(typeNode) };
    case 'field_declaration': {
      const type = typeNode && pkg.typeOf(typeNode);
      // an embedded `*T` has its star beside its type
      return declaration.children.some((child) => child.kind === '*')
        ? { kind: 'pointer', element: type }
        : type;
    }
    case 'const_spec':
      return constantType(pkg, declaration, declaration.fieldAll('name').indexOf(name));
    case 'var_spec':
      if (typeNode) return pkg.typeOf(typeNode);
      return assigned(pkg, declaration.field('value'), declaration.fieldAll('name').indexOf(name));
    case 'short_var_declaration':
      return assigned(pkg, declaration.field('right'), index);
    case 'range_clause':
      return ranged(pkg, declaration.field('right'), index);
    case 'receive_statement': {
      if (index === 1) return BOOL;
      const right = declaration.field('right');
      return right && pkg.typeOf(right);
    }
    case 'type_switch_statement': {
      const clause = object && pkg.clauseOf(object);
      const types = clause?.fieldAll('type') ?? [];
      const value = declaration.field('value');
      // `case nil` and several types leave the variable the type of the value
      const only = types.length === 1 && types[0]!.text !== 'nil' ? types[0] : value;
      return only && pkg.typeOf(only);
    }
    default:
      return undefined;
  }
}

/** A constant without type and value repeats those of the one before it. */
function constantType(pkg: Package, spec: SyntaxNode, position: number): GoType | undefined {
  const specs = spec.parent?.namedChildren.filter((child) => child.kind === 'const_spec') ?? [];
  for (let at = specs.indexOf(spec); at >= 0; at--) {
    const type = specs[at]!.field('type');
    const value = specs[at]!.field('value');
    if (type) return pkg.typeOf(type);
    if (value) return assigned(pkg, value, position);
  }
  return undefined;
}

/** Type of the variable at a position on the left of an assignment. */
function assigned(pkg: Package, right: SyntaxNode | undefined, index: number): GoType | undefined {
  const values = right?.namedChildren ?? [];
  const value = values.length === 1 ? values[0] : values[index];
  if (!value) return undefined;
  if (values.length === 1 && index > 0) {
    if (value.kind === 'call_expression' || value.kind === 'type_conversion_expression') {
      const type = pkg.typeOf(value);
      return type?.kind === 'tuple' ? type.elements[index] : undefined;
    }
    return BOOL; // v, ok := m[k], <-ch, x.(T)
  }
  const type = pkg.typeOf(value);
  return type?.kind === 'tuple' ? type.elements[index] : type;
}

function ranged(pkg: Package, right: SyntaxNode | undefined, index: number): GoType | undefined {
  const type = right && pkg.typeOf(right);
  const under = pkg.types.underlying(type);
  // the only pointer that can be ranged over is one to an array
  const bare = under?.kind === 'pointer' ? pkg.types.underlying(under.element) : under;
  switch (bare?.kind) {
    case 'slice':
    case 'array':
      return index === 0 ? INT : bare.element;
    case 'map':
      return index === 0 ? bare.key : bare.element;
    case 'chan':
      return index === 0 ? bare.element : undefined;
    case 'basic':
      if (bare.name === 'string') return index === 0 ? INT : basic('rune');
      return index === 0 ? type : undefined; // range over an integer
    case 'func': {
      const loop = pkg.types.underlying(bare.signature.parameters[0]?.type);
      return loop?.kind === 'func' ? loop.signature.parameters[index]?.type : undefined;
    }
    default:
      return undefined;
  }
}

function indexInList(name: SyntaxNode): number {
  return name.parent?.kind === 'expression_list' ? name.parent.namedChildren.indexOf(name) : 0;
}
