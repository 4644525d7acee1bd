import { isExported } from '../semantic/exported.ts';
import type { FileModel, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { Callers, callsOf } from './callers.ts';
import {
  type Definition,
  definitionAt,
  isAddressTaken,
  reachingDefinitions,
  writtenTo,
} from './definitions.ts';
import { graphsOf } from './graphs.ts';
import { positionalLiteralsOf } from './struct-literals.ts';

/** One expression that a value may come from. */
export interface Origin {
  /** A call, literal, selector or other expression that is not followed further; for a zero value the declaring name. */
  readonly node: SyntaxNode;
  /** Which result of a call with several. */
  readonly result: number;
  /** `var x T` and nothing assigned on the way. */
  readonly isZero: boolean;
  /**
   * Why it is not known what the value is, with `unknowns` asked for: `outside` for what somebody else passes or writes
   * (an argument of unseen callers, a pointer given away, an exported variable).
   */
  readonly unknown: 'outside' | 'unclear' | undefined;
}

/** Where a value comes from, and the variables that carry it on the way. */
export interface Origins {
  readonly all: readonly Origin[];
  readonly through: ReadonlySet<VarObject>;
}

export interface OriginOptions {
  /** Follow fields that only this package can assign. */
  readonly fields: boolean;
  /** An expression that hands on another's value: `wrap(x)` or `x.DB` to x. */
  readonly passes?: (pkg: PackageModel, node: SyntaxNode) => SyntaxNode | undefined;
  /** Whether an expression is an origin itself: a call, say, whose result is not to be followed into the function. */
  readonly stops?: (pkg: PackageModel, node: SyntaxNode) => boolean;
  /** Give what is not known as an origin of its own, instead of giving up. */
  readonly unknowns?: boolean;
  /**
   * Ask which variable or expression holds the value, not what is in it: a pointer to a struct variable is followed to
   * the variable.
   */
  readonly identity?: boolean;
  /** Which result of the call is asked for, where the expression is one with several. */
  readonly result?: number;
}

const MOST_DEPTH = 12;
const MOST_ORIGINS = 16;

interface Search {
  readonly options: OriginOptions;
  readonly found: Origin[];
  readonly through: Set<VarObject>;
  /** What is being followed: meeting it again, in a loop or a recursion, adds nothing. */
  readonly open: Set<unknown>;
}

/**
 * Every expression that a value may come from, through variables, parameters of unexported functions as long as every
 * call is seen, and of literals that are called where they stand, results of functions of the program, and (on demand) unexported fields.
 * @returns undefined when some of them cannot be known
 */
export function originsOf(
  pkg: PackageModel,
  expression: SyntaxNode,
  options: OriginOptions,
): Origins | undefined {
  const search: Search = { options, found: [], through: new Set(), open: new Set() };
  const followed = new Follower(pkg, search).expression(expression, options.result ?? 0, 0);
  return followed ? { all: search.found, through: search.through } : undefined;
}

class Follower {
  constructor(
    readonly pkg: PackageModel,
    readonly search: Search,
  ) {}

  /** Adds the origins of an expression; false when one is unknown. */
  expression(node: SyntaxNode, result: number, depth: number): boolean {
    if (depth > MOST_DEPTH || this.search.found.length > MOST_ORIGINS) return this.#unknown(node, 'unclear');
    if (this.search.options.stops?.(this.pkg, node)) return this.#end(node, result);
    const passed = this.search.options.passes?.(this.pkg, node);
    if (passed) return this.expression(passed, 0, depth + 1);
    switch (node.kind) {
      case 'parenthesized_expression':
        return node.firstNamedChild !== undefined && this.expression(node.firstNamedChild, result, depth);
      case 'unary_expression': {
        const operator = node.field('operator')?.text;
        const operand = node.field('operand');
        if (operand && (operator === '&' || operator === '*'))
          return this.expression(operand, result, depth + 1);
        return this.#end(node, result);
      }
      case 'identifier': {
        const object = this.pkg.objectOf(node);
        return object?.kind === 'var' ? this.#variable(object, node, depth) : this.#end(node, result);
      }
      case 'selector_expression':
        return this.#selector(node, result, depth);
      case 'call_expression':
        return this.#call(node, result, depth);
      default:
        return this.#end(node, result);
    }
  }

  #end(node: SyntaxNode, result: number, isZero = false): boolean {
    if (!this.search.found.some((other) => other.node === node && other.result === result))
      this.search.found.push({ node, result, isZero, unknown: undefined });
    return true;
  }

  #unknown(node: SyntaxNode, unknown: 'outside' | 'unclear'): boolean {
    if (!this.search.options.unknowns) return false;
    this.search.found.push({ node, result: 0, isZero: false, unknown });
    return true;
  }

  #selector(node: SyntaxNode, result: number, depth: number): boolean {
    const field = node.field('field');
    const object = field && this.pkg.objectOf(field);
    if (object?.kind !== 'var') return this.#end(node, result);
    if (object.role === 'field' && this.search.options.fields) return this.#field(object, node, depth);
    return this.#end(node, result);
  }

  #call(node: SyntaxNode, result: number, depth: number): boolean {
    const callee = this.pkg.calleeOf(node);
    if (callee?.kind === 'conversion') {
      const operand = node.field('arguments')?.firstNamedChild;
      return operand ? this.expression(operand, 0, depth + 1) : this.#end(node, result);
    }
    const fn = callee && callee.kind !== 'value' ? callee.function : undefined;
    return fn ? this.#returned(fn, node, result, depth) : this.#end(node, result);
  }

  /** What a function of the program returns; the call itself when that is not one expression per return. */
  #returned(fn: GoFunction, call: SyntaxNode, result: number, depth: number): boolean {
    if (this.search.open.has(fn)) return true;
    const values: { readonly value: SyntaxNode; readonly result: number }[] = [];
    for (const exit of graphsOf(this.pkg).graphOf(fn).exits) {
      if (exit.kind === 'panic' || exit.kind === 'no-return') continue;
      const list =
        exit.node.kind === 'return_statement' ? exit.node.firstNamedChild?.namedChildren : undefined;
      const isSpread = list?.length === 1 && fn.results.length > 1 && list[0]!.kind === 'call_expression';
      if (!list || !(isSpread || list.length === fn.results.length)) return this.#end(call, result);
      const value = isSpread ? list[0]! : list[result]!;
      if (value.kind !== 'nil') values.push({ value, result: isSpread ? result : 0 });
    }
    if (values.length === 0) return this.#end(call, result);
    this.search.open.add(fn);
    const home = this.#homeOf(fn.file);
    const followed = values.every((each) => home.expression(each.value, each.result, depth + 1));
    this.search.open.delete(fn);
    return followed;
  }

  #homeOf(file: FileModel): Follower {
    if (this.pkg.files.includes(file)) return this;
    const pkg = this.pkg.program.packageOf(file.path);
    return pkg ? new Follower(pkg, this.search) : this;
  }

  #variable(object: VarObject, at: SyntaxNode, depth: number): boolean {
    if (!this.pkg.files.includes(object.file)) return this.#unknown(at, 'outside');
    const { open } = this.search;
    this.search.through.add(object);
    const references = this.pkg.referencesTo(object);
    if (references.some(isAddressTaken) && !this.#isPlace(object)) return this.#unknown(at, 'outside');
    const definitions = references.map(definitionAt);
    if (definitions.includes('unknown')) return this.#unknown(at, 'unclear');
    const known = definitions.filter((each): each is Definition => typeof each === 'object');
    if (object.role === 'receiver' || object.role === 'field') return this.#unknown(at, 'unclear');
    // anybody may assign an exported variable
    if (object.role === 'package' && isExported(object.name)) return this.#unknown(at, 'outside');
    const reaching = reachingDefinitions(this.pkg, object, at, known);
    for (const definition of reaching) {
      if (definition === 'entry') {
        if (object.role === 'parameter') {
          if (!this.#parameter(object, at, depth)) return false;
        } else if (object.role === 'result') this.#end(object.node, 0, true);
        continue;
      }
      if (open.has(definition.target)) continue;
      open.add(definition.target);
      const followed = definition.value
        ? this.expression(definition.value, definition.result, depth + 1)
        : this.#end(definition.target, 0, true);
      open.delete(definition.target);
      if (!followed) return false;
    }
    return true;
  }

  /** Whether a variable holds the struct that is asked for itself, so that pointers to it lead back to it. */
  #isPlace(object: VarObject): boolean {
    const type = this.search.options.identity ? this.pkg.typeOfObject(object) : undefined;
    return type?.kind === 'named';
  }

  /** The arguments that every caller passes: only for functions that nobody outside the package can call, and literals. */
  #parameter(object: VarObject, at: SyntaxNode, depth: number): boolean {
    const fn = object.function;
    const index = fn ? fn.parameters.indexOf(object) : -1;
    const calls = fn && index >= 0 ? this.#callsOf(fn) : undefined;
    if (!fn || !calls || calls.length === 0) return this.#unknown(at, 'outside');
    if (this.search.open.has(fn) || this.pkg.signatureOf(fn).variadic) return this.#unknown(at, 'unclear');
    this.search.open.add(fn);
    const followed = calls.every((call) => {
      const args = call.field('arguments')?.namedChildren ?? [];
      const argument = args.length === fn.parameters.length ? args[index] : undefined;
      return argument ? this.expression(argument, 0, depth + 1) : this.#unknown(call, 'unclear');
    });
    this.search.open.delete(fn);
    return followed;
  }

  #callsOf(fn: GoFunction): readonly SyntaxNode[] | undefined {
    return fn.node.kind === 'func_literal' ? new Callers(this.pkg).of(fn) : callsOf(this.pkg, fn);
  }

  /** Everything that the package puts into an unexported field. */
  #field(object: VarObject, at: SyntaxNode, depth: number): boolean {
    if (!this.pkg.files.includes(object.file)) return this.#end(at, 0);
    if (isExported(object.name)) {
      if (!this.search.options.identity) return this.#end(at, 0);
      // other packages may put something else into it; nobody imports a program
      if (this.pkg.name !== 'main') this.#end(at, 0);
    }
    const { open } = this.search;
    if (open.has(object)) return true;
    this.search.through.add(object);
    open.add(object);
    const before = this.search.found.length;
    let writes = 0;
    for (const reference of this.pkg.referencesTo(object)) {
      if (reference.parent?.kind === 'field_declaration') continue;
      const written = writtenTo(reference);
      if (written === 'unknown') {
        // `&x.f` of a struct leads back to the field
        if (this.#isPlace(object) && reference.parent?.parent?.kind === 'unary_expression') continue;
        open.delete(object);
        return this.#unknown(at, 'outside');
      }
      if (written === undefined) continue;
      writes++;
      if (written.value.kind === 'nil') continue;
      if (!this.expression(written.value, written.result, depth + 1)) return false;
    }
    open.delete(object);
    if (this.#hasPositionalLiteral(object)) return this.#unknown(at, 'unclear');
    // a field that holds the value itself starts as zero
    if (writes === 0) return this.#end(object.node, 0, true);
    return this.search.found.length > before || writes > 0;
  }

  /** `T{a, b}` fills fields without naming them. */
  #hasPositionalLiteral(field: VarObject): boolean {
    const struct = field.node.ancestor('type_spec') && field.node.ancestor('struct_type');
    return struct === undefined || positionalLiteralsOf(this.pkg).of(struct).length > 0;
  }
}
