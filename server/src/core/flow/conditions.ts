import { TRUE_MEANS_ERROR, TRUE_MEANS_NIL } from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { Callee, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { askedError, errorAskedIn } from './asked-errors.ts';
import { Assertions } from './assertions.ts';
import { assignmentsOf, onlyCall } from './assignments.ts';
import { alwaysGiven, isNeverChosen } from './constant-parameters.ts';
import { stepOfField } from './delegated-steps.ts';
import { decidedByEnd } from './ended-errors.ts';
import { coversEverything, entriesOf } from './enumerations.ts';
import { type Facts, factsOf } from './facts.ts';
import { tellsFailure } from './failures.ts';
import { decidedByMemory, isExcluded } from './integer-bounds.ts';
import type { ControlFlowGraph, Edge } from './model.ts';
import { argumentAt, isBoolean, nilComparison, unwrapped, variable } from './nil-comparison.ts';
import type { Alias, PathState } from './path-state.ts';
import { type CallChecks, PathValues, type Returned } from './path-values.ts';
import { isPrefixExcluded } from './prefixes.ts';
import { failsReleased, isCloser } from './reading.ts';
import { settledFlag } from './settled-flags.ts';
import { alikeInRows } from './table-rows.ts';

/** The state after an edge: changed facts, `absent` when there is no value on it, `infeasible` when it cannot be taken. */
export type Crossing = PathState | 'absent' | 'infeasible';

/** What branches, and calls that come back, say on the paths of one graph about variables, errors and an owned value. */
export class Conditions {
  readonly #facts: Facts;
  readonly #assertions: Assertions;
  readonly values: PathValues;

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
    this.values = new PathValues(pkg, graph, type, checks, (condition, state) =>
      this.valueOf(condition, state),
    );
    this.#assertions = new Assertions(pkg, type, checks, {
      decide: (condition, holds, state) => this.decide(condition, holds, state),
      nil: (state, object, isNil) => this.#nil(state, object, isNil),
      isAbsent: (left, right, state) => this.values.isAbsentWhenEqual(left, right, state),
    });
  }

  /** The state at the start of the block to which an edge leads. */
  cross(edge: Edge, state: PathState): Crossing {
    const next = this.#crossed(edge, state);
    return typeof next === 'string' ? next : this.#facts.needed(next, edge.to);
  }

  #crossed({ condition, kind }: Edge, state: PathState): Crossing {
    if (!condition) return state;
    if (kind === 'true' || kind === 'false') {
      const asked = state.guards.size > 0 ? errorAskedIn(this.pkg, condition, state.guards) : undefined;
      return asked ? 'absent' : this.decide(condition, kind === 'true', state);
    }
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
    const decided =
      alikeInRows(this.pkg, node) ??
      decidedByEnd(this.pkg, node) ??
      alwaysGiven(this.pkg, node) ??
      decidedByMemory(this.pkg, node) ??
      settledFlag(this.pkg, node);
    if (decided !== undefined && decided !== holds) return 'infeasible';
    switch (node.kind) {
      case 'true':
      case 'false':
        return (node.kind === 'true') === holds ? state : 'infeasible';
      case 'identifier':
        return this.#flag(node, holds, state);
      case 'unary_expression': {
        const operand = node.field('operand');
        if (node.field('operator')?.text === '*') return this.#repeated(node, holds, state);
        return operand && node.field('operator')?.text === '!' ? this.decide(operand, !holds, state) : state;
      }
      case 'selector_expression':
        return this.#repeated(node, holds, state);
      case 'call_expression':
      case 'type_conversion_expression':
        return this.#called(node, holds, state);
      case 'type_assertion_expression':
        return this.#assertion(node, holds, state);
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
      const isDecision = isBoolean(this.pkg, left) || isBoolean(this.pkg, right);
      const only = isDecision ? this.#onlyOutcome(left, right, equal, state) : undefined;
      if (only) return only;
      if (equal) {
        if (this.values.isAbsentWhenEqual(left, right, state)) return 'absent';
        const error =
          this.values.equalToSentinel(left, right, state) ?? this.values.equalToSentinel(right, left, state);
        if (error) return this.#nil(state, error, false);
      }
    }
    return this.#repeated(node, holds, state);
  }

  /** What follows from two boolean expressions that came out equal, or not, when the path leaves one outcome for them. */
  #onlyOutcome(left: SyntaxNode, right: SyntaxNode, equal: boolean, state: PathState): Crossing | undefined {
    const [whenTrue, whenFalse] = [true, false].map((holds) => {
      const first = this.decide(left, holds, state);
      return typeof first === 'string' ? first : this.decide(right, holds === equal, first);
    });
    if (typeof whenTrue === 'object') return typeof whenFalse === 'object' ? undefined : whenTrue;
    return typeof whenFalse === 'object' || whenTrue === 'infeasible' ? whenFalse : whenTrue;
  }

  #nilCompared(node: SyntaxNode, isNil: boolean, state: PathState): Crossing | undefined {
    const comparison = nilComparison(this.pkg, node);
    if (!comparison) return undefined;
    const object = comparison.object ?? this.values.sameNil(comparison.operand, state);
    if (!object && !isNil && this.values.nilnessOf(comparison.operand, state) === 'nil') return 'infeasible';
    if (!object) return !isNil && this.#saysNoValue(comparison.operand, state) ? 'absent' : undefined;
    if (comparison.object && !comparison.isWhole) {
      const alias = state.aliases.get(object);
      return alias && isNil && leadsTo(comparison.operand, alias) ? 'absent' : undefined;
    }
    return this.#nil(state, object, isNil);
  }

  /** Whether a call gives an error only when there is no value, or none any more. */
  #saysNoValue(call: SyntaxNode, state: PathState): boolean {
    if (this.values.takesGuard(call, state)) return true;
    return this.type !== undefined && failsReleased(this.pkg, this.type, call, state);
  }

  #repeated(node: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const pure = this.#facts.repeated(node);
    if (!pure) return state;
    const isSo = holds !== pure.isNegated;
    const known = state.conditions.get(pure.text);
    if (known) return known.holds === isSo ? state : 'infeasible';
    const { equals, bound, prefix } = pure;
    for (const { holds: held, equals: other } of state.conditions.values()) {
      if (!equals || other?.subject !== equals.subject) continue;
      // the same value by another name; of two different ones it equals one at most
      if (other.value === equals.value) return held === isSo ? state : 'infeasible';
      if (held && isSo) return 'infeasible';
    }
    if (bound && isExcluded(bound, isSo, state.conditions.values())) return 'infeasible';
    if (prefix && isPrefixExcluded(prefix, isSo, state.conditions.values())) return 'infeasible';
    const decision = { holds: isSo, reads: pure.reads, equals, bound, prefix };
    return state.with({ conditions: new Map(state.conditions).set(pure.text, decision) });
  }

  /** A variable is (not) nil: the value itself, an error that came with it, or anything else. */
  #nil(state: PathState, object: VarObject, isNil: boolean): Crossing {
    const role = state.aliases.get(object)?.role;
    // what was made over the value may be missing while the value is there
    if (role === 'wrapper' || role === 'holder' || role === 'function') return state;
    if (role === 'receipt') return isNil ? 'absent' : state.forget(object).with({ isCertain: true });
    if (role) return isNil ? 'absent' : state.with({ isCertain: true });
    const known = state.facts.get(object);
    if (known && known !== (isNil ? 'nil' : 'non-nil')) return 'infeasible';
    const isGuard = state.guards.has(object);
    if (isGuard && !isNil) return 'absent';
    const learned = this.values.learn(state, object, isNil ? 'nil' : 'non-nil');
    if (isGuard) return learned.with({ isCertain: true });
    const said = state.reading.errors.get(object);
    if (!said) return learned;
    const outcome = isNil ? said.whenNil : said.otherwise;
    return learned.with({ reading: { errors: state.reading.errors, outcome } });
  }

  #flag(name: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const object = variable(this.pkg, name);
    if (!object) return state;
    const known = state.facts.get(object);
    if ((known === 'true' && !holds) || (known === 'false' && holds)) return 'infeasible';
    if (!holds && state.guards.has(object)) return 'absent';
    const learned = this.values.learn(state, object, holds ? 'true' : 'false');
    const link = state.links.get(object);
    return link ? this.decide(link.expression, holds, learned) : learned;
  }

  /** A question about an error whose body is not at hand is not answered with yes for none: `errors.IsCorrupted(err)`. */
  #asked(error: VarObject | undefined, holds: boolean, state: PathState): Crossing {
    if (!holds || !error) return state;
    const isNone = state.facts.get(error) === 'nil' && tellsFailure(this.pkg, this.pkg.typeOfObject(error));
    return isNone || state.guards.has(error) ? this.#nil(state, error, false) : state;
  }

  /** A value that is of a type is there. */
  #assertion(node: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const operand = node.field('operand');
    const object = holds && operand ? variable(this.pkg, unwrapped(operand)) : undefined;
    return object && state.knows(object) ? this.#nil(state, object, false) : state;
  }

  #called(call: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const next = this.#repeated(call, holds, state);
    return typeof next === 'string' ? next : this.#call(call, holds, next);
  }

  #call(call: SyntaxNode, holds: boolean, state: PathState): Crossing {
    const callee = this.pkg.calleeOf(call);
    const operand = call.field('operand');
    const first = operand ? variable(this.pkg, operand) : argumentAt(this.pkg, call, 0);
    // a generic function of a library of which nothing is known reads as a conversion
    if (call.kind === 'type_conversion_expression' && (!callee || callee.kind === 'conversion'))
      return this.#asked(first, holds, state);
    if (!callee) return this.#saysReleased(call, holds, state) ? state.with({ isReleased: true }) : state;
    const checked = argumentAt(this.pkg, call, TRUE_MEANS_NIL.get(callee.id));
    if (checked) return this.#nil(state, checked, holds);
    const asserted = this.#assertions.result(call, callee, holds, state);
    if (asserted) return asserted;
    if (this.#saysReleased(call, holds, state)) return state.with({ isReleased: true });
    if (TRUE_MEANS_ERROR.has(callee.id)) {
      const target = call.field('arguments')?.namedChildren[1];
      return holds && first && target?.kind !== 'nil' ? this.#nil(state, first, false) : state;
    }
    if (['function', 'interface-method'].includes(callee.kind) && !callee.function) {
      const asked = this.#asked(first, holds, state);
      if (asked !== state) return asked;
    }
    // what gives an error says nothing as a condition
    if (!isBoolean(this.pkg, call)) return state;
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
      if (!object || !state.knows(object)) continue;
      const whenNil = this.checks.returned(fn, index, true);
      const otherwise = whenNil && this.checks.returned(fn, index, false);
      if (!whenNil || !otherwise) continue;
      if (isPossible(whenNil) === isPossible(otherwise)) {
        if (!isPossible(whenNil) && state.facts.has(object)) return 'infeasible';
        continue;
      }
      const next = this.#nil(current, object, isPossible(whenNil));
      if (typeof next === 'string') return next;
      current = next;
    }
    return current;
  }

  /** Whether a statement waits for what says that the value has released itself: `<-session.Done()`. */
  #receivesEnd(node: SyntaxNode, state: PathState): boolean {
    if (!this.type || this.type.releasedWhenReceived.size === 0 || state.isReleased) return false;
    for (const receive of node.descendants('unary_expression')) {
      const call = receive.field('operator')?.text === '<-' ? receive.field('operand') : undefined;
      const method = call?.kind === 'call_expression' ? call.field('function') : undefined;
      if (method?.kind !== 'selector_expression' || !this.graph.evaluates(node, receive)) continue;
      if (!this.type.releasedWhenReceived.has(method.field('field')?.text ?? '')) continue;
      if (isCloser(this.pkg, method.field('operand')!, state)) return true;
    }
    return false;
  }

  /** Whether the result of a call says that the value is released: `rows.Next()` that is false, `client.Closed()` that is true. */
  #saysReleased(call: SyntaxNode, holds: boolean, state: PathState): boolean {
    const method = call.field('function');
    if (!this.type || method?.kind !== 'selector_expression') return false;
    const { releasedWhenTrue, releasedWhenFalse } = this.type;
    const object = variable(this.pkg, method.field('operand')!);
    const alias = object && state.aliases.get(object);
    if (!alias || alias.rest.length > 1) return false;
    const [field] = alias.rest;
    // what a wrapper of rows answers with false is that of the rows, or there are none
    if (field !== undefined && holds) return false;
    const name = field === undefined ? method.field('field')?.text : stepOfField(this.pkg, call, field);
    return (holds ? releasedWhenTrue : releasedWhenFalse).has(name ?? '');
  }

  /** What a statement says by coming back: after `require.NoError(t, err)` there is no error. */
  after(node: SyntaxNode, state: PathState): Crossing {
    const asked = state.guards.size > 0 ? askedError(this.pkg, node, state.guards) : undefined;
    if (asked) return this.#nil(state, asked, false);
    if (this.#receivesEnd(node, state)) return state.with({ isReleased: true });
    const call = onlyCall(node);
    const callee = call && this.pkg.calleeOf(call);
    if (!call) return state;
    if (!callee) return this.#assertions.expected(call, state) ?? state;
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
    if (isNeverChosen(this.pkg, value, entries, false)) return 'infeasible';
    if (entries.length > 0 && entries.every((entry) => this.values.isAbsentWhenEqual(value, entry, state)))
      return 'absent';
    const object = this.values.sameNil(value, state);
    if (!object || entries.length === 0) return state;
    if (entries.every(isNil)) return this.#nil(state, object, true);
    const isOther = (entry: SyntaxNode): boolean =>
      statement.kind === 'type_switch_statement' ? !isNil(entry) : this.values.isSentinel(entry);
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
    if (isNeverChosen(this.pkg, value, entries, true)) return 'infeasible';
    const object = entries.some(isNil) && this.values.sameNil(value, state);
    if (object) return this.#nil(state, object, false);
    const hasDefault = statement.namedChildren.some(({ kind }) => kind === 'default_case');
    return !hasDefault && coversEverything(this.pkg, value, entries) ? 'infeasible' : state;
  }

  /** Everything that a statement which does nothing to an owned value changes: what is assigned is forgotten, and learned anew. */
  step(node: SyntaxNode, state: PathState): Crossing {
    let current = state;
    for (const assignment of assignmentsOf(node)) {
      const object = variable(this.pkg, assignment.target);
      if (object) current = this.values.assigned(assignment, object, current.forget(object), current);
    }
    return this.after(node, current);
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

function isNil(entry: SyntaxNode): boolean {
  return entry.kind === 'nil' || (entry.kind === 'type_identifier' && entry.text === 'nil');
}

/** Whether a field of a variable is on the way to the value that it stands for: another one may be nil while the value is there. */
function leadsTo(selector: SyntaxNode, { rest, role }: Alias): boolean {
  if (role !== 'value' || rest.length === 0) return true;
  const names: string[] = [];
  for (let each = selector; each.kind === 'selector_expression'; each = unwrapped(each.field('operand')!))
    names.unshift(each.field('field')?.text ?? '');
  return names.length <= rest.length && names.every((name, index) => name === rest[index]);
}
