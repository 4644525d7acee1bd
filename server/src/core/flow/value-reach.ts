import { behaviourOf, keepsNothing } from '../knowledge/behaviour/index.ts';
import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { positionalLiteralsOf } from './struct-literals.ts';

/** Values with more mentions than this are taken as gone. */
const MOST_MENTIONS = 400;

/** Where a value goes inside its module. */
export interface ValueReach {
  /** Selector expressions whose operand is the value: fields and methods used on it. */
  readonly selections: readonly SyntaxNode[];
  /** Calls of functions whose body is not in the program that receive it; `id` is '' where the callee is unknown. */
  readonly passed: readonly { readonly call: SyntaxNode; readonly id: string }[];
  /** Variables, parameters and fields that hold it. */
  readonly holders: ReadonlySet<VarObject>;
  /** Declared functions that return it to a caller. */
  readonly returnedBy: readonly GoFunction[];
  /** Whether it got somewhere that is not followed: a value of unknown type, or too many places. */
  readonly lost: boolean;
  /** Whether it is in a collection, a channel or what a function value returns: who takes it out is not followed. */
  readonly isCollected: boolean;
  /**
   * Whether only the functions that hold it in a variable or parameter use it, one statement after the other: it is
   * in no field, package variable, collection, channel or closure, goes to no goroutine and to no foreign function
   * but printers.
   */
  readonly isConfined: boolean;
}

/**
 * The result of a foreign function in which a value that it gets lives on, so that it is followed there; undefined where
 * it does not.
 * @param id canonical name of the function
 */
export type Through = (id: string) => number | undefined;

/**
 * Follows a value forward from the expression that makes it: variables, fields of known structs, parameters of
 * functions of the program, results and their callers in the module. Exported package variables and fields are
 * followed in their own package only.
 */
export function reachOfValue(pkg: PackageModel, expression: SyntaxNode, through?: Through): ValueReach {
  const follower = new Follower(pkg, through);
  follower.climb(pkg, expression, 0);
  return follower;
}

/** Follows a value that stands in a variable or field: `var x T`. */
export function reachOfObject(pkg: PackageModel, object: VarObject): ValueReach {
  const follower = new Follower(pkg);
  follower.follow(object);
  return follower;
}

class Follower implements ValueReach {
  readonly selections: SyntaxNode[] = [];
  readonly passed: { call: SyntaxNode; id: string }[] = [];
  readonly returnedBy: GoFunction[] = [];
  lost = false;
  isCollected = false;
  isConfined = true;
  readonly holders = new Set<VarObject>();
  #mentions = 0;

  constructor(
    readonly origin: PackageModel,
    readonly through?: Through,
  ) {}

  /** @param index which result of a call the value is, when the node is a call with several */
  climb(pkg: PackageModel, node: SyntaxNode, index: number): void {
    if (++this.#mentions > MOST_MENTIONS) {
      this.lost = true;
      this.isConfined = false;
      return;
    }
    const parent = node.parent;
    switch (parent?.kind) {
      case 'parenthesized_expression':
      case 'type_assertion_expression':
      case 'type_conversion_expression':
      case 'literal_element':
        if (parent.kind === 'literal_element') this.#element(pkg, parent);
        else this.climb(pkg, parent, 0);
        return;
      case 'unary_expression': {
        const operator = parent.field('operator')?.text;
        if (operator === '&' || operator === '*') this.climb(pkg, parent, 0);
        return;
      }
      case 'selector_expression':
        if (node.fieldName === 'operand') this.selections.push(parent);
        return;
      case 'argument_list':
        this.#argument(
          pkg,
          parent.parent!,
          parent.namedChildren.length === 1 ? index : parent.namedChildren.indexOf(node),
        );
        return;
      case 'return_statement':
        this.#returned(pkg, node, index);
        return;
      case 'expression_list': {
        if (parent.fieldName === 'left') return;
        const at = parent.namedChildren.length > 1 ? parent.namedChildren.indexOf(node) : index;
        if (parent.parent?.kind === 'return_statement') this.#returned(pkg, node, at);
        else if (parent.parent?.kind === 'var_spec')
          this.#assigned(pkg, parent.parent.fieldAll('name')[at], parent.parent);
        else this.#assigned(pkg, parent.parent?.field('left')?.namedChildren[at], parent.parent);
        return;
      }
      case 'send_statement':
      case 'index_expression':
        this.#collected();
        return;
      default:
    }
  }

  #collected(): void {
    this.isConfined = false;
    this.isCollected = true;
  }

  #element(pkg: PackageModel, element: SyntaxNode): void {
    const keyed = element.parent?.kind === 'keyed_element' ? element.parent : undefined;
    const key = keyed?.field('key')?.firstNamedChild;
    const literal = element.ancestor('composite_literal');
    if (!literal || element.fieldName === 'key') return;
    this.isConfined = false;
    const type = pkg.typeOf(literal);
    // a collection: who takes the value out of it is not followed
    if (type?.kind === 'slice' || type?.kind === 'array' || type?.kind === 'map') {
      this.isCollected = true;
      return;
    }
    const object =
      key?.kind === 'identifier' ? pkg.objectOf(key) : keyed ? undefined : fieldByPosition(pkg, element);
    const isOurs = object?.kind === 'var' && pkg.program.textOf(object.file.path) !== undefined;
    const id = namedId(type) ?? '';
    if (isOurs && object.role === 'field') this.follow(object);
    else this.passed.push({ call: literal, id: key && id !== '' ? `${id}.${key.text}` : id });
  }

  #assigned(pkg: PackageModel, target: SyntaxNode | undefined, statement: SyntaxNode | undefined): void {
    if (!target || !statement || target.text === '_') return;
    const name = target.kind === 'selector_expression' ? target.field('field') : target;
    if (this.through && this.#isHeldBy(pkg, target)) return;
    if (name?.kind !== 'identifier' && name?.kind !== 'field_identifier') {
      this.#collected(); // a map or slice of the module
      return;
    }
    const object = pkg.objectOf(name);
    if (object?.kind === 'var') this.follow(object);
    else {
      this.lost = true; // a field of something unknown
      this.isConfined = false;
    }
  }

  /** Whether a target is a field of a value that is followed already: what is made of a value and put into it. */
  #isHeldBy(pkg: PackageModel, target: SyntaxNode): boolean {
    const operand = target.kind === 'selector_expression' ? target.field('operand') : undefined;
    const object = operand?.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
    return object?.kind === 'var' && this.holders.has(object);
  }

  #argument(pkg: PackageModel, call: SyntaxNode, index: number): void {
    const callee = pkg.calleeOf(call);
    if (callee?.kind === 'conversion') {
      this.climb(pkg, call, 0);
      return;
    }
    if (call.parent?.kind === 'go_statement') this.isConfined = false;
    if (callee?.kind === 'builtin') {
      this.#collected(); // append
      return;
    }
    const fn = callee?.function;
    if (fn && callee.kind !== 'value') {
      const parameter = fn.parameters[index] ?? fn.parameters[fn.parameters.length - 1];
      if (parameter) this.follow(parameter);
      return;
    }
    const id = callee?.id ?? '';
    const returned = behaviourOf(id)?.returns;
    if (returned?.argument === index) {
      this.climb(pkg, call, returned.result);
      return;
    }
    const result = this.through?.(id);
    if (result !== undefined) {
      this.climb(pkg, call, result);
      return;
    }
    this.passed.push({ call, id });
    // whoever asks the context for it is not followed
    if (id === 'context.WithValue') this.lost = true;
    if (!keepsNothing(id)) this.isConfined = false;
  }

  #returned(pkg: PackageModel, node: SyntaxNode, index: number): void {
    const fn = pkg.functionOf(node);
    const name = fn?.node.field('name');
    if (fn && this.returnedBy.includes(fn)) return;
    const object = name && pkg.objectOf(name);
    if (!fn || object?.kind !== 'func') {
      this.#collected(); // returned by a literal: whoever calls it
      return;
    }
    this.returnedBy.push(fn);
    let isCalled = false;
    const users = isExported(object.name) ? pkg.program.modulePackages(fn.file, [`${object.name}(`]) : [pkg];
    for (const user of new Set([pkg, ...users])) {
      for (const reference of user.referencesTo(object)) {
        const callee = reference.parent?.kind === 'selector_expression' ? reference.parent : reference;
        const call = callee.parent;
        if (reference === name || user.fileOf(reference).isTest) continue;
        if (call?.kind === 'call_expression' && callee.fieldName === 'function') {
          isCalled = true;
          this.climb(user, call, index);
        } else this.#collected(); // the function itself is passed on
      }
    }
    if (!isCalled) this.isConfined = false;
  }

  follow(object: VarObject): void {
    if (this.holders.has(object)) return;
    this.holders.add(object);
    if (object.role === 'field' || object.role === 'package') this.isConfined = false;
    const home = this.origin.program.packageOf(object.file.path) ?? this.origin;
    for (const reference of home.referencesTo(object)) {
      if (home.fileOf(reference).isTest) continue;
      if (object.function && home.functionOf(reference) !== object.function) {
        const literal = home.functionOf(reference)?.node;
        // `defer func() { db.Close() }()` runs here and now
        const isDeferred =
          literal?.parent?.kind === 'call_expression' && literal.parent.parent?.kind === 'defer_statement';
        if (!isDeferred) this.isConfined = false;
      }
      const whole = reference.parent?.kind === 'selector_expression' && reference.fieldName === 'field';
      this.climb(home, whole ? reference.parent! : reference, 0);
    }
  }
}

/** The field that an element of a literal without keys sets. */
function fieldByPosition(pkg: PackageModel, element: SyntaxNode): VarObject | undefined {
  const body = element.parent;
  const literals = positionalLiteralsOf(pkg);
  const struct = body?.kind === 'literal_value' ? literals.structOf(body) : undefined;
  return struct && literals.fieldAt(struct, body!.namedChildren.indexOf(element));
}
