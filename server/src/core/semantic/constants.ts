import { floatValue, intValue, runeValue, stringValue } from '../syntax/literals.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { onlyValue } from './callee.ts';
import { isExported } from './exported.ts';
import type { Constant } from './model.ts';
import type { Package } from './package.ts';
import type { GoType } from './types.ts';

/** Bits beyond which an integer is taken as unknown, so that `1 << 100000` costs nothing. */
const MOST_BITS = 512n;
const MOST_PARTS = 64;

/** Folds an expression: literals, constants, arithmetic, concatenation, Sprintf with a constant format, and variables that hold one value for life. */
export function constantOf(pkg: Package, node: SyntaxNode): Constant | undefined {
  switch (node.kind) {
    case 'interpreted_string_literal':
    case 'raw_string_literal': {
      const value = stringValue(node.text);
      return value === undefined ? undefined : { kind: 'string', parts: [value] };
    }
    case 'int_literal': {
      const value = intValue(node.text);
      return value === undefined ? undefined : { kind: 'int', value };
    }
    case 'float_literal': {
      const value = floatValue(node.text);
      return value === undefined ? undefined : { kind: 'float', value };
    }
    case 'rune_literal': {
      const value = runeValue(node.text);
      return value === undefined ? undefined : { kind: 'int', value: BigInt(value) };
    }
    case 'true':
    case 'false':
      return { kind: 'bool', value: node.kind === 'true' };
    case 'parenthesized_expression':
    case 'literal_element':
      return node.firstNamedChild && pkg.constantOf(node.firstNamedChild);
    case 'expression_list':
      return node.namedChildren.length === 1 ? pkg.constantOf(node.firstNamedChild!) : undefined;
    case 'identifier':
      return named(pkg, node);
    case 'selector_expression': {
      const operand = node.field('operand');
      const field = node.field('field');
      if (operand?.kind !== 'identifier' || !field) return undefined;
      return pkg.lookup(operand.text, operand)?.kind === 'package' ? named(pkg, field) : undefined;
    }
    case 'unary_expression':
      return negated(pkg, node);
    case 'binary_expression':
      return binary(pkg, node);
    case 'call_expression':
    case 'type_conversion_expression':
      return called(pkg, node);
    default:
      return undefined;
  }
}

function named(pkg: Package, node: SyntaxNode): Constant | undefined {
  const object = pkg.objectOf(node);
  if (object?.kind === 'builtin' && (object.name === 'true' || object.name === 'false')) {
    return { kind: 'bool', value: object.name === 'true' };
  }
  if (object?.kind === 'const') return constant(pkg.homeOf(object.node), object.node);
  if (object?.kind !== 'var') return undefined;
  // a variable of the package that nobody assigns again, or a local one with a single value
  const isPrivate = object.role === 'local' || (object.role === 'package' && !isExported(object.name));
  const value = isPrivate ? onlyValue(pkg.homeOf(object.node), object) : undefined;
  return value && !mayBeZero(object.node, value) ? pkg.constantOf(value) : undefined;
}

/** Whether a variable declared without a value gets its only one elsewhere than beside its declaration. */
function mayBeZero(name: SyntaxNode, value: SyntaxNode): boolean {
  const spec = name.parent;
  if (spec?.kind !== 'var_spec' || spec.field('value')) return false;
  const declared = spec.ancestor('var_declaration')?.parent;
  return declared?.kind !== 'statement_list' || value.ancestor('statement_list') !== declared;
}

/** A declared constant; a spec without values repeats the last one with values, with its own iota. */
function constant(pkg: Package, name: SyntaxNode): Constant | undefined {
  const spec = name.parent;
  const declaration = spec?.parent;
  if (spec?.kind !== 'const_spec' || !declaration) return undefined;
  const position = spec.fieldAll('name').indexOf(name);
  const specs = declaration.namedChildren.filter((child) => child.kind === 'const_spec');
  const own = specs.indexOf(spec);
  for (let index = own; index >= 0; index--) {
    const values = specs[index]!.field('value')?.namedChildren;
    if (!values) continue;
    const value = values[position];
    if (!value) return undefined;
    return mentionsIota(value) ? withIota(pkg, value, BigInt(own)) : pkg.constantOf(value);
  }
  return undefined;
}

function mentionsIota(node: SyntaxNode): boolean {
  for (const inner of node.descendants('iota', 'identifier')) if (inner.text === 'iota') return true;
  return false;
}

function withIota(pkg: Package, node: SyntaxNode, iota: bigint): Constant | undefined {
  if (node.text === 'iota') return { kind: 'int', value: iota };
  if (node.kind === 'parenthesized_expression') return withIota(pkg, node.firstNamedChild!, iota);
  if (node.kind === 'binary_expression') {
    const left = withIota(pkg, node.field('left')!, iota);
    const right = withIota(pkg, node.field('right')!, iota);
    return left && right && operate(node.field('operator')!.text, left, right);
  }
  if (node.kind === 'call_expression' && pkg.calleeOf(node)?.kind === 'conversion') {
    return withIota(pkg, node.field('arguments')!.firstNamedChild!, iota);
  }
  return mentionsIota(node) ? undefined : pkg.constantOf(node);
}

function negated(pkg: Package, node: SyntaxNode): Constant | undefined {
  const operand = node.field('operand');
  const value = operand && pkg.constantOf(operand);
  switch (node.field('operator')?.text) {
    case '-':
      return value?.kind === 'int' || value?.kind === 'float'
        ? ({ kind: value.kind, value: -value.value } as Constant)
        : undefined;
    case '+':
      return value;
    case '!':
      return value?.kind === 'bool' ? { kind: 'bool', value: !value.value } : undefined;
    default:
      return undefined;
  }
}

function binary(pkg: Package, node: SyntaxNode): Constant | undefined {
  const leftNode = node.field('left');
  const rightNode = node.field('right');
  const operator = node.field('operator')?.text;
  if (!leftNode || !rightNode || !operator) return undefined;
  const left = pkg.constantOf(leftNode);
  const right = pkg.constantOf(rightNode);
  if (operator === '+' && (left?.kind === 'string' || right?.kind === 'string')) {
    const parts = (value: Constant | undefined): readonly (string | undefined)[] =>
      value?.kind === 'string' ? value.parts : [undefined];
    return join([...parts(left), ...parts(right)]);
  }
  return left && right ? operate(operator, left, right) : undefined;
}

function operate(operator: string, left: Constant, right: Constant): Constant | undefined {
  if (left.kind === 'int' && right.kind === 'int') {
    const value = integer(operator, left.value, right.value);
    return value === undefined ? undefined : { kind: 'int', value };
  }
  if (isNumber(left) && isNumber(right)) {
    const [a, b] = [Number(left.value), Number(right.value)];
    const value =
      operator === '+'
        ? a + b
        : operator === '-'
          ? a - b
          : operator === '*'
            ? a * b
            : operator === '/'
              ? a / b
              : undefined;
    return value === undefined ? undefined : { kind: 'float', value };
  }
  return undefined;
}

function isNumber(value: Constant): value is Constant & { kind: 'int' | 'float' } {
  return value.kind === 'int' || value.kind === 'float';
}

function integer(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    case '%':
      return b === 0n ? undefined : a % b;
    case '<<':
      return b < 0n || b > MOST_BITS ? undefined : a << b;
    case '>>':
      return b < 0n || b > MOST_BITS ? undefined : a >> b;
    case '|':
      return a | b;
    case '&':
      return a & b;
    case '^':
      return a ^ b;
    case '&^':
      return a & ~b;
    default:
      return undefined;
  }
}

function called(pkg: Package, node: SyntaxNode): Constant | undefined {
  const callee = pkg.calleeOf(node);
  const args = node.field('arguments')?.namedChildren ?? [];
  if (callee?.kind === 'conversion') {
    const operand = node.kind === 'type_conversion_expression' ? node.field('operand') : args[0];
    const value = operand && pkg.constantOf(operand);
    return value && converted(value, pkg.types.underlying(pkg.typeOf(node)));
  }
  if (callee?.id !== 'fmt.Sprintf' || !args[0]) return undefined;
  const format = pkg.constantOf(args[0]);
  return format?.kind === 'string' && format.parts.length === 1 && format.parts[0] !== undefined
    ? sprintf(pkg, format.parts[0], args.slice(1))
    : undefined;
}

/** A constant as a value of the underlying type of a conversion; `string(65)` is left unknown. */
function converted(value: Constant, type: GoType | undefined): Constant | undefined {
  if (type?.kind !== 'basic') return value.kind === 'string' || !type ? value : undefined;
  if (type.name === 'string') return value.kind === 'string' ? value : undefined;
  if (value.kind === 'int' && type.name.startsWith('float')) {
    return { kind: 'float', value: Number(value.value) };
  }
  if (value.kind === 'float' && /^u?int|^rune$/.test(type.name)) {
    // time.Duration(1.5 * float64(time.Second)) truncates
    return { kind: 'int', value: BigInt(Math.trunc(value.value)) };
  }
  return value;
}

/** What fmt.Sprintf prints: known arguments of %s, %v, %d and %q-free verbs are filled in, the others stay unknown. */
function sprintf(pkg: Package, format: string, args: readonly SyntaxNode[]): Constant {
  const parts: (string | undefined)[] = [];
  let at = 0;
  let next = 0;
  for (const verb of format.matchAll(/%[-+# 0]*(\*|\d+)?(\.(?:\*|\d+)?)?(?:\[(\d+)\])?([a-zA-Z%])/g)) {
    const [whole, width, precision, index, letter] = verb;
    parts.push(format.slice(at, verb.index));
    at = verb.index + whole.length;
    if (letter === '%') {
      parts.push('%');
      continue;
    }
    // a star takes an argument, and an index says which is next
    next += Number(width === '*') + Number(precision === '.*');
    if (index !== undefined) next = Number(index) - 1;
    const argument = args[next++];
    const isPlain = /^%(?:\[\d+\])?[svd]$/.test(whole);
    const value = argument && isPlain ? pkg.constantOf(argument) : undefined;
    if (value?.kind === 'string') parts.push(...value.parts);
    else if (value?.kind === 'int' && pkg.typeOf(argument!)?.kind === 'basic')
      parts.push(value.value.toString());
    else parts.push(undefined);
  }
  parts.push(format.slice(at));
  return join(parts);
}

function join(parts: readonly (string | undefined)[]): Constant {
  const merged: (string | undefined)[] = [];
  for (const part of parts.slice(0, MOST_PARTS)) {
    const last = merged[merged.length - 1];
    if (part !== undefined && last !== undefined && merged.length > 0)
      merged[merged.length - 1] = last + part;
    else if (part !== undefined || last !== undefined || merged.length === 0) merged.push(part);
  }
  if (parts.length > MOST_PARTS) merged.push(undefined);
  return { kind: 'string', parts: merged.filter((part) => part !== '' || merged.length === 1) };
}
