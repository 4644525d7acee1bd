import type { SyntaxNode } from '../syntax/tree.ts';
import { expressionType } from './expression-types.ts';
import { onlyTerm, substitute, typeArguments } from './generics.ts';
import { memberOf } from './members.ts';
import type { GoObject, TypeObject } from './model.ts';
import type { Package } from './package.ts';
import {
  ANY,
  basic,
  ERROR,
  type GoType,
  isErrorType,
  type Member,
  type Parameter,
  type Signature,
} from './types.ts';
import { declaredType } from './variable-types.ts';

const BASIC = new Set(
  'bool byte complex64 complex128 float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr'.split(
    ' ',
  ),
);

/** Types of the nodes and objects of one package; lazy, memoised, and never throwing on half-typed code. */
export class TypeChecker {
  readonly #types = new Map<SyntaxNode, GoType | undefined>();
  readonly #objects = new Map<GoObject, GoType | undefined>();
  readonly #signatures = new Map<SyntaxNode, Signature>();

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
        if (!object) return isErrorType(current) ? current : undefined;
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

  /** Of a function's declaration, a literal, a function type or a method of an interface. */
  signatureOf(fn: SyntaxNode): Signature {
    let signature = this.#signatures.get(fn);
    if (!signature) {
      signature = this.#readSignature(fn);
      this.#signatures.set(fn, signature);
    }
    return signature;
  }

  #readSignature(fn: SyntaxNode): Signature {
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

  #compute(node: SyntaxNode): GoType | undefined {
    const child = (name: Parameters<SyntaxNode['field']>[0]): GoType | undefined => {
      const inner = node.field(name);
      return inner && this.pkg.typeOf(inner);
    };
    switch (node.kind) {
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
      default:
        return expressionType(this.pkg, node);
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
