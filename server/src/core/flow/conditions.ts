import type { OwnershipType } from '../knowledge/ownership/table.ts';
import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Edge } from './model.ts';
import type { PathState } from './path-state.ts';

/** Functions that are true only for a non-nil error (errors/wrap.go, os/error.go). */
const TRUE_MEANS_ERROR = new Set([
  'errors.Is',
  'errors.As',
  'os.IsNotExist',
  'os.IsExist',
  'os.IsPermission',
  'os.IsTimeout',
]);

/**
 * Functions that are true only for a nil error, with the index of the error among the arguments: they report to the
 * test and go on (github.com/stretchr/testify/assert/assertions.go: NoError is `err == nil`).
 */
const TRUE_MEANS_NIL: ReadonlyMap<string, number> = new Map([
  ['github.com/stretchr/testify/assert.NoError', 1],
  ['github.com/stretchr/testify/assert.NoErrorf', 1],
  ['github.com/stretchr/testify/assert.Nil', 1],
  ['github.com/stretchr/testify/assert.Assertions.NoError', 0],
  ['github.com/stretchr/testify/assert.Assertions.Nil', 0],
  ['github.com/stretchr/testify/suite.Suite.NoError', 0],
]);

/**
 * Functions that come back only for a nil error, with the index of the error among the arguments
 * (github.com/stretchr/testify/require/require.go: FailNow, which calls runtime.Goexit).
 */
const RETURNS_ONLY_FOR_NIL: ReadonlyMap<string, number> = new Map([
  ['github.com/stretchr/testify/require.NoError', 1],
  ['github.com/stretchr/testify/require.NoErrorf', 1],
  ['github.com/stretchr/testify/require.Nil', 1],
  ['github.com/stretchr/testify/require.Assertions.NoError', 0],
  ['github.com/stretchr/testify/require.Assertions.Nil', 0],
]);

/** The state after an edge: changed facts, `absent` when there is no value on it, `infeasible` when it cannot be taken. */
export type Crossing = PathState | 'absent' | 'infeasible';

/** What an edge's condition says about the value and its guards. */
export function cross(
  pkg: PackageModel,
  edge: Edge,
  state: PathState,
  type: OwnershipType | undefined,
): Crossing {
  const { condition, kind } = edge;
  if (!condition) return state;
  if (kind === 'true' || kind === 'false') return decide(pkg, condition, kind === 'true', state, type);
  if (kind === 'done' && rangesOverTime(pkg, condition)) return 'infeasible';
  if ((kind === 'case' || kind === 'default') && condition.kind !== 'communication_case') {
    return switchOnType(pkg, edge, condition, state) ?? switchOnError(pkg, edge, condition, state);
  }
  return state;
}

function decide(
  pkg: PackageModel,
  condition: SyntaxNode,
  holds: boolean,
  state: PathState,
  type: OwnershipType | undefined,
): Crossing {
  if (condition.kind === 'identifier') return decideFlag(pkg, condition, holds, state);
  const comparison = nilComparison(pkg, condition);
  if (comparison) {
    const isNil = comparison.equal === holds;
    const role = comparison.object && state.aliases.get(comparison.object)?.role;
    // what was made over the value may be missing while the value is there
    if (role === 'wrapper' || role === 'holder') return state;
    if (comparison.object && state.aliases.has(comparison.object) && comparison.isWhole) {
      return isNil ? 'absent' : state.with({ isCertain: true });
    }
    if (comparison.object && state.aliases.has(comparison.object)) return isNil ? 'absent' : state;
    if (comparison.object && comparison.isWhole) return learnNil(state, comparison.object, isNil);
    return state;
  }
  const checked =
    condition.kind === 'call_expression' ? argumentOf(pkg, condition, TRUE_MEANS_NIL) : undefined;
  if (checked) return state.aliases.has(checked) ? state : learnNil(state, checked, holds);
  if (condition.kind === 'call_expression' && !holds && type && releasesItself(pkg, condition, state, type)) {
    return state.with({ isReleased: true });
  }
  if (condition.kind === 'call_expression' && holds) {
    const callee = pkg.calleeOf(condition);
    const first = condition.field('arguments')?.firstNamedChild;
    if (callee && first && TRUE_MEANS_ERROR.has(callee.id)) {
      const object = variable(pkg, first);
      if (object) return learnNil(state, object, false);
    }
    return state;
  }
  const named = equalsError(pkg, condition);
  if (named && named.equal === holds && !state.aliases.has(named.object)) {
    return learnNil(state, named.object, false);
  }
  if (type?.absentWhen && condition.kind === 'binary_expression') {
    const operator = condition.field('operator')?.text;
    const equal = operator === '==' ? holds : operator === '!=' ? !holds : false;
    if (equal && isAbsentStatus(pkg, condition, state, type.absentWhen)) return 'absent';
  }
  return state;
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

/** Whether the false result of a call says that the value has released itself: `rows.Next()`. */
function releasesItself(pkg: PackageModel, call: SyntaxNode, state: PathState, type: OwnershipType): boolean {
  const method = call.field('function');
  if (method?.kind !== 'selector_expression') return false;
  if (!type.releasedWhenFalse.has(method.field('field')?.text ?? '')) return false;
  const object = variable(pkg, method.field('operand')!);
  return object !== undefined && state.aliases.get(object)?.rest.length === 0;
}

/** The variable that a call of a table's function is about. */
function argumentOf(
  pkg: PackageModel,
  call: SyntaxNode,
  table: ReadonlyMap<string, number>,
): VarObject | undefined {
  const index = table.get(pkg.calleeOf(call)?.id ?? '');
  const argument = index === undefined ? undefined : call.field('arguments')?.namedChildren[index];
  return argument && variable(pkg, argument);
}

/** What a statement says by coming back: after `require.NoError(t, err)` there is no error. */
export function afterStatement(pkg: PackageModel, node: SyntaxNode, state: PathState): Crossing {
  const call = node.kind === 'expression_statement' ? node.firstNamedChild : undefined;
  if (call?.kind !== 'call_expression') return state;
  const object = argumentOf(pkg, call, RETURNS_ONLY_FOR_NIL);
  return object && !state.aliases.has(object) ? learnNil(state, object, true) : state;
}

function learnNil(state: PathState, object: VarObject, isNil: boolean): Crossing {
  const known = state.facts.get(object);
  if (known && known !== (isNil ? 'nil' : 'non-nil')) return 'infeasible';
  if (state.guards.has(object)) {
    return isNil ? state.learn(object, 'nil').with({ isCertain: true }) : 'absent';
  }
  const learned = state.learn(object, isNil ? 'nil' : 'non-nil');
  if (!state.reading.errors.has(object)) return learned;
  return learned.with({ reading: { errors: state.reading.errors, outcome: isNil ? 'ended' : 'failed' } });
}

function decideFlag(pkg: PackageModel, name: SyntaxNode, holds: boolean, state: PathState): Crossing {
  const object = variable(pkg, name);
  if (!object) return state;
  const known = state.facts.get(object);
  if ((known === 'true' && !holds) || (known === 'false' && holds)) return 'infeasible';
  const link = state.links.get(object);
  const learned = state.learn(object, holds ? 'true' : 'false');
  return link ? learnNil(learned, link.guard, (link.trueMeans === 'nil') === holds) : learned;
}

/** `switch c := x.(type)`: in each clause c stands for what x is. */
function switchOnType(
  pkg: PackageModel,
  edge: Edge,
  node: SyntaxNode,
  state: PathState,
): Crossing | undefined {
  const statement = edge.kind === 'case' ? node.parent : node;
  if (statement?.kind !== 'type_switch_statement') return undefined;
  const value = statement.field('value');
  const object = value && variable(pkg, value);
  const alias = object && state.aliases.get(object);
  const name = statement.field('alias')?.firstNamedChild;
  const clause = edge.kind === 'case' ? node : statement.namedChildren.find((c) => c.kind === 'default_case');
  const body = clause?.namedChildren.at(-1);
  const held = name && body?.kind === 'statement_list' ? pkg.lookup(name.text, body) : undefined;
  return alias && held?.kind === 'var' ? state.alias(held, { ...alias }) : state;
}

/** `switch err { case nil: ... }` and `switch { ... }` whose clauses are conditions of their own. */
function switchOnError(pkg: PackageModel, edge: Edge, node: SyntaxNode, state: PathState): Crossing {
  const statement = edge.kind === 'case' ? node.parent : node;
  if (statement?.kind !== 'expression_switch_statement') return state;
  const value = statement.field('value');
  const object = value && variable(pkg, value);
  if (!object) return state;
  const isNilClause = (clause: SyntaxNode): boolean =>
    (clause.field('value')?.namedChildren ?? []).every((entry) => entry.kind === 'nil');
  if (edge.kind === 'case') {
    return learnNil(state, object, isNilClause(node));
  }
  const handlesNil = statement.namedChildren.some(
    (clause) => clause.kind === 'expression_case' && isNilClause(clause),
  );
  return handlesNil ? learnNil(state, object, false) : state;
}

/** `err == io.EOF`: an error that a package declares is not nil, so that an equal one is not either. */
function equalsError(
  pkg: PackageModel,
  condition: SyntaxNode,
): { readonly object: VarObject; readonly equal: boolean } | undefined {
  const operator = condition.kind === 'binary_expression' ? condition.field('operator')?.text : undefined;
  if (operator !== '==' && operator !== '!=') return undefined;
  const [left, right] = [condition.field('left')!, condition.field('right')!];
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const object = variable(pkg, side);
    if (!object || object.role === 'package' || namedId(pkg.typeOfObject(object)) !== '.error') continue;
    const name = other.kind === 'selector_expression' ? other.field('field') : other;
    const declared =
      name?.kind === 'identifier' || name?.kind === 'field_identifier' ? pkg.objectOf(name) : undefined;
    const isPackageError =
      declared?.kind === 'var' && declared.role === 'package'
        ? true
        : other.kind === 'selector_expression' && pkg.objectOf(other.field('operand')!)?.kind === 'package';
    if (isPackageError) return { object, equal: operator === '==' };
  }
  return undefined;
}

export interface NilComparison {
  /** The variable compared, or the one whose field is. */
  readonly object: VarObject | undefined;
  /** Whether the variable itself is compared. */
  readonly isWhole: boolean;
  /** True for `==`. */
  readonly equal: boolean;
}

export function nilComparison(pkg: PackageModel, node: SyntaxNode): NilComparison | undefined {
  if (node.kind === 'parenthesized_expression')
    return node.firstNamedChild && nilComparison(pkg, node.firstNamedChild);
  if (node.kind !== 'binary_expression') return undefined;
  const operator = node.field('operator')?.text;
  if (operator !== '==' && operator !== '!=') return undefined;
  const left = node.field('left');
  const right = node.field('right');
  const operand = right?.kind === 'nil' ? left : left?.kind === 'nil' ? right : undefined;
  if (!operand) return undefined;
  let base: SyntaxNode | undefined = operand;
  while (base?.kind === 'selector_expression') base = base.field('operand');
  return {
    object: base && variable(pkg, base),
    isWhole: base === operand,
    equal: operator === '==',
  };
}

function isAbsentStatus(
  pkg: PackageModel,
  condition: SyntaxNode,
  state: PathState,
  absentWhen: NonNullable<OwnershipType['absentWhen']>,
): boolean {
  const sides = [condition.field('left')!, condition.field('right')!];
  return sides.some((side, index) => {
    if (side.kind !== 'selector_expression' || side.field('field')?.text !== absentWhen.field) return false;
    const object = variable(pkg, side.field('operand')!);
    const value = pkg.constantOf(sides[1 - index]!);
    return (
      object !== undefined &&
      state.aliases.has(object) &&
      value?.kind === 'int' &&
      absentWhen.values.includes(value.value)
    );
  });
}

/** The variable that an identifier names; undefined for anything else. */
export function variable(pkg: PackageModel, node: SyntaxNode): VarObject | undefined {
  if (node.kind !== 'identifier') return undefined;
  const object = pkg.objectOf(node);
  return object?.kind === 'var' ? object : undefined;
}

/** Whether a return statement says that there is no value: an error that is surely not nil among its results. */
export function saysFailure(pkg: PackageModel, statement: SyntaxNode, state: PathState): boolean {
  const results = pkg.functionOf(statement)?.node.field('result');
  if (!results || !/\berror\b/.test(results.text)) return false;
  const list = statement.firstNamedChild;
  const last = list?.namedChildren[list.namedChildren.length - 1];
  if (!last || last.kind === 'nil') return false;
  if (last.kind !== 'identifier') return last.kind === 'call_expression' || last.kind === 'unary_expression';
  const object = variable(pkg, last);
  // a package variable such as io.EOF or ErrNotFound holds an error for life
  return object !== undefined && (object.role === 'package' || state.facts.get(object) === 'non-nil');
}
