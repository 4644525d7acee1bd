import { EQUAL_VALUES } from '../knowledge/error-functions.ts';
import type { OwnershipType } from '../knowledge/ownership/table.ts';
import { homeOf } from '../semantic/home.ts';
import { memoized } from '../semantic/memo.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { GoType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import { isVariadic } from './channel-syntax.ts';
import { Conditions } from './conditions.ts';
import { factsOf } from './facts.ts';
import { tellsFailure } from './failures.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Exit } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { type Fact, PathState } from './path-state.ts';
import type { CallChecks, ConditionGiven, Returned } from './path-values.ts';

/** States visited in one function before nothing is said about it. */
const BUDGET = 300;

/** What functions of a package say of what they are given. */
export const checksOf = memoized(
  (pkg: PackageModel): CallChecks & Pick<ErrorChecks, 'walk'> => new ErrorChecks(pkg),
);

/**
 * What conditions say on the paths of a graph.
 *
 * @param type kind of the owned value that is followed, when there is one
 */
export function conditionsFor(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  type: OwnershipType | undefined,
): Conditions {
  return new Conditions(pkg, graph, type, checksOf(pkg));
}

const FALLIBLE = { fails: false };
const DIFFERENT: { readonly pair: readonly [number, number] | undefined } = { pair: undefined };
const UNNEEDED: { readonly given: ConditionGiven | undefined } = { given: undefined };
const UNKNOWN: { readonly returned: ReadonlySet<Returned> | undefined } = { returned: undefined };

/** Expressions that ask what an operand is: `err.(T)`, `errors.AsType[T](err)`. */
const TYPED: ReadonlySet<string> = new Set(['type_assertion_expression', 'type_conversion_expression']);

/** Summaries of functions that check, compare, wrap or end on what they are given; by what they do with the parameter, never by name. */
class ErrorChecks implements CallChecks {
  constructor(readonly pkg: PackageModel) {}

  returned(fn: GoFunction, parameter: number, isNil: boolean): ReadonlySet<Returned> | undefined {
    const home = homeOf(this.pkg, fn);
    if (home !== this.pkg) return checksOf(home).returned(fn, parameter, isNil);
    const object = fn.parameters[parameter];
    if (!object || !fn.body || isVariadic(this.pkg, fn, parameter)) return undefined;
    if (!this.#canMatter(object) && !this.#isUnread(fn, object)) return undefined;
    return this.pkg.program.memory.ask(this.pkg, fn, {
      name: `returned ${parameter} ${isNil}`,
      compute: (pkg, same) => {
        const own = same.parameters[parameter];
        return { returned: own && checksOf(pkg).walk(same, own, isNil ? 'nil' : 'non-nil') };
      },
      meanwhile: UNKNOWN, // recursion knows nothing
    }).returned;
  }

  equalWhenBack(fn: GoFunction): readonly [number, number] | undefined {
    const home = homeOf(this.pkg, fn);
    if (home !== this.pkg) return checksOf(home).equalWhenBack(fn);
    if (!fn.body || fn.parameters.length < 2) return undefined;
    return this.pkg.program.memory.ask(this.pkg, fn, {
      name: 'equal when back',
      compute: (pkg, same) => ({ pair: comparedParameters(pkg, same) }),
      meanwhile: DIFFERENT,
    }).pair;
  }

  alwaysFails(fn: GoFunction): boolean {
    const home = homeOf(this.pkg, fn);
    if (home !== this.pkg) return checksOf(home).alwaysFails(fn);
    if (!fn.body || fn.node.field('result')?.text !== 'error') return false;
    return this.pkg.program.memory.ask(this.pkg, fn, {
      name: 'always fails',
      compute: (pkg, same) => {
        const returned = checksOf(pkg).walk(same, undefined, 'non-nil');
        return { fails: returned !== undefined && isOnlyError(returned) };
      },
      meanwhile: FALLIBLE,
    }).fails;
  }

  /** Whether a function may do something else when a parameter is nil: it can be, and is used as a whole somewhere. */
  #canMatter(object: VarObject): boolean {
    if (!canBeNil(this.pkg, this.pkg.typeOfObject(object))) return false;
    return this.pkg
      .referencesTo(object)
      .some(
        (mention) =>
          mention !== object.node &&
          (mention.fieldName !== 'operand' || TYPED.has(mention.parent?.kind ?? '')),
      );
  }

  /** Whether a function that gives a boolean does not look at an error: on this platform there may be no such error. */
  #isUnread(fn: GoFunction, object: VarObject): boolean {
    if (fn.node.field('result')?.text !== 'bool' || !tellsFailure(this.pkg, this.pkg.typeOfObject(object)))
      return false;
    return this.pkg.referencesTo(object).every((mention) => mention === object.node);
  }

  conditionWhenBack(fn: GoFunction): ConditionGiven | undefined {
    const home = homeOf(this.pkg, fn);
    if (home !== this.pkg) return checksOf(home).conditionWhenBack(fn);
    if (!fn.body || !fn.parameters.some((each) => isBooleanObject(this.pkg, each))) return undefined;
    return this.pkg.program.memory.ask(this.pkg, fn, {
      name: 'condition when back',
      compute: (pkg, same) => ({ given: conditionNeeded(pkg, same) }),
      meanwhile: UNNEEDED,
    }).given;
  }

  /** How a function comes back, when something is known of a parameter. */
  walk(fn: GoFunction, object: VarObject | undefined, fact: Fact): ReadonlySet<Returned> | undefined {
    const graph = graphsOf(this.pkg).graphOf(fn);
    if (object && !factsOf(this.pkg, graph).isTracked(object)) return undefined;
    const conditions = conditionsFor(this.pkg, graph, undefined);
    const returned = new Set<Returned>();
    const seen = new Set<string>();
    const { unknown } = PathState;
    const work = [{ block: graph.entry, state: object ? unknown.learn(object, fact) : unknown }];
    for (let visit = work.pop(); visit; visit = work.pop()) {
      if (seen.size > BUDGET) return undefined;
      const { block } = visit;
      const state = block.nodes.reduce<PathState | undefined>((before, node) => {
        const after = before && conditions.step(node, before);
        return typeof after === 'object' ? after : undefined;
      }, visit.state);
      if (!state) continue;
      const exit = graph.exitOf(block);
      if (exit && (exit.kind === 'return' || exit.kind === 'end' || exit.isRecovered)) {
        returned.add(this.#given(exit, conditions, state));
      }
      for (const edge of block.successors) {
        const next = conditions.cross(edge, state);
        if (typeof next === 'string') continue;
        const key = `${edge.to.id}|${next.key}`;
        if (seen.has(key)) continue;
        seen.add(key);
        work.push({ block: edge.to, state: next });
      }
    }
    return returned;
  }

  /** The only result of a function at an exit. */
  #given(exit: Exit, conditions: Conditions, state: PathState): Returned {
    const values = exit.kind === 'return' ? (exit.node.firstNamedChild?.namedChildren ?? []) : [];
    if (values.length !== 1) {
      const named = conditions.graph.function.results;
      return (
        (values.length === 0 && named.length === 1 && named[0] && state.facts.get(named[0])) || 'unknown'
      );
    }
    return conditions.values.factOf(values[0]!, state) ?? 'unknown';
  }
}

function isOnlyError(returned: ReadonlySet<Returned>): boolean {
  return returned.size === 1 && returned.has('non-nil');
}

/** The first boolean parameter that has to be one way, or no path of a function comes back. */
function conditionNeeded(pkg: PackageModel, fn: GoFunction): ConditionGiven | undefined {
  for (const [index, object] of fn.parameters.entries()) {
    if (!object || !isBooleanObject(pkg, object)) continue;
    const [whenTrue, whenFalse] = (['true', 'false'] as const).map((fact) =>
      checksOf(pkg).walk(fn, object, fact),
    );
    if (!whenTrue || !whenFalse || (whenTrue.size === 0) === (whenFalse.size === 0)) continue;
    return { index, holds: whenTrue.size > 0 };
  }
  return undefined;
}

function isBooleanObject(pkg: PackageModel, object: VarObject | undefined): boolean {
  const type = object && pkg.typeOfObject(object);
  return type?.kind === 'basic' && type.name === 'bool';
}

/** Whether a value of a type may be nil, as far as is known. */
function canBeNil(pkg: PackageModel, type: GoType | undefined): boolean {
  return !['basic', 'array', 'struct'].includes(pkg.underlying(type)?.kind ?? '');
}

/** The two parameters without whose equality no path of a function comes back. */
function comparedParameters(pkg: PackageModel, fn: GoFunction): readonly [number, number] | undefined {
  const graph = graphsOf(pkg).graphOf(fn);
  let pair: readonly [number, number] | undefined;
  const back = new Set<BasicBlock>();
  for (const exit of graph.exits) {
    if (exit.kind === 'return' || exit.kind === 'end' || exit.isRecovered) back.add(exit.block);
  }
  const reached = new Set([graph.entry]);
  for (const block of reached) {
    if (back.has(block)) return undefined;
    for (const { condition, kind, to } of block.successors) {
      const compared = condition && comparisonOf(pkg, fn, condition, kind === 'true');
      if (
        compared?.isEqual &&
        (kind === 'true' || kind === 'false') &&
        isSame(pair ?? compared.pair, compared.pair)
      )
        pair = compared.pair;
      else reached.add(to);
    }
  }
  return pair;
}

function isSame(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** Which parameters a condition compares, and whether they are equal when it comes out so. */
function comparisonOf(
  pkg: PackageModel,
  fn: GoFunction,
  condition: SyntaxNode,
  holds: boolean,
): { readonly pair: readonly [number, number]; readonly isEqual: boolean } | undefined {
  const node = unwrapped(condition);
  const operator = node.field('operator')?.text;
  if (node.kind === 'unary_expression' && operator === '!')
    return comparisonOf(pkg, fn, node.field('operand')!, !holds);
  const isComparison = node.kind === 'binary_expression' && (operator === '==' || operator === '!=');
  const isCall = node.kind === 'call_expression' && EQUAL_VALUES.has(pkg.calleeOf(node)?.id ?? '');
  if (!isComparison && !isCall) return undefined;
  const sides = isCall
    ? (node.field('arguments')?.namedChildren.slice(0, 2) ?? [])
    : [node.field('left')!, node.field('right')!];
  const [left, right] = sides.map((side) => {
    const object = variable(pkg, side);
    const isGiven = object && !pkg.referencesTo(object).some(isAssignedWhole);
    return isGiven ? fn.parameters.indexOf(object) : -1;
  });
  if (left === undefined || right === undefined || left < 0 || right < 0) return undefined;
  return { pair: [left, right], isEqual: isCall ? holds : holds === (operator === '==') };
}
