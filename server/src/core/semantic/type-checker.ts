import type { SyntaxNode } from '../syntax/tree.ts';
import { substitute, typeArguments } from './generics.ts';
import { memberOf } from './members.ts';
import type { GoObject, TypeObject, VarObject } from './model.ts';
import type { Package } from './package.ts';
import type { GoType, Member, Parameter, Signature } from './types.ts';

const BASIC = new Set(
  'bool byte complex64 complex128 float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr'.split(
    ' ',
  ),
);
const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', '&&', '||']);

const basic = (name: string): GoType => ({ kind: 'basic', name });
const BOOL = basic('bool');
const INT = basic('int');
const STRING = basic('string');
const ERROR: GoType = { kind: 'named', packagePath: '', name: 'error', arguments: [], object: undefined };
const ANY: GoType = { kind: 'interface', node: undefined };

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
        const terms: readonly SyntaxNode[] = current.constraint?.namedChildren ?? [];
        const only: SyntaxNode | undefined = terms.length === 1 ? terms[0] : undefined;
        const bare: SyntaxNode | undefined = only?.kind === 'negated_type' ? only.firstNamedChild : only;
        current = bare ? this.pkg.typeOf(bare) : undefined;
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
        const base = child('type');
        const list = node.field('type_arguments')?.namedChildren ?? [];
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
        if (COMPARISONS.has(node.field('operator')?.text ?? '')) return BOOL;
        const left = child('left');
        // an untyped constant takes the other side's type
        return isUntyped(node.field('left')) ? (child('right') ?? left) : (left ?? child('right'));
      }
      case 'type_assertion_expression':
        return child('type');
      case 'index_expression':
        return this.#index(node);
      case 'slice_expression': {
        const operand = child('operand');
        const bare = this.underlying(operand);
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
    const member = this.memberOf(this.pkg.typeOf(operand), name.text);
    if (member?.kind === 'field') return member.type;
    return member?.signature ? { kind: 'func', signature: member.signature } : undefined;
  }

  #unary(node: SyntaxNode): GoType | undefined {
    const operand = node.field('operand');
    const type = operand && this.pkg.typeOf(operand);
    switch (node.field('operator')?.text) {
      case '&':
        return { kind: 'pointer', element: type };
      case '*':
        return pointed(type);
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
    return type?.kind === 'func' ? type : undefined; // an instantiated function
  }

  #call(node: SyntaxNode): GoType | undefined {
    const callee = this.pkg.calleeOf(node);
    const first = node.field('arguments')?.firstNamedChild;
    if (callee?.kind === 'conversion') {
      const type = node.kind === 'type_conversion_expression' ? node.field('type') : node.field('function');
      return type && this.typeExpression(type);
    }
    if (callee?.kind === 'builtin') {
      switch (callee.id) {
        case 'make':
          return first && this.pkg.typeOf(first);
        case 'new':
          return { kind: 'pointer', element: first && this.pkg.typeOf(first) };
        case 'append':
        case 'min':
        case 'max':
          return first && this.pkg.typeOf(first);
        case 'len':
        case 'cap':
        case 'copy':
          return INT;
        case 'recover':
          return ANY;
        default:
          return undefined;
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
        return this.#variable(object.node, object.kind === 'var' ? object : undefined);
      default:
        return undefined;
    }
  }

  #variable(name: SyntaxNode, object: VarObject | undefined): GoType | undefined {
    let declaration = name.parent;
    const index = indexInList(name);
    if (declaration?.kind === 'expression_list') declaration = declaration.parent;
    if (!declaration) return undefined;
    const typeNode = declaration.field('type');
    switch (declaration.kind) {
      case 'parameter_declaration':
        return typeNode && this.pkg.typeOf(typeNode);
      case 'variadic_parameter_declaration':
        return { kind: 'slice', element: typeNode && this.pkg.typeOf(typeNode) };
      case 'field_declaration':
        return typeNode && this.pkg.typeOf(typeNode);
      case 'var_spec':
      case 'const_spec': {
        if (typeNode) return this.pkg.typeOf(typeNode);
        const position = declaration.fieldAll('name').indexOf(name);
        return this.#assigned(declaration.field('value'), position);
      }
      case 'short_var_declaration':
        return this.#assigned(declaration.field('right'), index);
      case 'range_clause':
        return this.#ranged(declaration.field('right'), index);
      case 'receive_statement': {
        if (index === 1) return BOOL;
        const right = declaration.field('right');
        return right && this.pkg.typeOf(right);
      }
      case 'type_switch_statement': {
        const clause = object && this.pkg.clauseOf(object);
        const types = clause?.fieldAll('type') ?? [];
        const value = declaration.field('value');
        return types.length === 1 ? this.pkg.typeOf(types[0]!) : value && this.pkg.typeOf(value);
      }
      default:
        return undefined;
    }
  }

  /** Type of the variable at a position on the left of an assignment. */
  #assigned(right: SyntaxNode | undefined, index: number): GoType | undefined {
    const values = right?.namedChildren ?? [];
    const value = values.length === 1 ? values[0] : values[index];
    if (!value) return undefined;
    if (values.length === 1 && index > 0) {
      if (value.kind === 'call_expression' || value.kind === 'type_conversion_expression') {
        const type = this.pkg.typeOf(value);
        return type?.kind === 'tuple' ? type.elements[index] : undefined;
      }
      return BOOL; // v, ok := m[k], <-ch, x.(T)
    }
    const type = this.pkg.typeOf(value);
    return type?.kind === 'tuple' ? type.elements[index] : type;
  }

  #ranged(right: SyntaxNode | undefined, index: number): GoType | undefined {
    const type = right && this.pkg.typeOf(right);
    const bare = this.underlying(pointed(type) ?? type);
    switch (bare?.kind) {
      case 'slice':
      case 'array':
        return index === 0 ? INT : bare.element;
      case 'map':
        return index === 0 ? bare.key : bare.element;
      case 'chan':
        return index === 0 ? bare.element : undefined;
      case 'basic':
        return bare.name === 'string' ? (index === 0 ? INT : basic('rune')) : index === 0 ? type : undefined;
      case 'func': {
        const loop = bare.signature.parameters[0]?.type;
        return loop?.kind === 'func' ? loop.signature.parameters[index]?.type : undefined;
      }
      default:
        return undefined;
    }
  }
}

function indexInList(name: SyntaxNode): number {
  return name.parent?.kind === 'expression_list' ? name.parent.namedChildren.indexOf(name) : 0;
}

/** What a pointer points to; any other type itself. */
export function pointed(type: GoType | undefined): GoType | undefined {
  return type?.kind === 'pointer' ? type.element : type;
}

function isUntyped(node: SyntaxNode | undefined): boolean {
  return node !== undefined && ['int_literal', 'float_literal', 'rune_literal'].includes(node.kind);
}
