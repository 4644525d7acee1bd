import {
  behaviourOf,
  effectOnArgument,
  isStandardLibrary,
  keepsNothing,
  PLAIN_INTERFACES,
} from '../knowledge/behaviour/index.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { type GoType, namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { targetsOf } from './assignments.ts';
import { tellsFailure } from './failures.ts';
import { implementationsOf } from './implementations.ts';
import { isOfMock } from './mocks.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import type { Alias } from './path-state.ts';
import { isErrorOnly } from './unknown-results.ts';
import { canHold, type Effects, fromEffect, MOVE, READ, staying, type Use, withGuess } from './uses.ts';

/**
 * Methods that run a function in a goroutine of a group, with the one that waits for it (golang.org/x/sync
 * errgroup/errgroup.go and sync/waitgroup.go, Go; gopkg.in/tomb.v2 tomb.go: "Go runs f in a new goroutine").
 */
export const WAITS_FOR: ReadonlyMap<string, string> = new Map(
  ['golang.org/x/sync/errgroup.Group', 'sync.WaitGroup', 'gopkg.in/tomb.v2.Tomb'].map((group) => [
    `${group}.Go`,
    `${group}.Wait`,
  ]),
);

/** Follows a value from where a call hands it on. */
export interface Onward {
  /** What happens to an expression that is the value, or leads to it. */
  climb(node: SyntaxNode, alias: Alias): Use;
  /** What happens to a result of a call. */
  result(call: SyntaxNode, index: number, alias: Alias): Use;
}

/** Decides what a call does to a value that it gets as an argument or receiver. */
export class CallUses {
  constructor(
    readonly pkg: PackageModel,
    readonly fn: GoFunction,
    readonly type: OwnershipType,
    readonly effects: Effects,
    readonly onward: Onward,
  ) {}

  ofArgument(call: SyntaxNode, position: number, alias: Alias): Use {
    const callee = this.pkg.calleeOf(call);
    if (alias.role === 'function') return this.#functionArgument(call, callee, position, alias);
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
    if (callee.kind === 'conversion') return this.onward.climb(call, alias);
    if (callee.kind === 'builtin') return callee.id === 'append' ? MOVE : READ;
    if (alias.role === 'closer' && (this.type.role === 'value' || !callee.function)) return MOVE;
    if (alias.role === 'wrapper' || alias.role === 'holder')
      return this.#wrapperArgument(call, callee, index, { ...alias, heldIn: undefined });
    if (callee.function) return this.ofParameter(call, callee.function, index, alias);
    // who gets the struct can call the method that releases
    if (alias.owners && !isStandardLibrary(callee.id)) return MOVE;
    if (this.type.releasedBy.get(callee.id) === index) return { kind: 'release', surely: true };
    const use = this.#library(call, callee, index, alias);
    if (use !== MOVE || this.#mayTakeOver(callee, index, alias)) return use;
    if (this.type.unknownCallee !== 'takes-over') {
      const parameters = callee.signature?.parameters ?? [];
      const parameter = namedId(parameters[Math.min(index, parameters.length - 1)]?.type) ?? '';
      // an interface may stand for anything, but what it takes as a reader it rarely closes
      const isOpaque = callee.kind === 'interface-method' && !PLAIN_INTERFACES.has(parameter);
      return isOpaque || isStated(callee, index) ? MOVE : this.#unknown(call, alias);
    }
    if (!this.effects.isSeenToLeaveOpen(callee.id, index) || this.#isGivenBeside(call, position)) return MOVE;
    return { ...this.onward.result(call, 0, { ...alias, role: 'wrapper' }), isGuess: true };
  }

  /**
   * A function value that uses the value is handed to a call: it lives on where the callee keeps it, or gives back
   * something that holds it; a function of the standard library that takes a function has run it when it comes back, unless
   * its behaviour says otherwise.
   */
  #functionArgument(call: SyntaxNode, callee: Callee | undefined, position: number, alias: Alias): Use {
    if (callee?.kind === 'conversion') return this.onward.climb(call, alias);
    if (callee?.kind === 'builtin') return callee.id === 'append' ? MOVE : READ;
    if (call.parent?.kind === 'go_statement') return MOVE;
    const index = position + (callee?.firstParameter ?? 0);
    if (callee?.function) {
      const effect = this.effects.ofFunctionParameter(callee.function, index);
      if (effect.keeps) return MOVE;
      const use = effect.returns === undefined ? READ : this.onward.result(call, effect.returns, alias);
      return withGuess(use, effect);
    }
    const id = callee?.id ?? '';
    if (behaviourOf(id)?.stores?.includes(index) || this.#isLeftRunning(call)) return MOVE;
    if (WAITS_FOR.has(id) || keepsNothing(id)) return this.#runsInParallel(call, position) ? MOVE : READ;
    const isUnseen = !callee || callee.kind === 'interface-method' || callee.kind === 'value';
    if (isUnseen || !isStandardLibrary(id)) {
      return this.#isGivenBeside(call, position) ? MOVE : { kind: 'read', isGuess: true, mayOutlast: true };
    }
    const { parameters = [], results = [] } = callee.signature ?? {};
    const isFunction = (each: GoType | undefined): boolean => this.pkg.underlying(each)?.kind === 'func';
    if (!isFunction(parameters[Math.min(index, parameters.length - 1)]?.type)) return MOVE;
    const result = results.findIndex((each) => isFunction(each.type));
    return result < 0 ? READ : this.onward.result(call, result, alias);
  }

  /** testing/testing.go, T.Run: a subtest that calls t.Parallel goes on when Run has returned. */
  #runsInParallel(call: SyntaxNode, position: number): boolean {
    const literal = call.field('arguments')?.namedChildren[position];
    return [...(literal?.descendants('call_expression') ?? [])].some(
      (each) => this.pkg.calleeOf(each)?.id === 'testing.T.Parallel',
    );
  }

  /** Whether a method of the module that a call through an interface may run closes the value, or hands it to who may. */
  #mayTakeOver(callee: Callee, index: number, alias: Alias): boolean {
    return implementationsOf(this.pkg, callee).some((fn) => {
      const effect = this.effects.ofParameter(fn, index, alias);
      return (effect.keeps || effect.releases !== 'never') && !isOfMock(homeOf(this.pkg, fn), fn);
    });
  }

  /** Whether a call starts what it gets in a goroutine of a group for which the function does not wait. */
  #isLeftRunning(start: SyntaxNode): boolean {
    const wait = WAITS_FOR.get(this.pkg.calleeOf(start)?.id ?? '');
    if (!wait) return false;
    const group = start.field('function')?.field('operand')?.text;
    for (const call of this.fn.body?.descendants('call_expression') ?? []) {
      const isSame = call.field('function')?.field('operand')?.text === group;
      if (isSame && this.pkg.calleeOf(call)?.id === wait) return false;
    }
    return true;
  }

  /** A function of the program gets it as a parameter (-1: the receiver). */
  ofParameter(call: SyntaxNode, fn: GoFunction, index: number, alias: Alias): Use {
    const effect = this.effects.ofParameter(fn, index, alias);
    const position = index - (this.pkg.calleeOf(call)?.firstParameter ?? 0);
    if (effect.isGuess && effect.mayOutlast && this.#isGivenBeside(call, position, true)) return MOVE;
    const isHandedBack = effect.releases === 'never' || effect.releasesOnlyOnError;
    if (isHandedBack && !effect.keeps && effect.returns !== undefined) {
      const passed: Alias = effect.returnsHolder
        ? { rest: [], role: 'wrapper', isHolder: true }
        : { ...(effect.returnsAs ?? alias), role: alias.role };
      const use = this.onward.result(call, effect.returns, passed);
      return withGuess(effect.staysOnFailure ? staying(use) : use, effect);
    }
    return fromEffect(effect);
  }

  /** A wrapper or holder is passed on. */
  #wrapperArgument(call: SyntaxNode, callee: Callee, index: number, alias: Alias): Use {
    if (call.parent?.kind === 'go_statement') return MOVE;
    if (callee.function) {
      const effect = this.effects.ofParameter(callee.function, index, { rest: [] });
      if (effect.keeps) return MOVE;
      const use = effect.returns === undefined ? READ : this.onward.result(call, effect.returns, alias);
      return withGuess(use, effect);
    }
    const parameters = callee.signature?.parameters ?? [];
    const parameter = namedId(parameters[Math.min(index, parameters.length - 1)]?.type);
    const effect = effectOnArgument(callee.id, index, parameter);
    if (effect.kind === 'wraps') return this.onward.result(call, effect.result, alias);
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
      case 'borrows': {
        // fmt/print.go, handleMethods: `case Stringer: handled = true; p.fmtString(v.String(), verb)`
        const isPrinted = this.type.releasedWhenPrinted && !isCloser && keepsNothing(callee.id);
        return isPrinted ? { kind: 'release', surely: true } : READ;
      }
      case 'reads':
        return isCloser ? this.#wrapped(call, callee, { rest: [], role: 'wrapper' }) : MOVE;
      case 'returns':
        return this.onward.result(call, effect.result, alias);
      case 'wraps':
        if (!isCloser) return MOVE;
        return this.onward.result(
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

  /**
   * Whether a call gets something else that the function returns, or is of it, which may hold the value from then on:
   * `Register(mux, conn)` and `return mux`.
   * @param isHandedOn whether it is enough that somebody else gets it without the value: `Serve(mux)`
   */
  #isGivenBeside(call: SyntaxNode, position: number, isHandedOn = false): boolean {
    const own = call.field('arguments')?.namedChildren[position];
    const value = own && variable(this.pkg, unwrapped(own));
    const given = call.field('arguments')?.namedChildren.filter((_, index) => index !== position) ?? [];
    const receiver = call.field('function')?.field('operand');
    return [...given, ...(receiver ? [receiver] : [])].some((each) => {
      const object = variable(this.pkg, unwrapped(each));
      if (!object || object.function !== this.fn || object.role === 'package') return false;
      const type = this.pkg.typeOfObject(object);
      return (
        (type === undefined || (canHold(type) && namedId(type) !== 'context.Context')) &&
        this.pkg
          .referencesTo(object)
          .some(
            (mention) =>
              mention.parent?.parent?.kind === 'return_statement' ||
              (isHandedOn && value !== undefined && this.#isHandedOn(mention, value)),
          )
      );
    });
  }

  /** Whether a mention hands a variable to a function outside the program, or puts it into a struct, without a value. */
  #isHandedOn(mention: SyntaxNode, value: VarObject): boolean {
    const { parent } = mention;
    if (parent?.kind === 'literal_element' && parent.fieldName === 'value') return true;
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    if (call?.kind !== 'call_expression') return false;
    const callee = this.pkg.calleeOf(call);
    const isUnseen = !callee || !(callee.kind === 'builtin' || callee.function || keepsNothing(callee.id));
    return isUnseen && !this.pkg.referencesTo(value).some((each) => call.contains(each));
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
    return index < 0 ? READ : this.onward.result(call, index, { ...alias, role: 'wrapper' });
  }

  /** Where the first result of a call goes, whatever is known of the callee. */
  firstResult(call: SyntaxNode, alias: Alias): Use {
    const results = this.pkg.calleeOf(call)?.signature?.results;
    if (results && !canHold(results[0]?.type)) return READ;
    return this.onward.result(call, 0, alias);
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
    return { ...this.firstResult(call, { rest: [], role: 'holder' }), isGuess };
  }

  /** `session, err := mux.Client(conn)`: with an error nobody has the connection but who passed it. */
  #takenOver(call: SyntaxNode): Use {
    const results = this.pkg.calleeOf(call)?.signature?.results;
    const targets = targetsOf(call.parent?.kind === 'expression_list' ? call.parent.parent : undefined);
    const last = targets[targets.length - 1];
    const object = targets.length >= 2 && last ? variable(this.pkg, last) : undefined;
    if (!object || object.function !== this.fn || targets[0]?.text === '_') return MOVE;
    if (results && !(canHold(results[0]?.type) && tellsFailure(this.pkg, results.at(-1)?.type))) return MOVE;
    return { kind: 'alias', object, alias: { rest: [], role: 'receipt' }, isGuess: true };
  }
}

/** Whether it is known of a function outside the program what it does with an argument. */
function isStated(callee: Callee, index: number): boolean {
  if (isStandardLibrary(callee.id)) return true;
  const behaviour = behaviourOf(callee.id);
  return [behaviour?.takesOver, behaviour?.stores, behaviour?.closes].some((list) => list?.includes(index));
}
