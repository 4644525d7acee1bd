import type { NodeKind } from '../syntax/kinds.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { ConstObject, FileModel, GoFunction, GoObject, TypeObject, VarObject } from './model.ts';

interface Declared {
  readonly object: GoObject;
  /** Offset from which the name is known in its scope. */
  readonly from: number;
}

const SCOPES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'function_declaration',
  'method_declaration',
  'func_literal',
  'block',
  'if_statement',
  'for_statement',
  'expression_switch_statement',
  'type_switch_statement',
  'select_statement',
  'expression_case',
  'default_case',
  'type_case',
  'communication_case',
  'type_spec',
  'type_alias',
]);

/** The names declared inside the functions (and generic types) of one file. */
export class LocalScopes {
  readonly #scopes = new Map<SyntaxNode, Map<string, Declared[]>>();
  readonly #objects = new Map<SyntaxNode, GoObject>();
  readonly #clauses = new Map<VarObject, SyntaxNode>();
  readonly #functions: ReadonlyMap<SyntaxNode, GoFunction>;

  constructor(readonly file: FileModel) {
    this.#functions = new Map(file.functions.map((fn) => [fn.node, fn]));
    for (const fn of file.functions) this.#bindSignature(fn);
    for (const node of file.tree.root.descendants(
      'short_var_declaration',
      'var_spec',
      'const_spec',
      'type_spec',
      'type_alias',
      'range_clause',
      'receive_statement',
      'type_switch_statement',
    )) {
      this.#bind(node);
    }
  }

  /** The object that an identifier declares in a function, if it does. */
  declaredBy(identifier: SyntaxNode): GoObject | undefined {
    return this.#objects.get(identifier);
  }

  /** What a name denotes at a node, by the scopes inside functions. */
  lookup(name: string, at: SyntaxNode): GoObject | undefined {
    for (let node: SyntaxNode | undefined = at; node; node = node.parent) {
      const declared = this.#scopes.get(node)?.get(name);
      // the latest declaration before the use
      for (let index = (declared?.length ?? 0) - 1; index >= 0; index--) {
        const candidate = declared![index]!;
        if (candidate.from <= at.start || this.#objects.get(at) === candidate.object) return candidate.object;
      }
    }
    return undefined;
  }

  /** The clause of a type switch that declares a variable. */
  clauseOf(object: VarObject): SyntaxNode | undefined {
    return this.#clauses.get(object);
  }

  functionAt(node: SyntaxNode): GoFunction | undefined {
    return this.#functions.get(node);
  }

  functionOf(node: SyntaxNode): GoFunction | undefined {
    for (let current = node.parent; current; current = current.parent) {
      const fn = this.#functions.get(current);
      if (fn) return fn;
    }
    return undefined;
  }

  #bindSignature(fn: GoFunction): void {
    const declare = (object: VarObject | undefined): void => {
      // the scope of a parameter is the body: in `func f(url url.URL)` the type is that of the package
      if (object) this.#declare(fn.node, object.node, object, fn.body?.start ?? fn.node.end);
    };
    declare(fn.receiver);
    fn.parameters.forEach(declare);
    fn.results.forEach(declare);
    this.#bindTypeParameters(fn.node, fn.node.field('type_parameters'));
    const receiverType = fn.node.field('receiver')?.firstNamedChild?.field('type');
    for (const argument of receiverType?.descendants('type_arguments') ?? []) {
      for (const name of argument.descendants('type_identifier')) this.#typeParameter(fn.node, name);
    }
  }

  #bindTypeParameters(scope: SyntaxNode, list: SyntaxNode | undefined): void {
    for (const declaration of list?.namedChildren ?? []) {
      for (const name of declaration.fieldAll('name')) this.#typeParameter(scope, name);
    }
  }

  #typeParameter(scope: SyntaxNode, name: SyntaxNode): void {
    const object: TypeObject = {
      kind: 'type',
      name: name.text,
      node: name,
      file: this.file,
      packagePath: '',
    };
    this.#declare(scope, name, object, scope.start);
  }

  #bind(node: SyntaxNode): void {
    if (node.kind === 'type_spec' || node.kind === 'type_alias') {
      this.#bindTypeParameters(node, node.field('type_parameters'));
    }
    if (node.kind === 'type_switch_statement') {
      const alias = node.field('alias')?.firstNamedChild;
      if (!alias || alias.text === '_') return;
      const fn = this.functionOf(node);
      for (const clause of node.children) {
        if (clause.kind !== 'type_case' && clause.kind !== 'default_case') continue;
        const object = this.#variable(alias, fn);
        this.#clauses.set(object, clause);
        this.#declare(clause, clause, object, clause.start);
      }
      return;
    }
    const scope = this.#scopeOf(node);
    if (!scope) return; // package level
    const fn = this.functionOf(node) ?? this.#functions.get(scope);
    if (node.kind === 'type_spec' || node.kind === 'type_alias') {
      const name = node.field('name');
      if (!name) return;
      const object: TypeObject = {
        kind: 'type',
        name: name.text,
        node: name,
        file: this.file,
        packagePath: '',
      };
      this.#declare(scope, name, object, name.start);
      return;
    }
    if (node.kind === 'const_spec') {
      for (const name of node.fieldAll('name')) {
        const object: ConstObject = { kind: 'const', name: name.text, node: name, file: this.file };
        this.#declare(scope, name, object, node.end);
      }
      return;
    }
    if (node.kind === 'var_spec') {
      for (const name of node.fieldAll('name')) this.#declareVariable(scope, name, fn, node.end);
      return;
    }
    const isShort =
      node.kind === 'short_var_declaration' || node.children.some((child) => child.kind === ':=');
    if (!isShort) return;
    for (const name of node.field('left')?.namedChildren ?? []) {
      if (name.kind !== 'identifier' || name.text === '_') continue;
      const existing = node.kind === 'short_var_declaration' && this.#sameScope(scope, name);
      if (existing) continue;
      this.#declareVariable(scope, name, fn, node.end);
    }
  }

  /** Whether `:=` in this scope finds the name already declared by the very same scope and so assigns. */
  #sameScope(scope: SyntaxNode, name: SyntaxNode): boolean {
    const has = (node: SyntaxNode | undefined): boolean =>
      node !== undefined &&
      (this.#scopes.get(node)?.get(name.text) ?? []).some(
        (declared) => declared.from <= name.start && declared.object.kind !== 'type',
      );
    if (has(scope)) return true;
    // parameters and results share the scope of the function's body
    return scope.kind === 'block' && this.#functions.has(scope.parent!) && has(scope.parent);
  }

  #declareVariable(scope: SyntaxNode, name: SyntaxNode, fn: GoFunction | undefined, from: number): void {
    if (name.text === '_') return;
    this.#declare(scope, name, this.#variable(name, fn), from);
  }

  #variable(name: SyntaxNode, fn: GoFunction | undefined): VarObject {
    return { kind: 'var', name: name.text, node: name, role: 'local', file: this.file, function: fn };
  }

  #declare(scope: SyntaxNode, name: SyntaxNode, object: GoObject, from: number): void {
    let names = this.#scopes.get(scope);
    if (!names) {
      names = new Map();
      this.#scopes.set(scope, names);
    }
    const list = names.get(object.name);
    if (list) list.push({ object, from });
    else names.set(object.name, [{ object, from }]);
    this.#objects.set(name, object);
  }

  /** The innermost scope around a declaration; undefined at package level. */
  #scopeOf(node: SyntaxNode): SyntaxNode | undefined {
    let current = node.parent;
    while (current && !SCOPES.has(current.kind)) current = current.parent;
    return current;
  }
}
