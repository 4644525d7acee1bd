import {
  COMPARES,
  EXPECTS_EQUAL,
  EXPECTS_ERROR,
  EXPECTS_NIL,
  EXPECTS_WHEN,
  FAILS_TEST,
  FALSE_MEANS_NIL,
  RETURNS_ONLY_FOR_NIL,
  RETURNS_ONLY_WHEN,
  SUCCEEDS_ONLY_FOR_ERROR,
} from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Crossing } from './conditions.ts';
import { expectationOf } from './expectations.ts';
import { argumentAt, unwrapped, variable } from './nil-comparison.ts';
import type { PathState } from './path-state.ts';
import type { CallChecks } from './path-values.ts';

/** What follows for a path from what is asserted on it. */
export interface Consequences {
  /** Of a boolean expression that came out so. */
  decide(condition: SyntaxNode, holds: boolean, state: PathState): Crossing;
  /** Of a variable that is nil, or not. */
  nil(state: PathState, object: VarObject, isNil: boolean): Crossing;
  /** Whether the equality of two expressions says that there is no value. */
  isAbsent(left: SyntaxNode, right: SyntaxNode, state: PathState): boolean;
}

/** What the calls of a test say by coming back. */
export class Assertions {
  /**
   * @param type kind of the owned value, when there is one
   */
  constructor(
    readonly pkg: PackageModel,
    readonly type: OwnershipType | undefined,
    readonly checks: CallChecks,
    readonly consequences: Consequences,
  ) {}

  /** What holds behind a call: after `require.NoError(t, err)` there is no error. Undefined when it asserts nothing that is known. */
  after(call: SyntaxNode, callee: Callee, state: PathState): Crossing | undefined {
    // a test that has failed already owes nothing
    if (this.type && FAILS_TEST.test(callee.id)) return 'absent';
    const object = argumentAt(this.pkg, call, RETURNS_ONLY_FOR_NIL.get(callee.id));
    if (object) return this.consequences.nil(state, object, true);
    const asserted = this.expected(call, state) ?? this.#asserted(call, callee, state);
    if (asserted) return asserted;
    const only = RETURNS_ONLY_WHEN.get(callee.id);
    const condition = only && call.field('arguments')?.namedChildren[only.index];
    if (only && condition) return this.consequences.decide(condition, only.holds, state);
    return this.#decidedByHelper(call, callee, state) ?? this.#comparedByHelper(call, callee, state);
  }

  /** What an assertion that goes on says by its result: `if !assert.Error(t, err)`. Undefined when that is not known. */
  result(call: SyntaxNode, callee: Callee, holds: boolean, state: PathState): Crossing | undefined {
    const wanted = EXPECTS_WHEN.get(callee.id);
    const condition = wanted && call.field('arguments')?.namedChildren[wanted.index];
    if (wanted && condition) return this.consequences.decide(condition, wanted.holds === holds, state);
    if (holds) return this.#asserted(call, callee, state);
    const object = argumentAt(this.pkg, call, FALSE_MEANS_NIL.get(callee.id));
    return object && this.consequences.nil(state, object, true);
  }

  /** What holds behind an assertion of gomega, ogletest, goconvey, gocheck or quicktest, whose names a file may have as its own. */
  expected(call: SyntaxNode, state: PathState): Crossing | undefined {
    const expected = expectationOf(this.pkg, call);
    if (!expected) return undefined;
    const { value, is, goesOn } = expected;
    if (is === 'true' || is === 'false') {
      const decided = this.consequences.decide(value, is === 'true', state);
      return goesOn && decided !== 'absent' ? undefined : decided;
    }
    if (goesOn && is === 'nil') return undefined;
    const object = variable(this.pkg, unwrapped(value));
    return object && (is === 'nil' || !state.aliases.has(object))
      ? this.consequences.nil(state, object, is === 'nil')
      : undefined;
  }

  /** What holds after an assertion that has not failed the test, whether it goes on after a failure or not. */
  #asserted(call: SyntaxNode, callee: Callee, state: PathState): Crossing | undefined {
    // a test that says that there is no value has failed where there is one
    const none = argumentAt(this.pkg, call, EXPECTS_NIL.get(callee.id));
    if (none && state.aliases.get(none)?.role === 'value') return 'absent';
    const index = EXPECTS_ERROR.get(callee.id);
    const first = argumentAt(this.pkg, call, index);
    // `require.ErrorIs(t, ErrX, err)`: swapped, it expects an error as well
    const isSwapped = index !== undefined && first?.role === 'package';
    const expected = isSwapped ? argumentAt(this.pkg, call, index + 1) : first;
    // of the value itself that it is there
    if (expected)
      return state.aliases.has(expected) ? undefined : this.consequences.nil(state, expected, false);
    const wanted = EXPECTS_WHEN.get(callee.id);
    const condition = wanted && call.field('arguments')?.namedChildren[wanted.index];
    // the test goes on where it came out otherwise: only that the value was not to be there is taken from it
    if (wanted && condition)
      return this.consequences.decide(condition, wanted.holds, state) === 'absent' ? 'absent' : undefined;
    const compared = COMPARES.get(callee.id);
    const inner = compared === undefined ? undefined : call.field('arguments')?.namedChildren[compared];
    if (inner?.kind === 'binary_expression')
      return this.consequences.decide(inner, true, state) === 'absent' ? 'absent' : undefined;
    if (inner?.kind === 'call_expression') {
      const comparison = this.pkg.calleeOf(inner);
      if (!comparison) return undefined;
      const failed = argumentAt(this.pkg, inner, SUCCEEDS_ONLY_FOR_ERROR.get(comparison.id));
      return failed
        ? this.consequences.nil(state, failed, false)
        : this.#equal(inner, EXPECTS_EQUAL.get(comparison.id), state);
    }
    return this.#equal(call, EXPECTS_EQUAL.get(callee.id), state);
  }

  /** Two values, the first at an index, are asserted to be equal: a status that has no body. */
  #equal(call: SyntaxNode, first: number | undefined, state: PathState): Crossing | undefined {
    if (first === undefined) return undefined;
    const [left, right] = call.field('arguments')?.namedChildren.slice(first, first + 2) ?? [];
    return left && right && this.consequences.isAbsent(left, right, state) ? 'absent' : undefined;
  }

  /** A helper of the program that comes back only when a condition among its arguments came out one way: `mustBe(t, err != nil)`. */
  #decidedByHelper(call: SyntaxNode, { function: fn }: Callee, state: PathState): Crossing | undefined {
    const only = fn && this.checks.conditionWhenBack(fn);
    const condition = only && call.field('arguments')?.namedChildren[only.index];
    return condition && this.consequences.decide(condition, only.holds, state);
  }

  /** A helper of the program that comes back only when two of its arguments are equal. */
  #comparedByHelper(call: SyntaxNode, callee: Callee, state: PathState): Crossing | undefined {
    const pair = callee.function && this.checks.equalWhenBack(callee.function);
    if (!pair) return undefined;
    const list = call.field('arguments')?.namedChildren ?? [];
    const [left, right] = pair.map((index) => list[index] && unwrapped(list[index]));
    if (!left || !right) return undefined;
    if (this.consequences.isAbsent(left, right, state)) return 'absent';
    return this.#equalTo(left, right, state) ?? this.#equalTo(right, left, state);
  }

  #equalTo(expression: SyntaxNode, value: SyntaxNode, state: PathState): Crossing | undefined {
    if (value.kind === 'true' || value.kind === 'false')
      return this.consequences.decide(expression, value.kind === 'true', state);
    const object = value.kind === 'nil' ? variable(this.pkg, expression) : undefined;
    // as an interface, a nil pointer is not equal to nil
    return object && !state.aliases.has(object) ? this.consequences.nil(state, object, true) : undefined;
  }
}
