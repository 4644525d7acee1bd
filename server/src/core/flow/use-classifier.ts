import { type OwnershipType, releasesReceiver } from '../knowledge/ownership/table.ts';
import { isExported } from '../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from './assignments.ts';
import { CallUses } from './call-uses.ts';
import { isOnlyOperatedOn } from './descriptor-uses.ts';
import { failureIndex } from './failures.ts';
import { heldByResult, isReleasedFromField } from './holders.ts';
import { isOnlyLent } from './lent-fields.ts';
import { variable } from './nil-comparison.ts';
import {
  aliasThrough,
  fieldOfElement,
  fieldOfTarget,
  literalOf,
  methodNamed,
  selectsReleased,
  wayOf,
  within,
} from './owners.ts';
import type { Alias, Way } from './path-state.ts';
import { isErrorOnly } from './unknown-results.ts';
import { canHold, type Effects, FUNCTION, fromEffect, MOVE, READ, type Use } from './uses.ts';

/** Decides, from the syntax around a mention outward, what happens to the value. */
export class UseClassifier {
  readonly #calls: CallUses;
  #aliases: ReadonlyMap<VarObject, Alias> = new Map();

  constructor(
    readonly pkg: PackageModel,
    readonly fn: GoFunction,
    readonly type: OwnershipType,
    readonly effects: Effects,
  ) {
    this.#calls = new CallUses(pkg, fn, type, effects, this);
  }

  /**
   * @param identifier a mention of a variable that stands for the value
   * @param aliases all variables that do
   */
  ofMention(
    identifier: SyntaxNode,
    object: VarObject,
    alias: Alias,
    aliases: ReadonlyMap<VarObject, Alias>,
  ): Use {
    this.#aliases = aliases;
    if (alias.role === 'receipt') return READ;
    const literal = this.#literalAround(identifier);
    if (literal) return this.#captured(literal, object, alias);
    const use = this.climb(identifier, alias);
    const outlasts = use.kind === 'read' && isStartedWith(identifier, this.type.outlasting);
    return outlasts ? { ...use, mayOutlast: true } : use;
  }

  /** Effect of calling a literal that a variable holds: `closeBody := func() {...}` and later `closeBody()`. */
  ofLiteralCall(literal: GoFunction, object: VarObject, alias: Alias): Use {
    return fromEffect(this.effects.ofCapture(literal, object, alias));
  }

  /** What happens to an expression that is the value, or leads to it. */
  climb(node: SyntaxNode, alias: Alias): Use {
    const parent = node.parent;
    if (!parent) return READ;
    switch (parent.kind) {
      case 'parenthesized_expression':
      case 'type_assertion_expression':
        return this.climb(parent, alias);
      case 'type_conversion_expression':
        // a generic function, or one in a slice, is called: `handlers[key](x)`
        return this.pkg.calleeOf(parent)?.kind === 'conversion'
          ? this.climb(parent, alias)
          : this.#calls.ofArgument(parent, 0, alias);
      case 'selector_expression':
        return node.fieldName === 'operand' ? this.#selected(parent, alias) : READ;
      case 'call_expression':
        if (alias.role === 'function' && parent.parent?.kind === 'go_statement') return MOVE;
        if (node.fieldName === 'function' && this.#isGivenOthers(parent, alias)) return MOVE;
        return alias.role === 'closer' && node.fieldName === 'function'
          ? { kind: 'release', surely: true }
          : READ;
      case 'argument_list':
        return parent.parent
          ? this.#calls.ofArgument(parent.parent, parent.namedChildren.indexOf(node), alias)
          : READ;
      case 'return_statement':
        return returned(0, alias);
      case 'expression_list':
        return this.#listed(node, parent, alias);
      case 'var_spec':
        return READ;
      case 'send_statement':
        return node.fieldName === 'value' ? MOVE : READ;
      case 'literal_element':
      case 'keyed_element':
        return node.fieldName === 'key' ? READ : this.#inLiteral(parent, alias);
      case 'unary_expression':
        // a copy of a struct owns what the struct does
        if (parent.field('operator')?.text === '*') return this.climb(parent, alias);
        if (parent.field('operator')?.text !== '&') return READ;
        return node.kind === 'composite_literal' ? this.climb(parent, alias) : MOVE;
      case 'index_expression':
        // the key of a map is kept as an element is: `conns[conn] = true`
        return node.fieldName === 'index' && isAssignedWhole(parent) ? this.#assigned(parent, alias) : READ;
      default:
        return READ;
    }
  }

  /**
   * Whether a function of unknown body that was made over the value gets what lives on when the function at hand returns: an option
   * that sets on a parameter what uses the value.
   */
  #isGivenOthers(call: SyntaxNode, { role }: Alias): boolean {
    if (role !== 'wrapper' && role !== 'holder') return false;
    return (call.field('arguments')?.namedChildren ?? []).some((argument) => {
      const object = variable(this.pkg, argument);
      if (!object || object.role === 'local' || object.role === 'result') return false;
      const type = this.pkg.typeOfObject(object);
      return canHold(type) && namedId(type) !== 'context.Context';
    });
  }

  /** A struct that holds the value is made; who gets back a stub over a connection still holds the connection. */
  #inLiteral(element: SyntaxNode, alias: Alias): Use {
    if (alias.role === 'function') return MOVE;
    const field = fieldOfElement(this.pkg, element);
    const through = field && aliasThrough(this.pkg, this.type, this.effects, field, alias);
    if (through) return this.climb(literalOf(element)!, through);
    if (alias.role === 'wrapper' && this.#ownsBeside(element)) return READ;
    const held = this.#stored(element, alias);
    if (held !== MOVE) return held;
    let literal: SyntaxNode | undefined = element;
    while (literal && literal.kind !== 'composite_literal') literal = literal.parent;
    if (!literal || this.type.unknownCallee !== 'uses') return MOVE;
    if (isReleasedFromField(this.pkg, element, this.type)) return MOVE;
    const heldIn = alias.role === 'value' ? field?.name : undefined;
    return this.climb(literal, { ...alias, role: 'holder', heldIn });
  }

  /** Whether the struct that a wrapper is put into gets the value itself too, and owns it. */
  #ownsBeside(element: SyntaxNode): boolean {
    const elements = literalOf(element)?.field('body')?.namedChildren ?? [];
    return elements.some((each) => {
      const place = each.kind === 'keyed_element' ? each.field('value') : each;
      const value = place?.firstNamedChild;
      const object = value?.kind === 'identifier' ? variable(this.pkg, value) : undefined;
      const alias = object && this.#aliases.get(object);
      const field = place && fieldOfElement(this.pkg, place);
      return alias && field && aliasThrough(this.pkg, this.type, this.effects, field, alias) !== undefined;
    });
  }

  /** Where result `index` of a call goes. */
  result(call: SyntaxNode, index: number, alias: Alias): Use {
    const parent = call.parent;
    const signature = this.pkg.calleeOf(call)?.signature;
    if (!signature && parent?.kind === 'expression_list' && parent.namedChildren.length === 1) {
      const targets = targetsOf(parent.parent);
      if (targets.length > 1) return targets[index] ? this.#assigned(targets[index], alias) : READ;
    }
    if (!signature || signature.results.length <= 1) return this.climb(call, alias);
    if (parent?.kind === 'argument_list' && parent.parent)
      return this.#calls.ofArgument(parent.parent, index, alias);
    if (parent?.kind !== 'expression_list') return READ;
    const statement = parent.parent;
    if (statement?.kind === 'return_statement')
      return { kind: 'move', result: index, ...throughOwner(alias) };
    const targets = targetsOf(statement);
    const target = targets[index];
    if (!target) return READ;
    const use = this.#assigned(target, alias);
    const errorTarget = targets[failureIndex(this.pkg, signature)];
    const error = errorTarget && variable(this.pkg, errorTarget);
    // a wrapper that could not be made leaves the value where it was
    const isHandedThrough = alias.role === 'value' || alias.role === 'closer';
    return use.kind === 'alias' && error && isHandedThrough ? { ...use, error } : use;
  }

  /** Put into a composite literal: it moves there, unless the struct is the function's result and only uses it. */
  #stored(element: SyntaxNode, alias: Alias): Use {
    if (alias.rest.length > 0 || alias.role === 'closer') return MOVE;
    const result = heldByResult(this.pkg, element, this.type);
    return result === undefined ? MOVE : { kind: 'move', result, isHolder: true };
  }

  #selected(selector: SyntaxNode, alias: Alias): Use {
    const name = selector.field('field')?.text ?? '';
    const isCall = selector.parent?.kind === 'call_expression' && selector.fieldName === 'function';
    if (alias.role === 'holder') return this.#ofHolder(selector, name, isCall, alias);
    if (alias.role === 'function') return this.climb(selector, alias);
    if (alias.role !== 'value') return isCall ? READ : this.#methodValue(selector);
    const [next] = alias.rest;
    if (next === name) return this.climb(selector, within(alias));
    if (alias.owners) return this.#ofOwner(selector, name, isCall, alias);
    if (next === undefined && this.type.exposes.has(name))
      return isCall && isOnlyOperatedOn(this.pkg, selector.parent!) ? READ : MOVE;
    if (next === undefined && isCall && this.type.unwraps.has(name))
      return this.climb(selector.parent!, alias);
    if (next === undefined && this.type.lends.has(name))
      return this.climb(selector, { ...alias, role: 'wrapper' });
    if (next === undefined && selectsReleased(this.pkg, this.type, selector))
      return this.climb(selector, alias);
    const releases = next === undefined ? this.type.release : this.type.releaseSelf;
    // what is made over the value, and stands for it, may close it by a method with another name
    const id = isCall && next === undefined ? this.pkg.calleeOf(selector.parent)?.id : undefined;
    if (id !== undefined && releasesReceiver(id)) return { kind: 'release', surely: true };
    // the package that declares the type has methods that the table does not tell of
    if (isCall && !isExported(name) && this.pkg.calleeOf(selector.parent)?.function) return MOVE;
    if (!releases.has(name)) return isCall ? READ : this.#methodValue(selector);
    return isCall ? { kind: 'release', surely: true } : this.climb(selector, { rest: [], role: 'closer' });
  }

  /** `read := f.Read`: a method as a function value uses the value whenever it is called. */
  #methodValue(selector: SyntaxNode): Use {
    const isMethod = this.pkg.typeOf(selector)?.kind === 'func';
    const outlasts = this.type.outlasting.has(selector.field('field')?.text ?? '');
    return isMethod && !outlasts ? this.climb(selector, FUNCTION) : READ;
  }

  /** A method of a struct of the program that owns the value is called, or taken as a function; or another field is read. */
  #ofOwner(selector: SyntaxNode, name: string, isCall: boolean, alias: Alias): Use {
    const call = selector.parent;
    const owner = alias.owners?.[0];
    if (!isCall || !call) {
      const method = methodNamed(this.pkg, owner, name);
      if (!method) return this.pkg.typeOf(selector)?.kind === 'func' ? MOVE : READ;
      const { releases } = this.effects.ofParameter(method, -1, alias);
      return releases === 'never' ? MOVE : this.climb(selector, { rest: [], role: 'closer' });
    }
    const callee = this.pkg.calleeOf(call);
    const declared = callee?.id.slice(0, callee.id.lastIndexOf('.'));
    const isOwn = owner === undefined || declared?.slice(declared.lastIndexOf('.') + 1) === owner.name;
    if (callee?.kind === 'interface-method' || (callee?.kind === 'method' && isOwn)) {
      const method = methodNamed(this.pkg, owner, name) ?? callee.function;
      if (method) return this.#calls.ofParameter(call, method, -1, alias);
    }
    // a method of what is embedded
    const inner = within(alias);
    if (callee?.kind === 'method' && declared?.slice(declared.lastIndexOf('.') + 1) === alias.rest[0]) {
      return callee.function
        ? this.#calls.ofParameter(call, callee.function, -1, inner)
        : this.#selected(selector, inner);
    }
    if (callee?.kind === 'interface-method' && inner.rest.length === 0)
      return this.#selected(selector, inner);
    // a function in another field may release it
    return MOVE;
  }

  /** What was made over the value by a function of unknown body may close it, and what its methods give may hold it. */
  #ofHolder(selector: SyntaxNode, name: string, isCall: boolean, alias: Alias): Use {
    if (name === alias.heldIn && !isCall) return this.climb(selector, { ...wayOf(alias), role: 'value' });
    if (this.type.release.has(name)) return { kind: 'release', surely: false };
    const call = selector.parent;
    if (!isCall || !call) return READ;
    if (call.parent?.kind === 'defer_statement') return { kind: 'release', surely: false };
    // a stream lives from its connection, what a parser gives rarely from its file
    const isLiving = this.type.unknownCallee === 'uses' && !isErrorOnly(this.pkg, call);
    return isLiving ? this.#calls.firstResult(call, { ...wayOf(alias), role: 'holder' }) : READ;
  }

  #listed(node: SyntaxNode, list: SyntaxNode, alias: Alias): Use {
    const statement = list.parent;
    const index = list.namedChildren.indexOf(node);
    if (statement?.kind === 'return_statement') return returned(index, alias);
    if (list.fieldName === 'left') return READ;
    const targets = targetsOf(statement);
    // `x, ok := v.(T)` has a second target
    const isAsserted = node.kind === 'type_assertion_expression' && targets.length === 2;
    const target = targets.length === list.namedChildren.length || isAsserted ? targets[index] : undefined;
    if (!target) return READ;
    const use = this.#assigned(target, alias);
    if (!isAsserted || use.kind !== 'alias') return use;
    const isHeld = this.#heldWhen(node, targets[1]!, alias);
    return isHeld ? { ...use, isHeld } : use;
  }

  /** `closer, ok := reader.(io.Closer)`: the value itself can be released, so that without `ok` it is not there. */
  #heldWhen(assertion: SyntaxNode, ok: SyntaxNode, alias: Alias): VarObject | undefined {
    const asserted = assertion.field('type');
    const type = asserted && this.pkg.typeOf(asserted);
    if (!type || alias.role !== 'value' || alias.owners || alias.rest.length > 0) return undefined;
    const releases = (each: GoType | undefined): boolean =>
      [...this.type.release].some((name) => this.pkg.memberOf(each, name)?.kind === 'method');
    const operand = assertion.field('operand');
    const given = operand && this.pkg.typeOf(operand);
    // what can be released already is still there when it is not also something else
    const isDecisive = namedId(type) === 'io.Closer' || (given !== undefined && !releases(given));
    const isInterface = this.pkg.underlying(type)?.kind === 'interface';
    const isReleasable = isInterface && isDecisive && releases(type);
    return isReleasable ? variable(this.pkg, ok) : undefined;
  }

  #assigned(target: SyntaxNode, alias: Alias): Use {
    if (target.text === '_') return READ;
    const object = variable(this.pkg, target);
    // a fresh alias, so that `l = wrap(l)` is told from an assignment that loses l
    if (object && object.function === this.fn) return { kind: 'alias', object, alias: { ...alias } };
    const field = fieldOfTarget(this.pkg, target, this.fn);
    if (!field) {
      // of a file itself the child gets a descriptor of its own; anything else is copied while it runs
      const isFile = alias.role === 'value' && !alias.owners && this.type.types.includes('os.File');
      return isFile && isOnlyLent(this.pkg, target, this.fn) ? READ : MOVE;
    }
    // a wrapper that goes into the struct which owns the value
    if (alias.role === 'wrapper' && this.#aliases.get(field.object)?.owners) return READ;
    const through = aliasThrough(this.pkg, this.type, this.effects, field, alias);
    return through ? { kind: 'alias', object: field.object, alias: through } : MOVE;
  }

  /**
   * Whether the function in a variable goes elsewhere: anything but a call, a comparison and an assignment to it.
   * @param asked variables whose mentions are being looked at
   */
  #escapes(held: VarObject, asked: readonly VarObject[] = []): boolean {
    if (asked.includes(held)) return false;
    return this.pkg.referencesTo(held).some((reference) => {
      const parent = reference.parent;
      if (reference === held.node || parent?.kind === 'binary_expression') return false;
      if (parent?.kind === 'call_expression')
        return reference.fieldName !== 'function' || this.#isCalledElsewhere(reference, [...asked, held]);
      if (parent?.kind !== 'expression_list') return true;
      if (parent.fieldName === 'left') return false;
      const target = targetsOf(parent.parent)[parent.namedChildren.indexOf(reference)];
      return target?.text !== '_';
    });
  }

  /** Whether the call of a variable stands in a literal that goes elsewhere, so that who gets the literal makes the call. */
  #isCalledElsewhere(callee: SyntaxNode, asked: readonly VarObject[]): boolean {
    const literal = this.#literalAround(callee)?.node;
    const parent = literal?.parent;
    if (!literal || parent?.kind === 'call_expression') return parent?.parent?.kind === 'go_statement';
    if (parent?.kind !== 'expression_list') return true;
    if (parent.parent?.kind === 'return_statement') return true;
    const target = targetsOf(parent.parent)[parent.namedChildren.indexOf(literal)];
    const held = target && variable(this.pkg, target);
    return target?.text !== '_' && (held?.function !== this.fn || this.#escapes(held, asked));
  }

  /** The literal of this function, outermost, that a mention stands in. */
  #literalAround(identifier: SyntaxNode): GoFunction | undefined {
    let inner = this.pkg.functionOf(identifier);
    if (inner === this.fn) return undefined;
    while (inner?.outer && inner.outer !== this.fn) inner = inner.outer;
    return inner;
  }

  #captured(literal: GoFunction, object: VarObject, alias: Alias): Use {
    const effect = this.effects.ofCapture(literal, object, alias);
    const touches = effect.releases !== 'never' || effect.keeps || effect.returns !== undefined;
    let node = literal.node;
    while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
    const parent = node.parent;
    if (parent?.kind === 'call_expression') {
      return parent.parent?.kind === 'go_statement' ? MOVE : fromEffect(effect);
    }
    if (!touches) return this.#isNeeded(literal, object, alias) ? this.climb(node, FUNCTION) : READ;
    // a variable that holds the literal: its calls count (see ofLiteralCall)
    if (parent?.kind === 'expression_list' && parent.fieldName !== 'left') {
      const targets = targetsOf(parent.parent);
      const target = targets[parent.namedChildren.indexOf(node)];
      if (parent.parent?.kind === 'return_statement') return { kind: 'move', result: undefined };
      if (target?.text === '_') return READ;
      const held = target && variable(this.pkg, target);
      // who gets a named result may call it
      const isHandedOut = held?.role === 'result' || (held && this.#escapes(held));
      if (held?.function === this.fn) return isHandedOut ? MOVE : READ;
    }
    if (parent?.kind === 'argument_list' && parent.parent) {
      // sync/once.go: the function has run when Do comes back, now or in an earlier call
      if (this.pkg.calleeOf(parent.parent)?.id === 'sync.Once.Do') return fromEffect(effect);
    }
    return MOVE;
  }

  /** Whether a literal does more with a value than compare it and ask for what is the same after its release. */
  #isNeeded(literal: GoFunction, object: VarObject, alias: Alias): boolean {
    const isValue = alias.role === 'value' && !alias.owners && alias.rest.length === this.type.path.length;
    return this.pkg.referencesTo(object).some((reference) => {
      const { parent } = reference;
      if (!literal.node.contains(reference) || parent?.kind === 'binary_expression') return false;
      const name = parent?.kind === 'selector_expression' ? parent.field('field')?.text : undefined;
      return !isValue || name === undefined || !this.type.outlasting.has(name);
    });
  }
}

/**
 * Whether a goroutine is started whose function gets a value: as an argument, or as what its method is called on.
 * @param outlasting fields and methods of which the goroutine gets a result that is no part of it
 */
function isStartedWith(mention: SyntaxNode, outlasting: ReadonlySet<string>): boolean {
  let node = mention;
  while (node.parent?.kind === 'selector_expression' && node.fieldName === 'operand') {
    node = node.parent;
    if (outlasting.has(node.field('field')?.text ?? '')) return false;
  }
  const call = node.fieldName === 'function' ? node.parent : node.parent?.parent;
  const isGiven = node.fieldName === 'function' || node.parent?.kind === 'argument_list';
  return isGiven && call?.kind === 'call_expression' && call.parent?.kind === 'go_statement';
}

/** Handed to the caller, as itself or in a struct that holds it. */
function returned(result: number, alias: Alias): Use {
  if (alias.isHolder) return { kind: 'move', result, isHolder: true };
  return { kind: 'move', result, ...throughOwner(alias) };
}

/** The way from a struct of the program that owns the value. */
function throughOwner(alias: Alias): { readonly way?: Way } {
  return alias.owners ? { way: wayOf(alias) } : {};
}
