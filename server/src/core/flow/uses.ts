import {
  behaviourOf,
  effectOnArgument,
  isStandardLibrary,
  PLAIN_INTERFACES,
} from '../knowledge/behaviour/index.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { variable } from './conditions.ts';
import { heldByResult } from './holders.ts';
import type { ParameterEffect } from './model.ts';
import {
  aliasThrough,
  fieldOfElement,
  fieldOfTarget,
  literalOf,
  methodNamed,
  wayOf,
  within,
} from './owners.ts';
import type { Alias, Way } from './path-state.ts';
import { isErrorOnly } from './unknown-results.ts';

/** What one mention of an owned value does to it. */
export type Use = (
  | { readonly kind: 'read' }
  | { readonly kind: 'release'; readonly surely: boolean }
  /** It is somebody else's from here on; `result` is set when it is returned. */
  | {
      readonly kind: 'move';
      readonly result: number | undefined;
      readonly isHolder?: boolean;
      /** The way from the result to the closer, when that is a struct of the program which owns the value. */
      readonly way?: Way;
    }
  /** Another variable stands for it; `error` is the one that comes with it when a call handed it through. */
  | {
      readonly kind: 'alias';
      readonly object: VarObject;
      readonly alias: Alias;
      readonly error?: VarObject;
    }
) & {
  /** Set when a function of unknown body is taken for a reader because it was seen to leave such values open. */
  readonly isGuess?: boolean;
};

/** What the classification needs to know of other functions. */
export interface Effects {
  /** Effect of a function on a parameter (-1: the receiver) that receives the value. @param way from there to the closer */
  ofParameter(fn: GoFunction, index: number, way: Way): ParameterEffect;
  /** Effect of a literal, when it runs, on a variable that it captures. */
  ofCapture(literal: GoFunction, object: VarObject, alias: Alias): ParameterEffect;
  /** Whether the package shows that a function of unknown body leaves the value at an argument open. */
  isSeenToLeaveOpen(callee: string, index: number): boolean;
}

const READ: Use = { kind: 'read' };
const MOVE: Use = { kind: 'move', result: undefined };

/** Decides, from the syntax around a mention outward, what happens to the value. */
export class UseClassifier {
  #aliases: ReadonlyMap<VarObject, Alias> = new Map();

  constructor(
    readonly pkg: PackageModel,
    readonly fn: GoFunction,
    readonly type: OwnershipType,
    readonly effects: Effects,
  ) {}

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
    return literal ? this.#captured(literal, object, alias) : this.climb(identifier, alias);
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
          : this.#argument(parent, 0, alias);
      case 'selector_expression':
        return node.fieldName === 'operand' ? this.#selected(parent, alias) : READ;
      case 'call_expression':
        return alias.role === 'closer' && node.fieldName === 'function'
          ? { kind: 'release', surely: true }
          : READ;
      case 'argument_list':
        return parent.parent
          ? this.#argument(parent.parent, parent.namedChildren.indexOf(node), alias)
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
        if (parent.field('operator')?.text !== '&') return READ;
        return node.kind === 'composite_literal' ? this.climb(parent, alias) : MOVE;
      case 'index_expression':
        return READ;
      default:
        return READ;
    }
  }

  /** A struct that holds the value is made; who gets back a stub over a connection still holds the connection. */
  #inLiteral(element: SyntaxNode, alias: Alias): Use {
    const field = fieldOfElement(this.pkg, element);
    const through = field && aliasThrough(this.pkg, this.type, this.effects, field, alias);
    if (through) return this.climb(literalOf(element)!, through);
    if (alias.role === 'wrapper' && this.#ownsBeside(element)) return READ;
    const held = this.#stored(element, alias);
    if (held !== MOVE) return held;
    let literal: SyntaxNode | undefined = element;
    while (literal && literal.kind !== 'composite_literal') literal = literal.parent;
    if (!literal || this.type.unknownCallee !== 'uses') return MOVE;
    return this.climb(literal, { ...alias, role: 'holder' });
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
      const targets = this.#targets(parent.parent);
      if (targets.length > 1) return targets[index] ? this.#assigned(targets[index], alias) : READ;
    }
    if (!signature || signature.results.length <= 1) return this.climb(call, alias);
    if (parent?.kind === 'argument_list' && parent.parent) return this.#argument(parent.parent, index, alias);
    if (parent?.kind !== 'expression_list') return READ;
    const statement = parent.parent;
    if (statement?.kind === 'return_statement')
      return { kind: 'move', result: index, ...throughOwner(alias) };
    const targets = this.#targets(statement);
    const target = targets[index];
    if (!target) return READ;
    const use = this.#assigned(target, alias);
    const errorTarget = targets[signature.results.findIndex((result) => namedId(result.type) === '.error')];
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
    if (alias.role !== 'value') return READ;
    const [next] = alias.rest;
    if (next === name) return this.climb(selector, within(alias));
    if (alias.owners) return this.#ofOwner(selector, name, isCall, alias);
    if (next === undefined && this.type.exposes.has(name)) return MOVE;
    if (next === undefined && this.type.lends.has(name))
      return this.climb(selector, { ...alias, role: 'wrapper' });
    const releases = next === undefined ? this.type.release : this.type.releaseSelf;
    if (!releases.has(name)) return READ;
    return isCall ? { kind: 'release', surely: true } : this.climb(selector, { rest: [], role: 'closer' });
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
      if (method) return this.#given(call, method, -1, alias);
    }
    // a method of what is embedded
    const inner = within(alias);
    if (callee?.kind === 'method' && declared?.slice(declared.lastIndexOf('.') + 1) === alias.rest[0]) {
      return callee.function
        ? this.#given(call, callee.function, -1, inner)
        : this.#selected(selector, inner);
    }
    if (callee?.kind === 'interface-method' && inner.rest.length === 0)
      return this.#selected(selector, inner);
    // a function in another field may release it
    return MOVE;
  }

  /** What was made over the value by a function of unknown body may close it, and what its methods give may hold it. */
  #ofHolder(selector: SyntaxNode, name: string, isCall: boolean, alias: Alias): Use {
    if (this.type.release.has(name)) return { kind: 'release', surely: false };
    const call = selector.parent;
    if (!isCall || !call) return READ;
    if (call.parent?.kind === 'defer_statement') return { kind: 'release', surely: false };
    // a stream lives from its connection, what a parser gives rarely from its file
    const isLiving = this.type.unknownCallee === 'uses' && !isErrorOnly(this.pkg, call);
    return isLiving ? this.#firstResult(call, alias) : READ;
  }

  /** Where the first result of a call goes, whatever is known of the callee. */
  #firstResult(call: SyntaxNode, alias: Alias): Use {
    const results = this.pkg.calleeOf(call)?.signature?.results;
    if (results && !canHold(results[0]?.type)) return READ;
    return this.result(call, 0, alias);
  }

  /** A call of a function whose body is not known. */
  #unknown(call: SyntaxNode, alias: Alias): Use {
    const { unknownCallee } = this.type;
    const parent = call.parent?.kind;
    if (unknownCallee === 'takes-over' || alias.rest.length > 0) return MOVE;
    if (parent === 'expression_statement' || parent === 'go_statement' || parent === 'defer_statement') {
      return unknownCallee === 'uses' && parent === 'expression_statement' ? READ : MOVE;
    }
    if (unknownCallee === 'takes-over-unless-it-fails') return this.#takenOver(call);
    const isGuess = unknownCallee !== 'uses';
    if (isErrorOnly(this.pkg, call)) return { kind: 'read', isGuess };
    return { ...this.#firstResult(call, { rest: [], role: 'holder' }), isGuess };
  }

  /** `session, err := mux.Client(conn)`: with an error nobody has the connection but who passed it. */
  #takenOver(call: SyntaxNode): Use {
    const results = this.pkg.calleeOf(call)?.signature?.results;
    const targets = this.#targets(call.parent?.kind === 'expression_list' ? call.parent.parent : undefined);
    const last = targets[targets.length - 1];
    const object = targets.length >= 2 && last ? variable(this.pkg, last) : undefined;
    if (!object || object.function !== this.fn || targets[0]?.text === '_') return MOVE;
    if (results && !(canHold(results[0]?.type) && namedId(results.at(-1)?.type) === '.error')) return MOVE;
    return { kind: 'alias', object, alias: { rest: [], role: 'receipt' }, isGuess: true };
  }

  #argument(call: SyntaxNode, position: number, alias: Alias): Use {
    const callee = this.pkg.calleeOf(call);
    if (!callee) return MOVE;
    const index = position + callee.firstParameter;
    if (index < 0 && !callee.function) {
      // the receiver of a method expression: `(*os.File).Close(f)`
      const name = callee.id.slice(callee.id.lastIndexOf('.') + 1);
      const releases = alias.rest.length === 0 ? this.type.release : this.type.releaseSelf;
      if (alias.role !== 'value') return READ;
      if (releases.has(name)) return { kind: 'release', surely: true };
      return alias.rest.length === 0 && this.type.exposes.has(name) ? MOVE : READ;
    }
    if (callee.kind === 'conversion') return this.climb(call, alias);
    if (callee.kind === 'builtin') return callee.id === 'append' ? MOVE : READ;
    if (alias.role === 'closer' && (this.type.role === 'value' || !callee.function)) return MOVE;
    if (alias.role === 'wrapper' || alias.role === 'holder')
      return this.#wrapperArgument(call, callee, index, alias);
    if (callee.function) return this.#given(call, callee.function, index, alias);
    // who gets the struct can call the method that releases
    if (alias.owners && !isStandardLibrary(callee.id)) return MOVE;
    if (this.type.releasedBy.get(callee.id) === index) return { kind: 'release', surely: true };
    const use = this.#library(call, callee, index, alias);
    if (use !== MOVE) return use;
    if (this.type.unknownCallee !== 'takes-over') {
      const parameters = callee.signature?.parameters ?? [];
      const parameter = namedId(parameters[Math.min(index, parameters.length - 1)]?.type) ?? '';
      // an interface may stand for anything, but what it takes as a reader it rarely closes
      const isOpaque = callee.kind === 'interface-method' && !PLAIN_INTERFACES.has(parameter);
      return isOpaque || isStated(callee, index) ? MOVE : this.#unknown(call, alias);
    }
    if (!this.effects.isSeenToLeaveOpen(callee.id, index)) return MOVE;
    return { ...this.result(call, 0, { ...alias, role: 'wrapper' }), isGuess: true };
  }

  /** A function of the program gets it as a parameter (-1: the receiver). */
  #given(call: SyntaxNode, fn: GoFunction, index: number, alias: Alias): Use {
    const effect = this.effects.ofParameter(fn, index, alias);
    const isHandedBack = effect.releases === 'never' || effect.releasesOnlyOnError;
    if (isHandedBack && !effect.keeps && effect.returns !== undefined) {
      const passed: Alias = effect.returnsHolder
        ? { rest: [], role: 'wrapper', isHolder: true }
        : { ...(effect.returnsAs ?? alias), role: alias.role };
      return withGuess(this.result(call, effect.returns, passed), effect);
    }
    return fromEffect(effect);
  }

  /** A wrapper or holder is passed on. */
  #wrapperArgument(call: SyntaxNode, callee: Callee, index: number, alias: Alias): Use {
    if (call.parent?.kind === 'go_statement') return MOVE;
    if (callee.function) {
      const effect = this.effects.ofParameter(callee.function, index, { rest: [] });
      if (effect.keeps) return MOVE;
      const use = effect.returns === undefined ? READ : this.result(call, effect.returns, alias);
      return withGuess(use, effect);
    }
    const parameters = callee.signature?.parameters ?? [];
    const parameter = namedId(parameters[Math.min(index, parameters.length - 1)]?.type);
    const effect = effectOnArgument(callee.id, index, parameter);
    if (effect.kind === 'wraps') return this.result(call, effect.result, alias);
    if (effect.kind === 'borrows') return this.type.path.length > 0 || parameter === undefined ? READ : MOVE;
    if (effect.kind === 'reads') return this.#wrapped(call, callee, alias);
    if (isStated(callee, index)) {
      const gives = (callee.signature?.results ?? []).some((result) => canHold(result.type));
      // what a logger is set as lives on: slog.SetDefault(logger)
      return this.type.path.length > 0 || gives ? this.#wrapped(call, callee, alias) : MOVE;
    }
    if (callee.signature || this.type.unknownCallee.startsWith('takes-over'))
      return this.#wrapped(call, callee, alias);
    return this.#unknown(call, alias);
  }

  /** What a function whose body is not in the program does with it: as `effectOnArgument` says. */
  #library(call: SyntaxNode, callee: Callee, index: number, alias: Alias): Use {
    if (callee.kind === 'interface-method') return MOVE;
    const parameters = callee.signature?.parameters ?? [];
    const parameter = parameters[Math.min(index, parameters.length - 1)]?.type;
    const effect = effectOnArgument(callee.id, index, namedId(parameter));
    // what is handed over to be read is the closer itself, not something that leads to it
    const isCloser = alias.rest.length === 0;
    switch (effect.kind) {
      case 'borrows':
        return READ;
      case 'reads':
        return isCloser ? this.#wrapped(call, callee, { rest: [], role: 'wrapper' }) : MOVE;
      case 'returns':
        return this.result(call, effect.result, alias);
      case 'wraps':
        if (!isCloser) return MOVE;
        return this.result(
          call,
          effect.result,
          effect.closesUnderlying ? alias : { rest: [], role: 'wrapper' },
        );
      case 'closes': {
        if (!effect.ifNextIsTrue) return { kind: 'release', surely: true };
        const next = call.field('arguments')?.namedChildren[index + 1];
        const value = next && this.pkg.constantOf(next);
        if (value?.kind !== 'bool') return { kind: 'release', surely: false };
        return value.value ? { kind: 'release', surely: true } : READ;
      }
      // who stores it uses it for as long as the program may run, unless it is stopped here
      case 'stores':
        return this.#isStopped(behaviourOf(callee.id)?.storesUntil) ? READ : MOVE;
      case 'takes-over':
        return MOVE;
    }
  }

  /** Whether the function calls another, itself or deferred. */
  #isStopped(until: string | undefined): boolean {
    if (until === undefined) return false;
    for (const call of this.fn.body?.descendants('call_expression') ?? []) {
      if (this.pkg.functionOf(call) === this.fn && this.pkg.calleeOf(call)?.id === until) return true;
    }
    return false;
  }

  /** A call that got the value as a reader: its result may hold it. */
  #wrapped(call: SyntaxNode, callee: Callee, alias: Alias): Use {
    const results = callee.signature?.results ?? [];
    const index = results.findIndex((result) => canHold(result.type));
    return index < 0 ? READ : this.result(call, index, { ...alias, role: 'wrapper' });
  }

  #listed(node: SyntaxNode, list: SyntaxNode, alias: Alias): Use {
    const statement = list.parent;
    const index = list.namedChildren.indexOf(node);
    if (statement?.kind === 'return_statement') return returned(index, alias);
    if (list.fieldName === 'left') return READ;
    const targets = this.#targets(statement);
    // `x, ok := v.(T)` has a second target
    const isAsserted = node.kind === 'type_assertion_expression' && targets.length === 2;
    const target = targets.length === list.namedChildren.length || isAsserted ? targets[index] : undefined;
    return target ? this.#assigned(target, alias) : READ;
  }

  #targets(statement: SyntaxNode | undefined): readonly SyntaxNode[] {
    if (statement?.kind === 'var_spec') return statement.fieldAll('name');
    return statement?.field('left')?.namedChildren ?? [];
  }

  #assigned(target: SyntaxNode, alias: Alias): Use {
    if (target.text === '_') return READ;
    const object = variable(this.pkg, target);
    // a fresh alias, so that `l = wrap(l)` is told from an assignment that loses l
    if (object && object.function === this.fn) return { kind: 'alias', object, alias: { ...alias } };
    const field = fieldOfTarget(this.pkg, target, this.fn);
    if (!field) return MOVE;
    // a wrapper that goes into the struct which owns the value
    if (alias.role === 'wrapper' && this.#aliases.get(field.object)?.owners) return READ;
    const through = aliasThrough(this.pkg, this.type, this.effects, field, alias);
    return through ? { kind: 'alias', object: field.object, alias: through } : MOVE;
  }

  /** Whether the function in a variable goes elsewhere: anything but a call, a comparison and an assignment to it. */
  #escapes(held: VarObject): boolean {
    return this.pkg.referencesTo(held).some((reference) => {
      const parent = reference.parent;
      if (reference === held.node || parent?.kind === 'binary_expression') return false;
      if (parent?.kind === 'call_expression') return reference.fieldName !== 'function';
      if (parent?.kind !== 'expression_list') return true;
      if (parent.fieldName === 'left') return false;
      const target = this.#targets(parent.parent)[parent.namedChildren.indexOf(reference)];
      return target?.text !== '_';
    });
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
    // a variable that holds the literal: its calls count (see ofLiteralCall)
    if (parent?.kind === 'expression_list' && parent.fieldName !== 'left') {
      const targets = this.#targets(parent.parent);
      const target = targets[parent.namedChildren.indexOf(node)];
      if (parent.parent?.kind === 'return_statement') return { kind: 'move', result: undefined };
      if (target?.text === '_') return READ;
      const held = target && variable(this.pkg, target);
      if (held?.function === this.fn) return touches && this.#escapes(held) ? MOVE : READ;
    }
    if (parent?.kind === 'argument_list' && parent.parent) {
      // sync/once.go: the function has run when Do comes back, now or in an earlier call
      if (this.pkg.calleeOf(parent.parent)?.id === 'sync.Once.Do') return fromEffect(effect);
      return touches ? MOVE : READ;
    }
    return MOVE;
  }
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

function fromEffect(effect: ParameterEffect): Use {
  if (effect.releases !== 'never') return { kind: 'release', surely: effect.releases === 'always' };
  return effect.keeps || effect.returns !== undefined ? MOVE : withGuess(READ, effect);
}

function withGuess(use: Use, effect: ParameterEffect): Use {
  return effect.isGuess ? { ...use, isGuess: true } : use;
}

/** Whether it is known of a function outside the program what it does with an argument. */
function isStated(callee: Callee, index: number): boolean {
  if (isStandardLibrary(callee.id)) return true;
  const behaviour = behaviourOf(callee.id);
  return [behaviour?.takesOver, behaviour?.stores, behaviour?.closes].some((list) => list?.includes(index));
}

/** Whether a result can refer to a reader: not an error, a number, a string or bytes. */
function canHold(type: GoType | undefined): boolean {
  switch (type?.kind) {
    case undefined:
    case 'basic':
      return false;
    case 'slice':
    case 'array':
      return canHold(type.element);
    case 'named':
      return !(type.packagePath === '' && type.name === 'error');
    default:
      return true;
  }
}
