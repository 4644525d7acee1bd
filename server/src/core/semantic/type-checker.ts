import type { SyntaxNode } from '../syntax/tree.ts';
import { isTypeExpression } from './callee.ts';
import { onlyTerm, substitute, typeArguments } from './generics.ts';
import { memberOf } from './members.ts';
import type { GoObject, TypeObject } from './model.ts';
import type { Package } from './package.ts';
import {
  ANY,
  BOOL,
  basic,
  ERROR,
  type GoType,
  INT,
  type Member,
  type Parameter,
  pointed,
  type Signature,
} from './types.ts';
import { isUntyped } from './untyped.ts';
import { declaredType } from './variable-types.ts';

const BASIC = new Set(
  'bool byte complex64 complex128 float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr'.split(
    ' ',
  ),
);
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

const STRING = basic('string');
/** Types of the nodes and objects of one package; lazy, memoised, and never throwing on half-typed code. */
export class TypeChecker {
  readonly #types = new Map<SyntaxNode, GoType | undefined>();
  readonly #objects = new Map<GoObject, GoType | undefined>();

  constructor(readonly pkg: Package) {}

  typeOf(node: SyntaxNode): GoType | undefined {
    if (this.#types.has(node)) return this.#types.get(node);
    this.#types.set(node, undefined); // a type that needs itself is unknown
    const type = this.#compute(node);
    this.#types.set(node, type);
    return type;
  }

  typeOfObject(object: GoObject): GoType | undefined {
    if (this.#objects.has(object)) return this.#objects.get(object);
    this.#objects.set(object, undefined);
    const type = this.#computeObject(object);
    this.#objects.set(object, type);
    return type;
  }

  memberOf(type: GoType | undefined, name: string): Member | undefined {
    return memberOf(this.pkg, type, name);
  }

  /** The type behind a name: `struct`, `map`, ...; type parameters become their constraint's only type. */
  underlying(type: GoType | undefined): GoType | undefined {
    let current = type;
    for (let depth = 0; depth < 16 && current; depth++) {
      if (current.kind === 'named') {
        const object: TypeObject | undefined = current.object;
        if (!object) return current.name === 'error' && current.packagePath === '' ? current : undefined;
        const spec = object.node.parent;
        const right = spec?.field('type');
        if (!spec || !right) return undefined;
        current = substitute(this.pkg.typeOf(right), typeArguments(spec, current.arguments));
      } else if (current.kind === 'parameter') {
        const term: SyntaxNode | undefined = onlyTerm(current.constraint);
        current = term && this.pkg.typeOf(term);
      } else return current;
    }
    return undefined;
  }

  signatureOf(fn: SyntaxNode): Signature {
    const parameters: Parameter[] = [];
    let variadic = false;
    for (const declaration of fn.field('parameters')?.namedChildren ?? []) {
      const typeNode = declaration.field('type');
      let type = typeNode && this.pkg.typeOf(typeNode);
      if (declaration.kind === 'variadic_parameter_declaration') {
        variadic = true;
        type = { kind: 'slice', element: type };
      }
      const names = declaration.fieldAll('name');
      if (names.length === 0) parameters.push({ name: '', type });
      for (const name of names) parameters.push({ name: name.text, type });
    }
    const results: Parameter[] = [];
    const result = fn.field('result');
    if (result?.kind === 'parameter_list') {
      for (const declaration of result.namedChildren) {
        const typeNode = declaration.field('type');
        const type = typeNode && this.pkg.typeOf(typeNode);
        const names = declaration.fieldAll('name');
        if (names.length === 0) results.push({ name: '', type });
        for (const name of names) results.push({ name: name.text, type });
      }
    } else if (result) results.push({ name: '', type: this.pkg.typeOf(result) });
    return { parameters, results, variadic };
  }

  /** Type of a composite literal, or of a literal value inside one whose type is left out. */
  typeOfLiteralValue(node: SyntaxNode): GoType | undefined {
    if (node.kind === 'composite_literal') {
      const type = node.field('type');
      if (!type) return undefined;
      if (type.kind === 'implicit_length_array_type') {
        const element = type.field('element');
        return { kind: 'array', element: element && this.pkg.typeOf(element) };
      }
      return this.pkg.typeOf(type);
    }
    // literal_element > literal_value: the element type of what is around it
    let outer = node.parent;
    let role: string | undefined;
    while (outer && (outer.kind === 'literal_element' || outer.kind === 'keyed_element')) {
      role ??= outer.fieldName;
      outer = outer.parent;
    }
    if (outer?.kind !== 'literal_value' || !outer.parent) return undefined;
    const holder = this.underlying(pointed(this.typeOfLiteralValue(outer.parent)));
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

  #compute(node: SyntaxNode): GoType | undefined {
    const child = (name: Parameters<SyntaxNode['field']>[0]): GoType | undefined => {
      const inner = node.field(name);
      return inner && this.pkg.typeOf(inner);
    };
    switch (node.kind) {
      // types
      case 'type_identifier':
        return this.#namedType(node);
      case 'qualified_type': {
        const object = this.pkg.objectOf(node.field('name')!);
        return object?.kind === 'type' ? this.#typeOfTypeObject(object) : this.#unknownQualified(node);
      }
      case 'pointer_type':
        return { kind: 'pointer', element: node.firstNamedChild && this.pkg.typeOf(node.firstNamedChild) };
      case 'slice_type':
        return { kind: 'slice', element: child('element') };
      case 'array_type':
      case 'implicit_length_array_type':
        return { kind: 'array', element: child('element') };
      case 'map_type':
        return { kind: 'map', key: child('key'), element: child('value') };
      case 'channel_type': {
        const text = node.text;
        const direction = text.startsWith('<-') ? 'receive' : /^chan\s*<-/.test(text) ? 'send' : 'both';
        return { kind: 'chan', direction, element: child('value') };
      }
      case 'function_type':
        return { kind: 'func', signature: this.signatureOf(node) };
      case 'struct_type':
        return { kind: 'struct', node };
      case 'interface_type':
        return { kind: 'interface', node };
      case 'generic_type': {
        const list = node.field('type_arguments')?.namedChildren ?? [];
        const name = node.field('type');
        const object = name && this.pkg.objectOf(name.field('name') ?? name);
        const spec = object?.kind === 'type' ? object.node.parent : undefined;
        if (spec?.kind === 'type_alias') {
          const type = spec.field('type');
          const values = list.map((argument) => this.pkg.typeOf(argument));
          return substitute(type && this.pkg.typeOf(type), typeArguments(spec, values));
        }
        const base = child('type');
        return base?.kind === 'named'
          ? { ...base, arguments: list.map((argument) => this.pkg.typeOf(argument)) }
          : base;
      }
      case 'type_elem':
      case 'parenthesized_type':
      case 'negated_type':
        return node.namedChildren.length === 1 ? this.pkg.typeOf(node.firstNamedChild!) : undefined;
      // literals
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
      // expressions
      case 'identifier':
        return this.#identifier(node);
      case 'parenthesized_expression':
        return node.firstNamedChild && this.pkg.typeOf(node.firstNamedChild);
      case 'selector_expression':
        return this.#selector(node);
      case 'func_literal':
        return { kind: 'func', signature: this.signatureOf(node) };
      case 'composite_literal':
      case 'literal_value':
        return this.typeOfLiteralValue(node);
      case 'literal_element':
        return node.firstNamedChild && this.pkg.typeOf(node.firstNamedChild);
      case 'unary_expression':
        return this.#unary(node);
      case 'binary_expression': {
        const operator = node.field('operator')?.text ?? '';
        if (COMPARISONS.has(operator)) return BOOL;
        const left = child('left');
        if (operator === '<<' || operator === '>>') return left;
        // an untyped constant takes the other side's type
        return isUntyped(this.pkg, node.field('left')) ? (child('right') ?? left) : (left ?? child('right'));
      }
      case 'type_assertion_expression':
        return child('type');
      case 'index_expression':
        return this.#index(node);
      case 'slice_expression': {
        const operand = child('operand');
        const under = this.underlying(operand);
        const bare = under?.kind === 'pointer' ? this.underlying(under.element) : under;
        return bare?.kind === 'array' ? { kind: 'slice', element: bare.element } : operand;
      }
      case 'call_expression':
      case 'type_conversion_expression':
        return this.#call(node);
      case 'expression_list':
        return node.namedChildren.length === 1 ? this.pkg.typeOf(node.firstNamedChild!) : undefined;
      default:
        return undefined;
    }
  }

  #namedType(node: SyntaxNode): GoType | undefined {
    const object = this.pkg.objectOf(node);
    if (object?.kind === 'type') return this.#typeOfTypeObject(object);
    if (object?.kind === 'builtin') {
      if (object.name === 'error') return ERROR;
      if (object.name === 'any') return ANY;
      if (BASIC.has(object.name)) return basic(object.name === 'byte' ? 'uint8' : object.name);
    }
    // `new(x)` with a value reads as a type
    return object?.kind === 'var' || object?.kind === 'const' ? this.pkg.typeOfObject(object) : undefined;
  }

  /** A type of a package whose declarations are not known still has a name. */
  #unknownQualified(node: SyntaxNode): GoType | undefined {
    const qualifier = node.field('package')!;
    const pkg = this.pkg.lookup(qualifier.text, qualifier);
    if (pkg?.kind !== 'package') return undefined;
    return {
      kind: 'named',
      packagePath: pkg.path,
      name: node.field('name')!.text,
      arguments: [],
      object: undefined,
    };
  }

  #typeOfTypeObject(object: TypeObject): GoType | undefined {
    const parent = object.node.parent;
    if (parent?.kind === 'type_parameter_declaration') {
      return { kind: 'parameter', name: object.name, constraint: parent.field('type') };
    }
    if (parent?.kind === 'type_elem') return { kind: 'parameter', name: object.name, constraint: undefined };
    if (parent?.kind === 'type_alias') {
      const type = parent.field('type');
      return type && this.pkg.typeOf(type);
    }
    return { kind: 'named', packagePath: object.packagePath, name: object.name, arguments: [], object };
  }

  #identifier(node: SyntaxNode): GoType | undefined {
    const object = this.pkg.objectOf(node);
    if (object?.kind === 'builtin') {
      if (object.name === 'true' || object.name === 'false') return BOOL;
      if (object.name === 'iota') return INT;
      return undefined;
    }
    return object && this.pkg.typeOfObject(object);
  }

  #selector(node: SyntaxNode): GoType | undefined {
    const operand = node.field('operand');
    const name = node.field('field');
    if (!operand || !name) return undefined;
    if (operand.kind === 'identifier' && this.pkg.lookup(operand.text, operand)?.kind === 'package') {
      const object = this.pkg.objectOf(name);
      return object && this.pkg.typeOfObject(object);
    }
    const holder = isTypeExpression(this.pkg, operand)
      ? this.typeExpression(operand)
      : this.pkg.typeOf(operand);
    const member = this.memberOf(holder, name.text);
    if (member?.kind === 'field') return member.type;
    const signature = member?.signature;
    if (!signature) return undefined;
    if (!isTypeExpression(this.pkg, operand)) return { kind: 'func', signature };
    // the receiver is the first parameter of a method expression
    const parameters = [{ name: '', type: holder }, ...signature.parameters];
    return { kind: 'func', signature: { ...signature, parameters } };
  }

  #unary(node: SyntaxNode): GoType | undefined {
    const operand = node.field('operand');
    const type = operand && this.pkg.typeOf(operand);
    switch (node.field('operator')?.text) {
      case '&':
        return { kind: 'pointer', element: type };
      case '*': {
        const pointer = this.underlying(type);
        return pointer?.kind === 'pointer' ? pointer.element : pointed(type);
      }
      case '<-': {
        const channel = this.underlying(type);
        return channel?.kind === 'chan' ? channel.element : undefined;
      }
      case '!':
        return BOOL;
      default:
        return type;
    }
  }

  #index(node: SyntaxNode): GoType | undefined {
    const operand = node.field('operand');
    if (!operand) return undefined;
    const type = this.pkg.typeOf(operand);
    const bare = this.underlying(pointed(type));
    if (bare?.kind === 'map' || bare?.kind === 'slice' || bare?.kind === 'array') return bare.element;
    if (bare?.kind === 'basic' && bare.name === 'string') return basic('uint8');
    if (type?.kind !== 'func') return undefined;
    // an instantiated function
    const name = operand.kind === 'selector_expression' ? operand.field('field')! : operand;
    const object = this.pkg.objectOf(name);
    const index = node.field('index');
    if (object?.kind !== 'func' || !index) return type;
    const values = [this.typeExpression(index)];
    return substitute(type, typeArguments(object.function.node, values));
  }

  #call(node: SyntaxNode): GoType | undefined {
    const callee = this.pkg.calleeOf(node);
    const first = node.field('arguments')?.firstNamedChild;
    if (callee?.kind === 'conversion') {
      const type = node.kind === 'type_conversion_expression' ? node.field('type') : node.field('function');
      if (type?.kind === 'pointer_type') {
        // `*(*T)(p)` is what the conversion points to, although the grammar reads it as a conversion to `*(*T)`
        return pointed(type.firstNamedChild && this.typeExpression(type.firstNamedChild));
      }
      return type && this.typeExpression(type);
    }
    if (callee?.kind === 'builtin') {
      switch (callee.id) {
        case 'make':
          return first && this.pkg.typeOf(first);
        case 'new':
          return { kind: 'pointer', element: first && this.pkg.typeOf(first) };
        case 'append':
          return first && this.pkg.typeOf(first);
        case 'min':
        case 'max': {
          const all = node.field('arguments')?.namedChildren ?? [];
          const typed = all.find((argument) => !isUntyped(this.pkg, argument)) ?? first;
          return typed && this.pkg.typeOf(typed);
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
      const argument = first && this.pkg.typeOf(first);
      if (callee.id === 'unsafe.Slice') return { kind: 'slice', element: pointed(argument) };
      if (callee.id === 'unsafe.SliceData') {
        const slice = this.underlying(argument);
        return { kind: 'pointer', element: slice?.kind === 'slice' ? slice.element : undefined };
      }
    }
    const results = callee?.signature?.results;
    if (!results) return undefined;
    if (results.length === 1) return results[0]!.type;
    return { kind: 'tuple', elements: results.map((result) => result.type) };
  }

  /** Type of an expression that stands for a type: `T`, `pkg.T`, `(*T)`, `[]byte`. */
  typeExpression(node: SyntaxNode): GoType | undefined {
    if (node.kind === 'parenthesized_expression') return this.typeExpression(node.firstNamedChild!);
    if (node.kind === 'unary_expression' && node.field('operator')?.text === '*') {
      return { kind: 'pointer', element: this.typeExpression(node.field('operand')!) };
    }
    if (node.kind === 'index_expression') {
      const base = this.typeExpression(node.field('operand')!);
      const argument = this.typeExpression(node.field('index')!);
      return base?.kind === 'named' ? { ...base, arguments: [argument] } : base;
    }
    if (node.kind === 'identifier') return this.#namedType(node);
    if (node.kind === 'selector_expression') {
      const object = this.pkg.objectOf(node.field('field')!);
      return object?.kind === 'type' ? this.#typeOfTypeObject(object) : undefined;
    }
    return this.pkg.typeOf(node);
  }

  #computeObject(object: GoObject): GoType | undefined {
    switch (object.kind) {
      case 'func':
        return { kind: 'func', signature: this.signatureOf(object.function.node) };
      case 'type':
        return this.#typeOfTypeObject(object);
      case 'const':
      case 'var':
        return declaredType(this.pkg, object.node, object.kind === 'var' ? object : undefined);
      default:
        return undefined;
    }
  }
}
