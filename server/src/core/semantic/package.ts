import { canonicalPackage } from '../knowledge/package-aliases.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { calleeOf } from './callee.ts';
import { constantOf } from './constants.ts';
import { declarationsOf, fieldObject, isReferable } from './declarations.ts';
import { literalType } from './expression-types.ts';
import { folderOf } from './go-mod.ts';
import type { Remembered } from './memory.ts';
import type {
  Callee,
  Constant,
  FileModel,
  FuncObject,
  GoFunction,
  GoObject,
  PackageModel,
  PackageObject,
  VarObject,
} from './model.ts';
import type { Program } from './program.ts';
import { LocalScopes } from './scopes.ts';
import { TypeChecker } from './type-checker.ts';
import { type GoType, type Member, type NamedType, pointed, type Signature } from './types.ts';
import { BUILTINS } from './universe.ts';

const PARAMETERS: ReadonlySet<string> = new Set(['parameter_declaration', 'variadic_parameter_declaration']);

const SCOPES = new WeakMap<FileModel, LocalScopes>();

/** The names of a file's functions, computed once per file. */
function scopesOf(file: FileModel): LocalScopes {
  let scopes = SCOPES.get(file);
  if (!scopes) {
    scopes = new LocalScopes(file);
    SCOPES.set(file, scopes);
  }
  return scopes;
}

const NOTHING = { value: undefined, replay: undefined };

export class Package implements PackageModel {
  readonly types: TypeChecker;
  /** Files whose nodes this package answers for. */
  readonly #files: ReadonlyMap<unknown, FileModel>;
  readonly files: readonly FileModel[];
  readonly #callees = new Map<SyntaxNode, Remembered<Callee | undefined>>();
  readonly #constants = new Map<SyntaxNode, Remembered<Constant | undefined>>();
  readonly #imports = new Map<FileModel, Map<string, PackageObject>>();
  #declared: Map<string, GoObject> | undefined;
  #declarations: Map<SyntaxNode, GoObject> | undefined;
  #methods: Map<string, Map<string, FuncObject>> | undefined;
  #methodsByName: Map<string, GoFunction[]> | undefined;
  readonly #references = new Map<GoObject, readonly SyntaxNode[]>();

  /**
   * @param own its files; of a package with its tests only the test files
   * @param base the package without tests, which answers for its own files
   * @param rest what a table leaves out
   */
  constructor(
    readonly path: string,
    readonly name: string,
    own: readonly FileModel[],
    readonly program: Program,
    readonly base?: Package | undefined,
    readonly rest?: () => Package | undefined,
  ) {
    this.files = base ? [...base.files, ...own] : own;
    this.#files = new Map(own.map((file) => [file.tree, file]));
    this.types = new TypeChecker(this);
  }

  fileOf(node: SyntaxNode): FileModel {
    const file = this.#files.get(node.tree) ?? this.homeOf(node).#files.get(node.tree);
    if (!file) throw new Error(`node ${node} belongs to no file of the program`);
    return file;
  }

  answersFor(node: SyntaxNode): boolean {
    return this.#files.has(node.tree);
  }

  /** The package to ask about a node: this one, or the one that declares it. */
  homeOf(node: SyntaxNode): Package {
    if (this.#files.has(node.tree)) return this;
    if (this.base?.answersFor(node)) return this.base;
    return this.program.ownerOf(node.tree) ?? this;
  }

  functionOf(node: SyntaxNode): GoFunction | undefined {
    return scopesOf(this.fileOf(node)).functionOf(node);
  }

  functionAt(node: SyntaxNode): GoFunction | undefined {
    return scopesOf(this.fileOf(node)).functionAt(node);
  }

  lookup(name: string, at: SyntaxNode): GoObject | undefined {
    const home = this.homeOf(at);
    if (home !== this) return home.lookup(name, at);
    const file = this.fileOf(at);
    return (
      scopesOf(file).lookup(name, at) ??
      this.declared(name) ??
      this.#importsOf(file).get(name) ??
      this.#dotImported(name, file) ??
      BUILTINS.get(name)
    );
  }

  /** A package-level object. */
  declared(name: string): GoObject | undefined {
    this.#declared ??= this.#declare();
    return this.#declared.get(name) ?? this.rest?.()?.declared(name);
  }

  memberOf(type: GoType | undefined, name: string): Member | undefined {
    return this.types.memberOf(type, name);
  }

  methodsOf(typeName: string): ReadonlyMap<string, FuncObject> {
    this.#declared ??= this.#declare();
    return this.#methods!.get(typeName) ?? new Map();
  }

  methodsNamed(name: string): readonly GoFunction[] {
    this.#usesName(name);
    this.#declared ??= this.#declare();
    return this.#methodsByName!.get(name) ?? [];
  }

  objectOf(identifier: SyntaxNode): GoObject | undefined {
    this.program.effort.take();
    const home = this.homeOf(identifier);
    if (home !== this) return home.objectOf(identifier);
    const local = scopesOf(this.fileOf(identifier)).declaredBy(identifier);
    if (local) return local;
    this.#declared ??= this.#declare();
    const declaration = this.#declarations!.get(identifier);
    if (declaration) return declaration;
    const parent = identifier.parent;
    if (!parent) return undefined;
    if (identifier.kind === 'field_identifier') return this.#fieldOrMember(identifier, parent);
    if (parent.kind === 'qualified_type' && identifier.fieldName === 'name') {
      const pkg = this.#packageNamed(parent.field('package')!);
      return pkg?.declared(identifier.text);
    }
    if (identifier.kind === 'label_name' || identifier.text === '_') return undefined;
    // parameters of a function type or interface method are no variables
    if (identifier.fieldName === 'name' && PARAMETERS.has(parent.kind)) return undefined;
    if (parent.kind === 'literal_element' && parent.fieldName === 'key' && identifier.kind === 'identifier') {
      const body = parent.parent?.parent;
      const literal = body?.parent?.kind === 'composite_literal' ? body.parent : body;
      const type = literal && literalType(this, literal);
      const underlying = this.types.underlying(pointed(type)); // `&` may be left out in `[]*T{{...}}`
      if (underlying?.kind === 'struct') {
        const member = this.types.memberOf(type, identifier.text);
        return member?.kind === 'field' && member.node
          ? fieldObject(member.node, this.fileOf(member.node))
          : undefined;
      }
    }
    return this.lookup(identifier.text, identifier);
  }

  #fieldOrMember(identifier: SyntaxNode, parent: SyntaxNode): GoObject | undefined {
    if (parent.kind === 'selector_expression') {
      const operand = parent.field('operand');
      if (!operand) return undefined;
      const pkg = operand.kind === 'identifier' ? this.#packageNamed(operand) : undefined;
      if (pkg) return pkg.declared(identifier.text);
      const member = this.types.memberOf(this.typeOf(operand), identifier.text);
      if (member?.kind === 'field') {
        return member.node ? fieldObject(member.node, this.fileOf(member.node)) : undefined;
      }
      if (member?.kind === 'method' && member.function) {
        const home = this.homeOf(member.function.node);
        return (
          home.#declarations?.get(member.function.node.field('name')!) ??
          home.objectOf(member.function.node.field('name')!)
        );
      }
      return undefined;
    }
    if (parent.kind === 'field_declaration') return fieldObject(identifier, this.fileOf(identifier));
    return undefined;
  }

  /** The package that an identifier names at its place; undefined when it is no package or not known. */
  #packageNamed(identifier: SyntaxNode): Package | undefined {
    const object = this.lookup(identifier.text, identifier);
    return object?.kind === 'package'
      ? this.program.packageByImport(object.path, this.fileOf(identifier))
      : undefined;
  }

  typeOf(node: SyntaxNode): GoType | undefined {
    this.program.effort.take();
    const home = this.homeOf(node);
    return home.types.typeOf(node);
  }

  typeOfObject(object: GoObject): GoType | undefined {
    const node = 'node' in object ? object.node : object.kind === 'func' ? object.function.node : undefined;
    return node ? this.homeOf(node).types.typeOfObject(object) : undefined;
  }

  underlying(type: GoType | undefined): GoType | undefined {
    return this.types.underlying(type);
  }

  signatureOf({ node }: GoFunction): Signature {
    return this.homeOf(node).types.signatureOf(node);
  }

  calleeOf(call: SyntaxNode): Callee | undefined {
    this.program.effort.take();
    const home = this.homeOf(call);
    if (home !== this) return home.calleeOf(call);
    return this.#remembered(this.#callees, call, () => calleeOf(this, call));
  }

  constantOf(expression: SyntaxNode): Constant | undefined {
    this.program.effort.take();
    const home = this.homeOf(expression);
    if (home !== this) return home.constantOf(expression);
    return this.#remembered(this.#constants, expression, () => constantOf(this, expression));
  }

  #remembered<Value>(
    all: Map<SyntaxNode, Remembered<Value | undefined>>,
    node: SyntaxNode,
    compute: () => Value | undefined,
  ): Value | undefined {
    const known = all.get(node);
    if (known) {
      known.replay?.();
      return known.value;
    }
    all.set(node, NOTHING); // asked again while it is worked out
    const result = this.program.memory.recorded(compute);
    all.set(node, result);
    return result.value;
  }

  referencesTo(object: GoObject): readonly SyntaxNode[] {
    this.program.effort.take();
    const isLocal = object.kind === 'var' && object.function !== undefined;
    if (!isLocal) this.#usesName(object.name);
    const known = this.#references.get(object);
    if (known) return known;
    const within = object.kind === 'var' && object.function ? object.function.node : undefined;
    const all = within
      ? within.tree.identifiersNamed(object.name, within)
      : this.files.flatMap((file) => file.tree.identifiersNamed(object.name));
    const found = all.filter((node) => this.objectOf(node) === object);
    this.#references.set(object, found);
    return found;
  }

  #usesName(name: string): void {
    if (this.files[0]) this.program.memory.usesName(folderOf(this.files[0].path), name);
  }

  callsTo(fn: GoFunction): readonly SyntaxNode[] {
    const name = fn.node.field('name');
    const object = name && this.objectOf(name);
    if (!object) return [];
    const calls: SyntaxNode[] = [];
    for (const reference of this.referencesTo(object)) {
      const callee = reference.parent?.kind === 'selector_expression' ? reference.parent : reference;
      const call = callee.parent;
      if (call?.kind === 'call_expression' && callee.fieldName === 'function') calls.push(call);
    }
    return calls;
  }

  #importsOf(file: FileModel): Map<string, PackageObject> {
    let names = this.#imports.get(file);
    if (!names) {
      names = new Map();
      for (const spec of file.imports) {
        if (spec.name === '_' || spec.name === '.' || names.has(spec.name)) continue;
        names.set(spec.name, { kind: 'package', name: spec.name, path: canonicalPackage(spec.path) });
      }
      this.#imports.set(file, names);
    }
    return names;
  }

  #dotImported(name: string, file: FileModel): GoObject | undefined {
    for (const spec of file.imports) {
      if (spec.name !== '.') continue;
      const object = this.program.packageByImport(spec.path, file)?.declared(name);
      if (object) return object;
    }
    return undefined;
  }

  #declare(): Map<string, GoObject> {
    const declared = new Map<string, GoObject>();
    const declarations = new Map<SyntaxNode, GoObject>();
    const methods = new Map<string, Map<string, FuncObject>>();
    const methodsByName = new Map<string, GoFunction[]>();
    for (const file of this.files) {
      for (const { node, object, receiver } of declarationsOf(file, this.path)) {
        declarations.set(node, object);
        if (receiver !== undefined && object.kind === 'func') {
          let own = methods.get(receiver);
          if (!own) {
            own = new Map();
            methods.set(receiver, own);
          }
          if (!own.has(object.name)) own.set(object.name, object);
          const sameName = methodsByName.get(object.name);
          if (sameName) sameName.push(object.function);
          else methodsByName.set(object.name, [object.function]);
        } else if (isReferable(object) && !declared.has(object.name)) declared.set(object.name, object);
      }
    }
    this.#declarations = declarations;
    this.#methods = methods;
    this.#methodsByName = methodsByName;
    return declared;
  }

  /** The named type of a package-level type name. */
  namedType(name: string): NamedType | undefined {
    const object = this.declared(name);
    return object?.kind === 'type'
      ? { kind: 'named', packagePath: this.path, name, arguments: [], object }
      : undefined;
  }

  /** The clause of a type switch in which a variable has its type. */
  clauseOf(object: VarObject): SyntaxNode | undefined {
    return scopesOf(object.file).clauseOf(object);
  }
}
