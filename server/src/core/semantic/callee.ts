import type { SyntaxNode } from '../syntax/tree.ts';
import { infer, substituteSignature, typeArguments } from './generics.ts';
import type { Callee, GoFunction, GoObject, VarObject } from './model.ts';
import type { Package } from './package.ts';
import { type GoType, namedId, type Signature } from './types.ts';

const UNKNOWN = {
  id: '',
  receiver: undefined,
  firstParameter: 0,
  function: undefined,
  signature: undefined,
} as const;
const TYPE_NODES = new Set([
  'slice_type',
  'array_type',
  'map_type',
  'channel_type',
  'function_type',
  'interface_type',
  'struct_type',
  'pointer_type',
  'qualified_type',
  'type_identifier',
  'parenthesized_type',
]);

/** Resolves what a call (or a generic call that reads as a conversion) calls; undefined when nothing is known. */
export function calleeOf(pkg: Package, call: SyntaxNode): Callee | undefined {
  if (call.kind === 'type_conversion_expression') return conversionOrGenericCall(pkg, call);
  if (call.kind !== 'call_expression') return undefined;
  const callee = call.field('function');
  return callee && resolve(pkg, callee, call);
}

function resolve(pkg: Package, node: SyntaxNode, call: SyntaxNode): Callee | undefined {
  switch (node.kind) {
    case 'parenthesized_expression': {
      const inner = node.firstNamedChild;
      if (!inner) return undefined;
      if (inner.kind === 'unary_expression' && isTypeExpression(pkg, inner.field('operand')))
        return { ...UNKNOWN, id: 'convert', kind: 'conversion' };
      return resolve(pkg, inner, call);
    }
    case 'index_expression': {
      const operand = node.field('operand');
      const base = operand && resolve(pkg, operand, call);
      if (base && (base.kind === 'function' || base.kind === 'method')) return base;
      return value(pkg, node);
    }
    case 'func_literal':
      return {
        ...UNKNOWN,
        kind: 'value',
        function: pkg.functionAt(node),
        signature: pkg.types.signatureOf(node),
      };
    case 'identifier': {
      const object = pkg.objectOf(node);
      if (object?.kind === 'builtin') {
        return isTypeName(object)
          ? { ...UNKNOWN, id: 'convert', kind: 'conversion' }
          : { ...UNKNOWN, id: object.name, kind: 'builtin' };
      }
      return fromObject(pkg, object, node, call);
    }
    case 'selector_expression':
      return selector(pkg, node, call);
    case 'call_expression':
      return { ...value(pkg, node), function: returnedFunction(pkg, node) };
    default:
      if (TYPE_NODES.has(node.kind)) return { ...UNKNOWN, id: 'convert', kind: 'conversion' };
      return value(pkg, node);
  }
}

function selector(pkg: Package, node: SyntaxNode, call: SyntaxNode): Callee | undefined {
  const operand = node.field('operand');
  const name = node.field('field');
  if (!operand || !name) return undefined;
  const imported = operand.kind === 'identifier' ? pkg.lookup(operand.text, operand) : undefined;
  if (imported?.kind === 'package') {
    const object = pkg.objectOf(name);
    if (object) return fromObject(pkg, object, name, call);
    // nothing is known of the package, but its name and path are
    return { ...UNKNOWN, id: `${imported.path}.${name.text}`, kind: 'function' };
  }
  const expression = isTypeExpression(pkg, operand);
  const operandType = expression ? pkg.types.typeExpression(operand) : pkg.typeOf(operand);
  const member = pkg.types.memberOf(operandType, name.text);
  if (!member) {
    const bare = operandType?.kind === 'pointer' ? operandType.element : operandType;
    if (bare?.kind === 'named' && !bare.object && bare.packagePath !== '') {
      return {
        ...UNKNOWN,
        id: `${bare.packagePath}.${bare.name}.${name.text}`,
        kind: 'method',
        receiver: operand,
      };
    }
    return { ...UNKNOWN, kind: 'value' };
  }
  if (member.kind === 'field') return value(pkg, node);
  const owner = member.owner;
  return {
    id: `${owner.packagePath}.${owner.name}.${name.text}`,
    kind: member.isInterface ? 'interface-method' : 'method',
    // of `T.Method` the first argument
    receiver: expression ? call.field('arguments')?.firstNamedChild : operand,
    firstParameter: expression ? -1 : 0,
    function: member.function?.body ? member.function : undefined,
    signature:
      member.signature && instantiate(pkg, member.signature, member.function?.node, call, expression),
  };
}

function fromObject(
  pkg: Package,
  object: GoObject | undefined,
  node: SyntaxNode,
  call: SyntaxNode,
): Callee | undefined {
  switch (object?.kind) {
    case 'func': {
      const type = pkg.typeOfObject(object);
      return {
        id: `${object.packagePath}.${object.name}`,
        kind: 'function',
        receiver: undefined,
        firstParameter: 0,
        function: object.function.body ? object.function : undefined,
        signature:
          type?.kind === 'func' ? instantiate(pkg, type.signature, object.function.node, call) : undefined,
      };
    }
    case 'type':
      return { ...UNKNOWN, id: 'convert', kind: 'conversion' };
    case 'var': {
      const callee = value(pkg, node);
      return { ...callee, function: onlyFunction(pkg, object) };
    }
    default:
      return { ...UNKNOWN, kind: 'value' };
  }
}

function value(pkg: Package, node: SyntaxNode): Callee {
  const declared = pkg.typeOf(node.kind === 'field_identifier' ? node.parent! : node);
  const type = pkg.types.underlying(declared);
  if (type?.kind !== 'func') return { ...UNKNOWN, kind: 'value' };
  return { ...UNKNOWN, kind: 'value', signature: type.signature, functionType: namedId(declared) };
}

/** The one function literal or declared function that a variable provably holds: its only assignment. */
export function onlyFunction(pkg: Package, object: VarObject): GoFunction | undefined {
  if (object.role !== 'local' && !(object.role === 'package' && /^\p{Ll}|^_/u.test(object.name)))
    return undefined;
  const held = onlyValue(pkg, object);
  if (held?.kind === 'func_literal') return pkg.functionAt(held);
  if (held?.kind === 'call_expression') return returnedFunction(pkg, held);
  const target =
    held && (held.kind === 'identifier' || held.kind === 'selector_expression')
      ? pkg.objectOf(held.kind === 'identifier' ? held : held.field('field')!)
      : undefined;
  return target?.kind === 'func' && target.function.body ? target.function : undefined;
}

/** The function literal that a call returns, when the called function has one return and that returns a literal. */
function returnedFunction(pkg: Package, call: SyntaxNode): GoFunction | undefined {
  const maker = pkg.calleeOf(call)?.function;
  if (!maker?.body) return undefined;
  pkg.program.memory.usesText(maker);
  const home = pkg.homeOf(maker.node);
  let only: SyntaxNode | undefined;
  for (const statement of maker.body.descendants('return_statement')) {
    if (home.functionOf(statement) !== maker) continue;
    const list = statement.firstNamedChild;
    if (only || list?.namedChildren.length !== 1) return undefined;
    only = list.firstNamedChild;
  }
  return only?.kind === 'func_literal' ? home.functionAt(only) : undefined;
}

/** The only expression ever assigned to a variable, when there is exactly one and its address is not taken. */
export function onlyValue(pkg: Package, object: VarObject): SyntaxNode | undefined {
  let only: SyntaxNode | undefined;
  for (const reference of pkg.referencesTo(object)) {
    const parent = reference.parent;
    if (parent?.kind === 'unary_expression' && parent.field('operator')?.text === '&') return undefined;
    const list = parent?.kind === 'expression_list' ? parent : undefined;
    const statement = list?.parent;
    let assigned: SyntaxNode | undefined;
    if (parent?.kind === 'var_spec' && reference.fieldName === 'name') {
      const values = parent.field('value')?.namedChildren;
      if (!values) continue; // zero value
      const names = parent.fieldAll('name');
      if (values.length !== names.length) return undefined;
      assigned = values[names.indexOf(reference)];
    } else if (
      list?.fieldName === 'left' &&
      (statement?.kind === 'short_var_declaration' || statement?.kind === 'assignment_statement')
    ) {
      const values = statement.field('right')?.namedChildren ?? [];
      if (statement.kind === 'assignment_statement' && statement.field('operator')?.text !== '=')
        return undefined;
      if (values.length !== list.namedChildren.length) return undefined;
      assigned = values[list.namedChildren.indexOf(reference)];
    } else if (list?.fieldName === 'left') return undefined;
    else if (parent?.kind === 'inc_statement' || parent?.kind === 'dec_statement') return undefined;
    else continue;
    if (only || !assigned) return undefined;
    only = assigned;
  }
  return only;
}

/** The signature with its type parameters replaced by what the written list and the arguments say. */
function instantiate(
  pkg: Package,
  signature: Signature,
  declaration: SyntaxNode | undefined,
  call: SyntaxNode,
  isMethodExpression = false,
): Signature {
  if (!mentionsParameter(signature)) return signature;
  const written = writtenArguments(call).map((node) => pkg.types.typeExpression(node));
  const map = new Map(declaration && typeArguments(declaration, written));
  for (const [name, type] of map) if (!type) map.delete(name);
  const operand = call.field('operand');
  const all = call.field('arguments')?.namedChildren ?? (operand ? [operand] : []);
  const args = isMethodExpression ? all.slice(1) : all;
  const only = args.length === 1 ? args[0] : undefined;
  const spread =
    only?.kind === 'call_expression' && signature.parameters.length > 1 ? pkg.typeOf(only) : undefined;
  const types = spread?.kind === 'tuple' ? spread.elements : args.map((argument) => pkg.typeOf(argument));
  types.forEach((type, index) => {
    const last = signature.parameters.length - 1;
    const parameter = signature.parameters[Math.min(index, last)]?.type;
    const isVariadic = signature.variadic && index >= last && parameter?.kind === 'slice';
    const expected = isVariadic && parameter.kind === 'slice' ? parameter.element : parameter;
    infer(expected, type, map);
    // `S ~[]E`: the argument for S says what E is
    if (expected?.kind === 'parameter')
      infer(pkg.types.underlying(expected), pkg.types.underlying(type), map);
  });
  return substituteSignature(signature, map);
}

/** Type arguments written at a call: `f[int](x)`, which the grammar reads in three ways. */
function writtenArguments(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.field('type_arguments') ?? (call.field('type') ?? call).field('type_arguments');
  if (list) return list.namedChildren;
  const callee = call.field('function');
  const index = callee?.kind === 'index_expression' ? callee.field('index') : undefined;
  return index ? [index] : [];
}

function mentionsParameter(signature: Signature): boolean {
  const mentions = (type: GoType | undefined, depth = 0): boolean => {
    if (!type || depth > 6) return false;
    switch (type.kind) {
      case 'parameter':
        return true;
      case 'pointer':
      case 'slice':
      case 'array':
      case 'chan':
        return mentions(type.element, depth + 1);
      case 'map':
        return mentions(type.key, depth + 1) || mentions(type.element, depth + 1);
      case 'named':
        return type.arguments.some((argument) => mentions(argument, depth + 1));
      case 'func':
        return [...type.signature.parameters, ...type.signature.results].some((p) =>
          mentions(p.type, depth + 1),
        );
      default:
        return false;
    }
  };
  return [...signature.parameters, ...signature.results].some((parameter) => mentions(parameter.type));
}

/** `f[int](x)` reads as a conversion to a generic type. */
function conversionOrGenericCall(pkg: Package, node: SyntaxNode): Callee | undefined {
  const type = node.field('type');
  const base = type?.kind === 'generic_type' ? type.field('type') : undefined;
  const name = base?.kind === 'qualified_type' ? base.field('name') : base;
  const object = name && pkg.objectOf(name);
  // `handlers[key](x)` looks the same
  if (object?.kind === 'var')
    return { ...UNKNOWN, id: '', kind: 'value', signature: elementSignature(pkg, object) };
  if (object?.kind !== 'func') return { ...UNKNOWN, id: 'convert', kind: 'conversion' };
  const signature = pkg.homeOf(object.function.node).types.signatureOf(object.function.node);
  return {
    id: `${object.packagePath}.${object.name}`,
    kind: 'function',
    receiver: undefined,
    firstParameter: 0,
    function: object.function.body ? object.function : undefined,
    signature: instantiate(pkg, signature, object.function.node, node),
  };
}

/** The signature of the functions in a slice, an array or a map. */
function elementSignature(pkg: Package, object: GoObject): Signature | undefined {
  const held = pkg.types.underlying(pkg.typeOfObject(object));
  const element = held && 'element' in held ? pkg.types.underlying(held.element) : undefined;
  return element?.kind === 'func' ? element.signature : undefined;
}

/** Whether an expression stands for a type: `T`, `pkg.T`, `(*T)`. */
export function isTypeExpression(pkg: Package, node: SyntaxNode | undefined): boolean {
  if (!node) return false;
  if (node.kind === 'parenthesized_expression') return isTypeExpression(pkg, node.firstNamedChild);
  if (node.kind === 'unary_expression') {
    return node.field('operator')?.text === '*' && isTypeExpression(pkg, node.field('operand'));
  }
  if (node.kind === 'index_expression') return isTypeExpression(pkg, node.field('operand')); // `Box[int].Get`
  const name =
    node.kind === 'selector_expression' ? node.field('field') : node.kind === 'identifier' ? node : undefined;
  const object = name && pkg.objectOf(name);
  return object?.kind === 'type' || (object?.kind === 'builtin' && isTypeName(object));
}

function isTypeName(object: GoObject): boolean {
  return /^(any|bool|byte|comparable|complex\d+|error|float\d+|u?int\d*|rune|string|uintptr)$/.test(
    object.name,
  );
}
