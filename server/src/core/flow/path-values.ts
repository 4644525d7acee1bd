import { behaviourOf } from '../knowledge/behaviour/index.ts';
import {
  GIVES_ERROR,
  JOINS_ERRORS,
  NIL_AS_ARGUMENT,
  TRUE_MEANS_ERROR,
} from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { qualifiedId } from '../semantic/qualified.ts';
import { zeroOf } from '../semantic/zero-value.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { type Assignment, onlyCall } from './assignments.ts';
import { type Facts, factsOf } from './facts.ts';
import { givesFailure, tellsFailure } from './failures.ts';
import type { ControlFlowGraph } from './model.ts';
import { neverFails } from './never-fails.ts';
import { argumentAt, unwrapped, variable } from './nil-comparison.ts';
import type { Fact, PathState } from './path-state.ts';
import { alwaysHolds } from './sure-assertions.ts';

/** How a function comes back: with what as its only result, or (`unknown`) with something else or nothing. */
export type Returned = Fact | 'unknown';

/** A boolean parameter, and a value of it. */
export interface ConditionGiven {
  readonly index: number;
  readonly holds: boolean;
}

/** What functions of the program say of what they are given. */
export interface CallChecks {
  /** How a function comes back when an argument is nil, or not; empty when it never does; undefined when that is not known. */
  returned(fn: GoFunction, parameter: number, isNil: boolean): ReadonlySet<Returned> | undefined;
  /** The parameters of a function that comes back only when the two are equal. */
  equalWhenBack(fn: GoFunction): readonly [number, number] | undefined;
  /** The first condition among a function's parameters without which it does not come back, and how that has to come out. */
  conditionWhenBack(fn: GoFunction): ConditionGiven | undefined;
  /** Whether a function comes back only with an error: one that serves until it cannot. */
  alwaysFails(fn: GoFunction): boolean;
}

/** Expressions that say something by being true. */
const LINKED: ReadonlySet<string> = new Set([
  'identifier',
  'binary_expression',
  'unary_expression',
  'call_expression',
  'type_assertion_expression',
  'type_conversion_expression',
]);

/** What expressions and assignments say about variables, errors and an owned value on the paths of one graph. */
export class PathValues {
  readonly #facts: Facts;

  /**
   * @param type kind of the owned value, when there is one
   * @param decides the value of a boolean expression, when the path decides it
   */
  constructor(
    readonly pkg: PackageModel,
    readonly graph: ControlFlowGraph,
    readonly type: OwnershipType | undefined,
    readonly checks: CallChecks,
    readonly decides: (condition: SyntaxNode, state: PathState) => boolean | undefined,
  ) {
    this.#facts = factsOf(pkg, graph);
  }

  /** Remembers what a variable is, when only the function's own statements can change it. */
  learn(state: PathState, object: VarObject, fact: Fact): PathState {
    return this.#facts.isTracked(object) ? state.learn(object, fact) : state;
  }

  /**
   * What an assignment says about the variable that it sets.
   *
   * @param state without what was known of the variable
   * @param before as it was when the value was evaluated
   */
  assigned(assignment: Assignment, object: VarObject, state: PathState, before: PathState): PathState {
    if (assignment.isZero) {
      const zero = zeroOf(this.pkg.underlying(this.pkg.typeOfObject(object)));
      return zero === 'nil' || zero === 'false' ? this.learn(state, object, zero) : state;
    }
    if (!assignment.value) {
      if (this.#isErrorOfSure(assignment.target, object)) return this.learn(state, object, 'nil');
      const asked = this.#asked(assignment.target);
      if (asked?.kind === 'type_assertion_expression' && alwaysHolds(this.pkg, asked))
        return this.learn(state, object, 'true');
      const holds = asked && this.decides(asked, before);
      if (holds !== undefined) return this.learn(state, object, holds ? 'true' : 'false');
      return asked ? this.#linked(state, object, asked, before) : state;
    }
    const value = unwrapped(assignment.value);
    const fact = this.factOf(value, before);
    const source = this.sameNil(value, before);
    const copied = fact ? this.learn(state, object, fact) : state;
    const isError = tellsFailure(this.pkg, this.pkg.typeOfObject(object));
    if ((source && before.guards.has(source)) || (isError && !fact && this.takesGuard(value, before))) {
      return copied.with({ guards: new Set(copied.guards).add(object) });
    }
    return fact ? copied : this.#linked(state, object, value, before);
  }

  /** `n, err := b.Write(p)`: the error of a call that never fails. */
  #isErrorOfSure(target: SyntaxNode, object: VarObject): boolean {
    const list = target.parent;
    if (list?.kind !== 'expression_list' || list.namedChildren.at(-1) !== target) return false;
    const call = list.parent && onlyCall(list.parent);
    // of a library that is not at hand the name alone tells, and its last result is the error
    const type = this.pkg.typeOfObject(object);
    return call !== undefined && (!type || tellsFailure(this.pkg, type)) && neverFails(this.pkg, call);
  }

  /** What the second of two targets says of an operand: `x.(T)` of `t, ok := x.(T)`, a call that looks for an error. */
  #asked(target: SyntaxNode): SyntaxNode | undefined {
    const list = target.parent;
    if (list?.kind !== 'expression_list' || list.fieldName !== 'left') return undefined;
    const values = list.parent?.field('right')?.namedChildren;
    const isSecond = list.namedChildren.length === 2 && list.namedChildren[1] === target;
    const value = isSecond && values?.length === 1 ? unwrapped(values[0]!) : undefined;
    // with two targets no conversion, but a generic function
    const says =
      value?.kind === 'type_assertion_expression' ||
      value?.kind === 'type_conversion_expression' ||
      (value && TRUE_MEANS_ERROR.has(this.pkg.calleeOf(value)?.id ?? ''));
    return says ? value : undefined;
  }

  /** A boolean whose value is not known stands for the expression that it got, as long as what that reads stays. */
  #linked(state: PathState, object: VarObject, value: SyntaxNode, before: PathState): PathState {
    if (!LINKED.has(value.kind)) return state;
    if (!this.#facts.isTracked(object)) return state;
    const reads = new Set<VarObject>();
    for (const identifier of value.descendants('identifier')) {
      const read = variable(this.pkg, identifier);
      if (read) reads.add(read);
    }
    // an assignment to what it reads has happened already
    if (reads.has(object)) return state;
    const says = [...reads].some((read) => before.knows(read));
    if (!says || ![...reads].every((read) => this.#facts.isTracked(read))) return state;
    return state.with({ links: new Map(state.links).set(object, { expression: value, reads: [...reads] }) });
  }

  /** What the value of an expression is, when the path decides it. */
  factOf(expression: SyntaxNode, state: PathState): Fact | undefined {
    const value = unwrapped(expression);
    switch (value.kind) {
      case 'true':
      case 'false':
      case 'nil':
        return value.kind;
      case 'func_literal':
      case 'composite_literal':
        return 'non-nil';
      case 'identifier': {
        const object = variable(this.pkg, value);
        return object && state.facts.get(object);
      }
      case 'call_expression': {
        const given = this.nilnessOf(value, state);
        if (given) return given;
        break;
      }
      case 'unary_expression': {
        const operator = value.field('operator')?.text;
        if (operator === '&') return 'non-nil';
        if (operator !== '!') return undefined;
        break;
      }
      case 'binary_expression':
        break;
      default:
        return undefined;
    }
    const result = this.decides(value, state);
    return result === undefined ? undefined : result ? 'true' : 'false';
  }

  /** Whether the result of a call is nil. */
  nilnessOf(call: SyntaxNode, state: PathState): 'nil' | 'non-nil' | undefined {
    const callee = call.kind === 'call_expression' ? this.pkg.calleeOf(call) : undefined;
    if (!callee) return undefined;
    if (callee.signature?.results.length === 1 && neverFails(this.pkg, call)) return 'nil';
    if (behaviourOf(callee.id)?.failsWhenReleased && this.#isOpen(call, callee, state)) return 'nil';
    if (GIVES_ERROR.has(callee.id) || (callee.kind === 'builtin' && /^(make|new)$/.test(callee.id))) {
      return 'non-nil';
    }
    if (callee.function && this.checks.alwaysFails(callee.function)) return 'non-nil';
    const source = this.sameNil(call, state);
    const fact = source && state.facts.get(source);
    if (fact === 'nil' || fact === 'non-nil') return fact;
    if (!JOINS_ERRORS.has(callee.id)) return undefined;
    const parts = (call.field('arguments')?.namedChildren ?? []).map((part) => this.factOf(part, state));
    if (parts.includes('non-nil')) return 'non-nil';
    return parts.length > 0 && parts.every((part) => part === 'nil') ? 'nil' : undefined;
  }

  /** Whether a method that fails only when its receiver has been released is called on the owned value, while that is open. */
  #isOpen(call: SyntaxNode, callee: Callee, state: PathState): boolean {
    const receiver = callee.receiver && variable(this.pkg, callee.receiver);
    if (!receiver || !state.aliases.has(receiver)) return false;
    const bound = behaviourOf(callee.id)?.failsWhenReleased;
    if (bound === true || !bound) return bound === true;
    const argument = call.field('arguments')?.namedChildren[bound.argument];
    const value = argument && this.pkg.constantOf(argument);
    return value?.kind === 'int' && value.value <= bound.most;
  }

  /** The variable that is nil exactly when an expression is: itself, or the argument of a call that wraps it. */
  sameNil(expression: SyntaxNode, state: PathState): VarObject | undefined {
    const node = unwrapped(expression);
    if (node.kind === 'identifier') return variable(this.pkg, node);
    if (node.kind !== 'call_expression') return undefined;
    const callee = this.pkg.calleeOf(node);
    if (!callee) return undefined;
    if (NIL_AS_ARGUMENT.has(callee.id)) return argumentAt(this.pkg, node, 0);
    const fn = callee.function;
    if (!fn) return undefined;
    for (const [index, argument] of (node.field('arguments')?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, argument);
      if (!object || !state.knows(object) || state.aliases.has(object)) continue;
      if (isOnly(this.checks.returned(fn, index, true), 'nil')) {
        if (isOnly(this.checks.returned(fn, index, false), 'non-nil')) return object;
      }
    }
    return undefined;
  }

  /** Whether a call translates an error that came with the value: what it makes of it stands for it (`err = convert(err)`). */
  takesGuard(expression: SyntaxNode, state: PathState): boolean {
    const node = unwrapped(expression);
    if (node.kind !== 'call_expression') return false;
    return (node.field('arguments')?.namedChildren ?? []).some((argument) => {
      const object = variable(this.pkg, argument);
      return object !== undefined && state.guards.has(object) && state.facts.get(object) !== 'nil';
    });
  }

  /** An error that is compared with one that a package holds for life, such as io.EOF: equal, it is not nil. */
  equalToSentinel(error: SyntaxNode, other: SyntaxNode, state: PathState): VarObject | undefined {
    const object = variable(this.pkg, unwrapped(error));
    if (!object || object.role === 'package' || !this.isSentinel(other)) return undefined;
    return state.guards.has(object) || tellsFailure(this.pkg, this.pkg.typeOfObject(object))
      ? object
      : undefined;
  }

  isSentinel(expression: SyntaxNode): boolean {
    const node = unwrapped(expression);
    if (node.kind === 'identifier') return variable(this.pkg, node)?.role === 'package';
    return qualifiedId(this.pkg, node) !== undefined;
  }

  /** Whether the equality of two expressions says that there is no value, or none of one's own. */
  isAbsentWhenEqual(left: SyntaxNode, right: SyntaxNode, state: PathState): boolean {
    return (
      this.#isAbsentStatus(left, right, state) ||
      this.#isFailure(left, right, state) ||
      this.#isFailure(right, left, state) ||
      this.#isShared(left, right, state) ||
      this.#isShared(right, left, state)
    );
  }

  /** Whether the error that came with the value is a certain one: `require.Equal(t, errRefused, err)`. */
  #isFailure(side: SyntaxNode, other: SyntaxNode, state: PathState): boolean {
    const object = variable(this.pkg, unwrapped(side));
    if (!object || !state.guards.has(object) || !tellsFailure(this.pkg, this.pkg.typeOfObject(object)))
      return false;
    return this.isSentinel(other) || this.nilnessOf(unwrapped(other), state) === 'non-nil';
  }

  /** Whether the value is what a package holds for all: `f == os.Stdout`. */
  #isShared(side: SyntaxNode, other: SyntaxNode, state: PathState): boolean {
    const object = variable(this.pkg, unwrapped(side));
    return object !== undefined && state.aliases.get(object)?.role === 'value' && this.isSentinel(other);
  }

  #isAbsentStatus(left: SyntaxNode, right: SyntaxNode, state: PathState): boolean {
    const absentWhen = this.type?.absentWhen;
    if (!absentWhen) return false;
    const sides = [left, right];
    return sides.some((side, index) => {
      if (side.kind !== 'selector_expression' || side.field('field')?.text !== absentWhen.field) return false;
      const object = variable(this.pkg, side.field('operand')!);
      const value = this.pkg.constantOf(sides[1 - index]!);
      return (
        object !== undefined &&
        state.aliases.has(object) &&
        value?.kind === 'int' &&
        absentWhen.values.includes(value.value)
      );
    });
  }

  /** Whether a return statement says that there is no value: an error that is surely not nil among its results. */
  saysFailure(statement: SyntaxNode, state: PathState): boolean {
    if (!givesFailure(this.pkg, this.pkg.signatureOf(this.graph.function))) return false;
    const list = statement.firstNamedChild;
    if (statement.kind !== 'return_statement' || !list) {
      const named = this.graph.function.results.at(-1);
      return named !== undefined && state.facts.get(named) === 'non-nil';
    }
    const last = list.namedChildren[list.namedChildren.length - 1];
    if (!last || last.kind === 'nil') return false;
    if (last.kind !== 'identifier')
      return last.kind === 'call_expression' || last.kind === 'unary_expression';
    const object = variable(this.pkg, last);
    // a package variable such as io.EOF or ErrNotFound holds an error for life
    return object !== undefined && (object.role === 'package' || state.facts.get(object) === 'non-nil');
  }
}

function isOnly(returned: ReadonlySet<Returned> | undefined, fact: Fact): boolean {
  return returned?.size === 1 && returned.has(fact);
}
