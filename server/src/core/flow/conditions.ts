import {
  GIVES_ERROR,
  JOINS_ERRORS,
  NIL_AS_ARGUMENT,
  TRUE_MEANS_ERROR,
  TRUE_MEANS_NIL,
} from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { askedError } from './asked-errors.ts';
import { Assertions } from './assertions.ts';
import { type Assignment, assignmentsOf } from './assignments.ts';
import { type Facts, factsOf } from './facts.ts';
import type { ControlFlowGraph, Edge } from './model.ts';
import { neverFails } from './never-fails.ts';
import { nilComparison, unwrapped, variable } from './nil-comparison.ts';
import type { Fact, PathState } from './path-state.ts';

export { nilComparison, variable } from './nil-comparison.ts';

/** The state after an edge: changed facts, `absent` when there is no value on it, `infeasible` when it cannot be taken. */
export type Crossing = PathState | 'absent' | 'infeasible';

/** How a function comes back: with what as its only result, or (`unknown`) with something else or nothing. */
export type Returned = Fact | 'unknown';

/** What functions of the program say of what they are given. */
export interface CallChecks {
  /** How a function comes back when an argument is nil, or not; empty when it never does; undefined when that is not known. */
  returned(fn: GoFunction, parameter: number, isNil: boolean): ReadonlySet<Returned> | undefined;
  /** The parameters of a function that comes back only when the two are equal. */
  equalWhenBack(fn: GoFunction): readonly [number, number] | undefined;
}

/** What conditions and assignments on the paths of one graph say about variables, errors and an owned value. */
export class Conditions {
  readonly #facts: Facts;
  readonly #assertions: Assertions;

  /**
   * @param type kind of the owned value, when there is one
   */
  constructor(
    readonly pkg: PackageModel,
    readonly graph: ControlFlowGraph,
    readonly type: OwnershipType | undefined,
    readonly checks: CallChecks,
  ) {
    this.#facts = factsOf(pkg, graph);
    this.#assertions = new Assertions(pkg, type, checks, {
      decide: (condition, holds, state) => this.decide(condition, holds, state),
      nil: (state, object, isNil) => this.#nil(state, object, isNil),
      isAbsent: (left, right, state) => this.#isAbsentStatus(left, right, state),
    });
  }

  /** The state at the start of the block to which an edge leads. */
  cross(edge: Edge, state: PathState): Crossing {
    const next = this.#crossed(edge, state);
    return typeof next === 'string' ? next : this.#facts.needed(next, edge.to);
  }

  #crossed({ condition, kind }: Edge, state: PathState): Crossing {
    if (!condition) return state;
    if (kind === 'true' || kind === 'false') return this.decide(condition, kind === 'true', state);
    if (kind === 'case') return this.#switched(condition, condition, this.#case(condition, state));
    if (kind === 'done') return rangesOverTime(this.pkg, condition) ? 'infeasible' : state;
    if (kind !== 'default') return state;
    const clause = condition.namedChildren.find((child) => child.kind === 'default_case');
    return this.#switched(condition, clause, this.#noCase(condition, state));
  }

  /** `switch c := x.(type)`: in each clause c stands for what x is. */
  #switched(node: SyntaxNode, clause: SyntaxNode | undefined, state: Crossing): Crossing {
    const statement = node.kind === 'type_switch_statement' ? node : node.parent;
    if (typeof state === 'string' || statement?.kind !== 'type_switch_statement') return state;
    const value = statement.field('value');
    const object = value && variable(this.pkg, value);
    const alias = object && state.aliases.get(object);
    const name = statement.field('alias')?.firstNamedChild;
    const body = clause?.namedChildren.at(-1);
    const held = name && body?.kind === 'statement_list' ? this.pkg.lookup(name.text, body) : undefined;
    return alias && held?.kind === 'var' ? state.alias(held, { ...alias }) : state;
  }

  /** What follows from a boolean expression that came out true or false. */
  decide(condition: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const node = unwrapped(condition);
    switch (node.kind) {
      case 'true':
      case 'false':
        return (node.kind === 'true') === holds ? state : 'infeasible';
      case 'identifier':
        return this.#flag(node, holds, state);
      case 'unary_expression': {
        const operand = node.field('operand');
        return operand && node.field('operator')?.text === '!' ? this.decide(operand, !holds, state) : state;
      }
      case 'call_expression':
        return this.#call(node, holds, state);
      case 'binary_expression':
        return this.#binary(node, holds, state);
      default:
        return state;
    }
  }

  /** The value of a boolean expression, when the path decides it. */
  valueOf(expression: SyntaxNode, state: PathState): boolean | undefined {
    if (this.decide(expression, true, state) === 'infeasible') return false;
    return this.decide(expression, false, state) === 'infeasible' ? true : undefined;
  }

  #binary(node: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const operator = node.field('operator')?.text;
    const left = node.field('left');
    const right = node.field('right');
    if (!left || !right) return state;
    if (operator === '&&' || operator === '||') {
      if ((operator === '&&') === holds) {
        const first = this.decide(left, holds, state);
        return typeof first === 'string' ? first : this.decide(right, holds, first);
      }
      // one of the two is the reason: when it cannot be one, it is the other
      if (this.decide(left, holds, state) === 'infeasible') return this.decide(right, holds, state);
      return this.decide(right, holds, state) === 'infeasible' ? this.decide(left, holds, state) : state;
    }
    if (operator === '==' || operator === '!=') {
      const equal = (operator === '==') === holds;
      const value = unwrapped(right).kind;
      if (value === 'true' || value === 'false')
        return this.decide(left, (value === 'true') === equal, state);
      const compared = this.#nilCompared(node, equal, state);
      if (compared) return compared;
      if (equal) {
        if (this.#isAbsentStatus(left, right, state)) return 'absent';
        const error = this.#equalToSentinel(left, right, state) ?? this.#equalToSentinel(right, left, state);
        if (error) return this.#nil(state, error, false);
      }
    }
    return this.#repeated(node, holds, state);
  }

  #nilCompared(node: SyntaxNode, isNil: boolean, state: PathState): Crossing | undefined {
    const comparison = nilComparison(this.pkg, node);
    if (!comparison) return undefined;
    const object = comparison.object ?? this.#sameNil(comparison.operand, state);
    if (!object && !isNil && this.#givenBy(comparison.operand, state) === 'nil') return 'infeasible';
    if (!object) return !isNil && this.#takesGuard(comparison.operand, state) ? 'absent' : state;
    if (comparison.object && !comparison.isWhole) {
      return state.aliases.has(object) && isNil ? 'absent' : state;
    }
    return this.#nil(state, object, isNil);
  }

  #repeated(node: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const pure = this.#facts.repeated(node);
    if (!pure) return state;
    const isSo = holds !== pure.isNegated;
    const known = state.conditions.get(pure.text);
    if (known) return known.holds === isSo ? state : 'infeasible';
    const { equals } = pure;
    for (const { holds: held, equals: other } of state.conditions.values()) {
      if (!equals || other?.subject !== equals.subject) continue;
      // the same value by another name; of two different ones it equals one at most
      if (other.value === equals.value) return held === isSo ? state : 'infeasible';
      if (held && isSo) return 'infeasible';
    }
    const decision = { holds: isSo, reads: pure.reads, equals };
    return state.with({ conditions: new Map(state.conditions).set(pure.text, decision) });
  }

  /** A variable is (not) nil: the value itself, an error that came with it, or anything else. */
  #nil(state: PathState, object: VarObject, isNil: boolean): Crossing {
    const role = state.aliases.get(object)?.role;
    // what was made over the value may be missing while the value is there
    if (role === 'wrapper' || role === 'holder') return state;
    if (role === 'receipt') return isNil ? 'absent' : state.forget(object).with({ isCertain: true });
    if (role) return isNil ? 'absent' : state.with({ isCertain: true });
    const known = state.facts.get(object);
    if (known && known !== (isNil ? 'nil' : 'non-nil')) return 'infeasible';
    const isGuard = state.guards.has(object);
    if (isGuard && !isNil) return 'absent';
    const learned = this.#learn(state, object, isNil ? 'nil' : 'non-nil');
    if (isGuard) return learned.with({ isCertain: true });
    if (!state.reading.errors.has(object)) return learned;
    return learned.with({ reading: { errors: state.reading.errors, outcome: isNil ? 'ended' : 'failed' } });
  }

  #learn(state: PathState, object: VarObject, fact: Fact): PathState {
    return this.#facts.isTracked(object) ? state.learn(object, fact) : state;
  }

  #flag(name: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const object = variable(this.pkg, name);
    if (!object) return state;
    const known = state.facts.get(object);
    if ((known === 'true' && !holds) || (known === 'false' && holds)) return 'infeasible';
    const learned = this.#learn(state, object, holds ? 'true' : 'false');
    const link = state.links.get(object);
    return link ? this.decide(link.expression, holds, learned) : learned;
  }

  #call(call: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const callee = this.pkg.calleeOf(call);
    if (!callee)
      return !holds && this.#releasesItself(call, state) ? state.with({ isReleased: true }) : state;
    const checked = this.#argument(call, TRUE_MEANS_NIL.get(callee.id));
    if (checked) return state.aliases.has(checked) ? state : this.#nil(state, checked, holds);
    if (!holds && this.#releasesItself(call, state)) return state.with({ isReleased: true });
    if (TRUE_MEANS_ERROR.has(callee.id)) {
      const object = holds ? this.#argument(call, 0) : undefined;
      const target = call.field('arguments')?.namedChildren[1];
      return object && target?.kind !== 'nil' ? this.#nil(state, object, false) : state;
    }
    const word = holds ? 'true' : 'false';
    return this.#checked(call, callee, state, (returned) => returned.has(word) || returned.has('unknown'));
  }

  /** What a call of a function of the program says about its arguments by the way in which it comes back. */
  #checked(
    call: SyntaxNode,
    callee: Callee,
    state: PathState,
    isPossible: (returned: ReadonlySet<Returned>) => boolean,
  ): Crossing {
    const fn = callee.function;
    if (!fn) return state;
    let current = state;
    for (const [index, argument] of (call.field('arguments')?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, argument);
      if (!object || !isOfInterest(object, state)) continue;
      const whenNil = this.checks.returned(fn, index, true);
      const otherwise = whenNil && this.checks.returned(fn, index, false);
      if (!whenNil || !otherwise || isPossible(whenNil) === isPossible(otherwise)) continue;
      const next = this.#nil(current, object, isPossible(whenNil));
      if (typeof next === 'string') return next;
      current = next;
    }
    return current;
  }

  #argument(call: SyntaxNode, index: number | undefined): VarObject | undefined {
    const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
    return argument && variable(this.pkg, argument);
  }

  /** Whether the false result of a call says that the value has released itself: `rows.Next()`. */
  #releasesItself(call: SyntaxNode, state: PathState): boolean {
    const method = call.field('function');
    if (method?.kind !== 'selector_expression') return false;
    if (!this.type?.releasedWhenFalse.has(method.field('field')?.text ?? '')) return false;
    const object = variable(this.pkg, method.field('operand')!);
    return object !== undefined && state.aliases.get(object)?.rest.length === 0;
  }

  /** What a statement says by coming back: after `require.NoError(t, err)` there is no error. */
  after(node: SyntaxNode, state: PathState): Crossing {
    const asked = state.guards.size > 0 ? askedError(this.pkg, node, state.guards) : undefined;
    if (asked) return this.#nil(state, asked, false);
    const call = onlyCall(node);
    const callee = call && this.pkg.calleeOf(call);
    if (!call || !callee) return state;
    const asserted = this.#assertions.after(call, callee, state);
    if (asserted) return asserted;
    return this.#checked(call, callee, state, (returned) => returned.size > 0);
  }

  /** The clause of a switch that is taken. */
  #case(clause: SyntaxNode, state: PathState): Crossing {
    const statement = clause.parent;
    const value = statement?.field('value');
    if (!statement || !value || clause.kind === 'communication_case') return state;
    const entries = entriesOf(clause);
    const [only] = entries;
    if (entries.length === 1 && (only?.kind === 'true' || only?.kind === 'false')) {
      return this.decide(value, only.kind === 'true', state);
    }
    if (entries.length > 0 && entries.every((entry) => this.#isAbsentStatus(value, entry, state)))
      return 'absent';
    const object = this.#sameNil(value, state);
    if (!object || entries.length === 0) return state;
    if (entries.every(isNil)) return this.#nil(state, object, true);
    const isOther = (entry: SyntaxNode): boolean =>
      statement.kind === 'type_switch_statement' ? !isNil(entry) : this.#isSentinel(entry);
    return entries.every(isOther) ? this.#nil(state, object, false) : state;
  }

  /** The default of a switch, or what follows when no clause is taken. */
  #noCase(statement: SyntaxNode, state: PathState): Crossing {
    const value = statement.field('value');
    if (!value) return state;
    const entries = statement.namedChildren.flatMap((clause) => entriesOf(clause));
    for (const { kind } of entries) {
      if (kind === 'true' || kind === 'false') return this.decide(value, kind === 'false', state);
    }
    const object = entries.some(isNil) && this.#sameNil(value, state);
    return object ? this.#nil(state, object, false) : state;
  }

  /** Everything that a statement which does nothing to an owned value changes: what is assigned is forgotten, and learned anew. */
  step(node: SyntaxNode, state: PathState): Crossing {
    let current = state;
    for (const assignment of assignmentsOf(node)) {
      const object = variable(this.pkg, assignment.target);
      if (object) current = this.assigned(assignment, object, current.forget(object), current);
    }
    return this.after(node, current);
  }

  /**
   * What an assignment says about the variable that it sets.
   *
   * @param state without what was known of the variable
   * @param before as it was when the value was evaluated
   */
  assigned(assignment: Assignment, object: VarObject, state: PathState, before: PathState): PathState {
    if (assignment.isZero) {
      const zero = this.#zero(object);
      return zero ? this.#learn(state, object, zero) : state;
    }
    if (!assignment.value)
      return this.#isErrorOfSure(assignment.target, object) ? this.#learn(state, object, 'nil') : state;
    const value = unwrapped(assignment.value);
    const fact = this.factOf(value, before);
    const source = this.#sameNil(value, before);
    const copied = fact ? this.#learn(state, object, fact) : state;
    const isError = namedId(this.pkg.typeOfObject(object)) === '.error';
    if ((source && before.guards.has(source)) || (isError && !fact && this.#takesGuard(value, before))) {
      return copied.with({ guards: new Set(copied.guards).add(object) });
    }
    return fact ? copied : this.#linked(state, object, value, before);
  }

  /** `n, err := b.Write(p)`: the error of a call that never fails. */
  #isErrorOfSure(target: SyntaxNode, object: VarObject): boolean {
    const list = target.parent;
    if (list?.kind !== 'expression_list' || list.namedChildren.at(-1) !== target) return false;
    const call = list.parent && onlyCall(list.parent);
    return (
      call !== undefined && namedId(this.pkg.typeOfObject(object)) === '.error' && neverFails(this.pkg, call)
    );
  }

  /** A boolean whose value is not known stands for the expression that it got, as long as what that reads stays. */
  #linked(state: PathState, object: VarObject, value: SyntaxNode, before: PathState): PathState {
    if (!['identifier', 'binary_expression', 'unary_expression', 'call_expression'].includes(value.kind))
      return state;
    if (!this.#facts.isTracked(object)) return state;
    const reads = new Set<VarObject>();
    for (const identifier of value.descendants('identifier')) {
      const read = variable(this.pkg, identifier);
      if (read) reads.add(read);
    }
    // an assignment to what it reads has happened already
    if (reads.has(object)) return state;
    const says = [...reads].some((read) => isOfInterest(read, before));
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
        const given = this.#givenBy(value, state);
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
    const result = this.valueOf(value, state);
    return result === undefined ? undefined : result ? 'true' : 'false';
  }

  /** Whether the result of a call is nil. */
  #givenBy(call: SyntaxNode, state: PathState): 'nil' | 'non-nil' | undefined {
    const callee = call.kind === 'call_expression' ? this.pkg.calleeOf(call) : undefined;
    if (!callee) return undefined;
    if (callee.signature?.results.length === 1 && neverFails(this.pkg, call)) return 'nil';
    if (GIVES_ERROR.has(callee.id) || (callee.kind === 'builtin' && /^(make|new)$/.test(callee.id))) {
      return 'non-nil';
    }
    const source = this.#sameNil(call, state);
    const fact = source && state.facts.get(source);
    if (fact === 'nil' || fact === 'non-nil') return fact;
    if (!JOINS_ERRORS.has(callee.id)) return undefined;
    const parts = (call.field('arguments')?.namedChildren ?? []).map((part) => this.factOf(part, state));
    if (parts.includes('non-nil')) return 'non-nil';
    return parts.length > 0 && parts.every((part) => part === 'nil') ? 'nil' : undefined;
  }

  /** The variable that is nil exactly when an expression is: itself, or the argument of a call that wraps it. */
  #sameNil(expression: SyntaxNode, state: PathState): VarObject | undefined {
    const node = unwrapped(expression);
    if (node.kind === 'identifier') return variable(this.pkg, node);
    if (node.kind !== 'call_expression') return undefined;
    const callee = this.pkg.calleeOf(node);
    if (!callee) return undefined;
    if (NIL_AS_ARGUMENT.has(callee.id)) return this.#argument(node, 0);
    const fn = callee.function;
    if (!fn) return undefined;
    for (const [index, argument] of (node.field('arguments')?.namedChildren ?? []).entries()) {
      const object = variable(this.pkg, argument);
      if (!object || !isOfInterest(object, state) || state.aliases.has(object)) continue;
      if (isOnly(this.checks.returned(fn, index, true), 'nil')) {
        if (isOnly(this.checks.returned(fn, index, false), 'non-nil')) return object;
      }
    }
    return undefined;
  }

  /** Whether a call translates an error that came with the value: what it makes of it stands for it (`err = convert(err)`). */
  #takesGuard(expression: SyntaxNode, state: PathState): boolean {
    const node = unwrapped(expression);
    if (node.kind !== 'call_expression') return false;
    return (node.field('arguments')?.namedChildren ?? []).some((argument) => {
      const object = variable(this.pkg, argument);
      return object !== undefined && state.guards.has(object) && state.facts.get(object) !== 'nil';
    });
  }

  #zero(object: VarObject): Fact | undefined {
    const type = this.pkg.typeOfObject(object);
    switch (type?.kind) {
      case 'pointer':
      case 'slice':
      case 'map':
      case 'chan':
      case 'func':
      case 'interface':
        return 'nil';
      case 'named':
        return namedId(type) === '.error' ? 'nil' : undefined;
      case 'basic':
        return type.name === 'bool' ? 'false' : undefined;
      default:
        return undefined;
    }
  }

  /** An error that is compared with one that a package holds for life, such as io.EOF: equal, it is not nil. */
  #equalToSentinel(error: SyntaxNode, other: SyntaxNode, state: PathState): VarObject | undefined {
    const object = variable(this.pkg, unwrapped(error));
    if (!object || object.role === 'package' || !this.#isSentinel(other)) return undefined;
    return state.guards.has(object) || namedId(this.pkg.typeOfObject(object)) === '.error'
      ? object
      : undefined;
  }

  #isSentinel(expression: SyntaxNode): boolean {
    const node = unwrapped(expression);
    if (node.kind === 'identifier') return variable(this.pkg, node)?.role === 'package';
    const base = node.kind === 'selector_expression' ? node.field('operand') : undefined;
    return base?.kind === 'identifier' && this.pkg.objectOf(base)?.kind === 'package';
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
    const results = this.graph.function.node.field('result');
    if (!results || !/\berror\b/.test(results.text)) return false;
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

/**
 * Whether a range clause goes over the channel of a ticker, which nobody closes (time/tick.go: "Stop does not close the
 * channel"), so that it never ends.
 */
export function rangesOverTime(pkg: PackageModel, clause: SyntaxNode): boolean {
  const right = clause.kind === 'range_clause' ? clause.field('right') : undefined;
  const type = right && pkg.typeOf(right);
  return type?.kind === 'chan' && type.direction === 'receive' && namedId(type.element) === 'time.Time';
}

/** Whether it makes a difference for a path what a variable is. */
function isOfInterest(object: VarObject, state: PathState): boolean {
  return (
    state.guards.has(object) ||
    state.aliases.has(object) ||
    state.facts.has(object) ||
    state.links.has(object) ||
    state.reading.errors.has(object)
  );
}

/** The call that a statement consists of, or whose results it assigns. */
function onlyCall(node: SyntaxNode): SyntaxNode | undefined {
  const isAssignment = node.kind === 'short_var_declaration' || node.kind === 'assignment_statement';
  const values = isAssignment ? node.field('right')?.namedChildren : undefined;
  const call =
    node.kind === 'expression_statement'
      ? node.firstNamedChild
      : values?.length === 1
        ? values[0]
        : undefined;
  return call?.kind === 'call_expression' ? call : undefined;
}

/** Values or types of a switch's clause. */
function entriesOf(clause: SyntaxNode): readonly SyntaxNode[] {
  if (clause.kind === 'type_case') return clause.fieldAll('type');
  return clause.kind === 'expression_case' ? (clause.field('value')?.namedChildren ?? []) : [];
}

function isNil(entry: SyntaxNode): boolean {
  return entry.kind === 'nil' || (entry.kind === 'type_identifier' && entry.text === 'nil');
}

function isOnly(returned: ReadonlySet<Returned> | undefined, fact: Fact): boolean {
  return returned?.size === 1 && returned.has(fact);
}
