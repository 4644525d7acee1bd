import type { SyntaxNode } from '../syntax/tree.ts';
import { isTypeExpression } from './callee.ts';
import { substitute, typeArguments } from './generics.ts';
import type { Package } from './package.ts';
import { ANY, BOOL, basic, type GoType, INT, pointed } from './types.ts';
import { isUntyped } from './untyped.ts';

const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

const STRING = basic('string');

/** Type of an expression; undefined for anything else, and for what is not known. */
export function expressionType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const child = (name: Parameters<SyntaxNode['field']>[0]): GoType | undefined => {
    const inner = node.field(name);
    return inner && pkg.typeOf(inner);
  };
  switch (node.kind) {
    case 'int_literal':
      return INT;
    case 'float_literal':
      return basic('float64');
    case 'rune_literal':
      return basic('rune');
    case 'imaginary_literal':
      return basic('complex128');
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return STRING;
    case 'true':
    case 'false':
      return BOOL;
    case 'iota':
      return INT;
    case 'identifier':
      return identifierType(pkg, node);
    case 'parenthesized_expression':
      return node.firstNamedChild && pkg.typeOf(node.firstNamedChild);
    case 'selector_expression':
      return selectorType(pkg, node);
    case 'func_literal':
      return { kind: 'func', signature: pkg.types.signatureOf(node) };
    case 'composite_literal':
    case 'literal_value':
      return literalType(pkg, node);
    case 'literal_element':
      return node.firstNamedChild && pkg.typeOf(node.firstNamedChild);
    case 'unary_expression':
      return unaryType(pkg, node);
    case 'binary_expression': {
      const operator = node.field('operator')?.text ?? '';
      if (COMPARISONS.has(operator)) return BOOL;
      const left = child('left');
      if (operator === '<<' || operator === '>>') return left;
      // an untyped constant takes the other side's type
      return isUntyped(pkg, node.field('left')) ? (child('right') ?? left) : (left ?? child('right'));
    }
    case 'type_assertion_expression':
      return child('type');
    case 'index_expression':
      return indexType(pkg, node);
    case 'slice_expression': {
      const operand = child('operand');
      const under = pkg.types.underlying(operand);
      const bare = under?.kind === 'pointer' ? pkg.types.underlying(under.element) : under;
      return bare?.kind === 'array' ? { kind: 'slice', element: bare.element } : operand;
    }
    case 'call_expression':
    case 'type_conversion_expression':
      return callType(pkg, node);
    case 'expression_list':
      return node.namedChildren.length === 1 ? pkg.typeOf(node.firstNamedChild!) : undefined;
    default:
      return undefined;
  }
}

/** Type of a composite literal, or of a literal value inside one whose type is left out. */
export function literalType(pkg: Package, node: SyntaxNode): GoType | undefined {
  if (node.kind === 'composite_literal') {
    const type = node.field('type');
    if (!type) return undefined;
    if (type.kind === 'implicit_length_array_type') {
      const element = type.field('element');
      return { kind: 'array', element: element && pkg.typeOf(element) };
    }
    return pkg.typeOf(type);
  }
  // literal_element > literal_value: the element type of what is around it
  let outer = node.parent;
  let role: string | undefined;
  while (outer && (outer.kind === 'literal_element' || outer.kind === 'keyed_element')) {
    role ??= outer.fieldName;
    outer = outer.parent;
  }
  if (outer?.kind !== 'literal_value' || !outer.parent) return undefined;
  const holder = pkg.types.underlying(pointed(literalType(pkg, outer.parent)));
  const element =
    holder?.kind === 'map'
      ? role === 'key'
        ? holder.key
        : holder.element
      : holder?.kind === 'slice' || holder?.kind === 'array'
        ? holder.element
        : undefined;
  return element;
}

function identifierType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const object = pkg.objectOf(node);
  if (object?.kind === 'builtin') {
    if (object.name === 'true' || object.name === 'false') return BOOL;
    if (object.name === 'iota') return INT;
    return undefined;
  }
  return object && pkg.typeOfObject(object);
}

function selectorType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const operand = node.field('operand');
  const name = node.field('field');
  if (!operand || !name) return undefined;
  if (operand.kind === 'identifier' && pkg.lookup(operand.text, operand)?.kind === 'package') {
    const object = pkg.objectOf(name);
    return object && pkg.typeOfObject(object);
  }
  const holder = isTypeExpression(pkg, operand) ? pkg.types.typeExpression(operand) : pkg.typeOf(operand);
  const member = pkg.types.memberOf(holder, name.text);
  if (member?.kind === 'field') return member.type;
  const signature = member?.signature;
  if (!signature) return undefined;
  if (!isTypeExpression(pkg, operand)) return { kind: 'func', signature };
  // the receiver is the first parameter of a method expression
  const parameters = [{ name: '', type: holder }, ...signature.parameters];
  return { kind: 'func', signature: { ...signature, parameters } };
}

function unaryType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const operand = node.field('operand');
  const type = operand && pkg.typeOf(operand);
  switch (node.field('operator')?.text) {
    case '&':
      return { kind: 'pointer', element: type };
    case '*': {
      const pointer = pkg.types.underlying(type);
      return pointer?.kind === 'pointer' ? pointer.element : pointed(type);
    }
    case '<-': {
      const channel = pkg.types.underlying(type);
      return channel?.kind === 'chan' ? channel.element : undefined;
    }
    case '!':
      return BOOL;
    default:
      return type;
  }
}

function indexType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const operand = node.field('operand');
  if (!operand) return undefined;
  const type = pkg.typeOf(operand);
  const bare = pkg.types.underlying(pointed(type));
  if (bare?.kind === 'map' || bare?.kind === 'slice' || bare?.kind === 'array') return bare.element;
  if (bare?.kind === 'basic' && bare.name === 'string') return basic('uint8');
  if (type?.kind !== 'func') return undefined;
  // an instantiated function
  const name = operand.kind === 'selector_expression' ? operand.field('field')! : operand;
  const object = pkg.objectOf(name);
  const index = node.field('index');
  if (object?.kind !== 'func' || !index) return type;
  const values = [pkg.types.typeExpression(index)];
  return substitute(type, typeArguments(object.function.node, values));
}

function callType(pkg: Package, node: SyntaxNode): GoType | undefined {
  const callee = pkg.calleeOf(node);
  const first = node.field('arguments')?.firstNamedChild;
  if (callee?.kind === 'conversion') {
    const type = node.kind === 'type_conversion_expression' ? node.field('type') : node.field('function');
    if (type?.kind === 'pointer_type') {
      // `*(*T)(p)` is what the conversion points to, although the grammar reads it as a conversion to `*(*T)`
      return pointed(type.firstNamedChild && pkg.types.typeExpression(type.firstNamedChild));
    }
    return type && pkg.types.typeExpression(type);
  }
  if (callee?.kind === 'builtin') {
    switch (callee.id) {
      case 'make':
        return first && pkg.typeOf(first);
      case 'new':
        return { kind: 'pointer', element: first && pkg.typeOf(first) };
      case 'append':
        return first && pkg.typeOf(first);
      case 'min':
      case 'max': {
        const all = node.field('arguments')?.namedChildren ?? [];
        const typed = all.find((argument) => !isUntyped(pkg, argument)) ?? first;
        return typed && pkg.typeOf(typed);
      }
      case 'len':
      case 'cap':
      case 'copy':
        return INT;
      case 'real':
      case 'imag':
        return basic('float64');
      case 'complex':
        return basic('complex128');
      case 'recover':
        return ANY;
      default:
        return undefined;
    }
  }
  // unsafe.Slice and its like are builtins, which no signature describes
  if (callee?.id.startsWith('unsafe.')) {
    const argument = first && pkg.typeOf(first);
    if (callee.id === 'unsafe.Slice') return { kind: 'slice', element: pointed(argument) };
    if (callee.id === 'unsafe.SliceData') {
      const slice = pkg.types.underlying(argument);
      return { kind: 'pointer', element: slice?.kind === 'slice' ? slice.element : undefined };
    }
  }
  const results = callee?.signature?.results;
  if (!results) return undefined;
  if (results.length === 1) return results[0]!.type;
  return { kind: 'tuple', elements: results.map((result) => result.type) };
}
