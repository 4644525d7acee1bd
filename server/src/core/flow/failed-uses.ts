import { isStandardLibrary, keepsNothing } from '../knowledge/behaviour/index.ts';
import { homeOf } from '../semantic/home.ts';
import type { Callee, GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole, onlyCall } from './assignments.ts';
import type { Crossing } from './conditions.ts';
import { isAddressTaken } from './definitions.ts';
import { dominatingFacts } from './dominating-facts.ts';
import { conditionsFor } from './error-checks.ts';
import { graphsOf } from './graphs.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { nilComparison, variable } from './nil-comparison.ts';
import type { PathState } from './path-state.ts';

/** States visited before nothing is said. */
const BUDGET = 300;

/** A value that is nil where the error that came with it is not. */
export interface FallibleValue {
  readonly call: SyntaxNode;
  readonly value: VarObject;
  readonly error: VarObject;
}

/**
 * The first selector on a value that a path evaluates on which its call has failed, though something has looked at the error: the branch
 * for the failure uses the value itself, or goes on to code that does. Paths on which more is asked of the error, or on which a
 * function of unknown body gets it or is called for it, which may never return, say nothing.
 * @param isGuarded whether the statement of a use evaluates it only where the value is there
 */
export function useAfterFailure(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  { call, value, error }: FallibleValue,
  isGuarded: (use: SyntaxNode, statement: SyntaxNode) => boolean,
): { readonly use: SyntaxNode; readonly statement: SyntaxNode } | undefined {
  const start = graph.blockOf(call);
  const at = start?.nodes.findIndex((node) => node.contains(call)) ?? -1;
  if (!start || at < 0 || [value, error].some((each) => isSetElsewhere(pkg, graph.function, each)))
    return undefined;
  const fail = (state: PathState): PathState => state.learn(error, 'non-nil').learn(value, 'nil');
  const hasFailed = (state: PathState): boolean => fail(state) === state;
  const conditions = conditionsFor(pkg, graph, undefined);
  const before = dominatingFacts(pkg, graph, start.nodes[at]!).forget(value).forget(error);
  const work: [BasicBlock, number, PathState][] = [[start, at + 1, fail(before)]];
  const seen = new Set<string>();
  let first: { use: SyntaxNode; statement: SyntaxNode } | undefined;
  for (let item = work.pop(); item; item = work.pop()) {
    const [block, from, begin] = item;
    let state: PathState | undefined = begin;
    if (seen.size > BUDGET) return undefined;
    for (const statement of block.nodes.slice(from)) {
      const use = needIn(pkg, graph, statement, value, isGuarded);
      if (use && (!first || use.start < first.use.start)) first = { use, statement };
      if (use || mayEnd(pkg, statement, error)) state = undefined;
      const after: Crossing | undefined = state && conditions.step(statement, state);
      state = typeof after === 'object' && hasFailed(after) ? after : undefined;
      if (!state) break;
    }
    if (!state) continue;
    for (const edge of block.successors) {
      if (asksMore(pkg, edge, error)) continue;
      const next = conditions.cross(edge, state);
      if (typeof next !== 'object') continue;
      // an edge changes no variable: what it forgets is only not asked behind it
      const crossed = fail(next);
      const key = `${edge.to.id}|${crossed.key}`;
      if (seen.has(key)) continue;
      seen.add(key);
      work.push([edge.to, 0, crossed]);
    }
  }
  return first;
}

/** Whether a variable may get a value by another function, or through its address. */
function isSetElsewhere(pkg: PackageModel, fn: GoFunction, object: VarObject): boolean {
  return pkg
    .referencesTo(object)
    .some(
      (each) =>
        isAddressTaken(each) ||
        (isAssignedWhole(each) && each.parent !== undefined && pkg.functionOf(each) !== fn),
    );
}

/** What a statement of the function itself selects from a value. */
function needIn(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  value: VarObject,
  isGuarded: (use: SyntaxNode, statement: SyntaxNode) => boolean,
): SyntaxNode | undefined {
  for (const identifier of statement.descendants('identifier')) {
    const { parent } = identifier;
    const isSelected = parent?.kind === 'selector_expression' && identifier.fieldName === 'operand';
    if (!isSelected || variable(pkg, identifier) !== value) continue;
    if (pkg.functionOf(identifier) !== graph.function || !graph.evaluates(statement, identifier)) continue;
    if (!isGuarded(identifier, statement)) return parent;
  }
  return undefined;
}

/** Whether a branch asks an error for more than whether it is there. */
function asksMore(pkg: PackageModel, { condition }: Edge, error: VarObject): boolean {
  if (!condition || !mentions(pkg, condition, error)) return false;
  const comparison = nilComparison(pkg, condition);
  return !(comparison?.object === error && comparison.isWhole);
}

/** Whether a statement calls a function that may end the process: its body is not at hand, and it gets an error or stands behind the check of it. */
function mayEnd(pkg: PackageModel, statement: SyntaxNode, error: VarObject): boolean {
  const call = statement.kind === 'expression_statement' ? onlyCall(statement) : undefined;
  if (!call || comesBack(pkg, pkg.calleeOf(call))) return false;
  if (mentions(pkg, call, error)) return true;
  for (let node: SyntaxNode | undefined = statement; node; node = node.parent) {
    const check: SyntaxNode | undefined = node.parent?.kind === 'if_statement' ? node.parent : undefined;
    const condition: SyntaxNode | undefined = check?.field('condition');
    if (condition && condition !== node && mentions(pkg, condition, error)) return true;
  }
  return false;
}

/** Calls that are followed to find one that may end the process. */
const DEPTH = 4;

/** Whether it is known that a function comes back: none of those that it calls, as far as they are at hand, ends the process or panics. */
function comesBack(pkg: PackageModel, callee: Callee | undefined, depth = 0): boolean {
  if (!callee || depth > DEPTH) return false;
  if (callee.kind === 'builtin' || callee.kind === 'conversion') return true;
  const fn = callee.function;
  if (!fn?.body) return callee.kind !== 'value' && (isStandardLibrary(callee.id) || keepsNothing(callee.id));
  const home = homeOf(pkg, fn);
  const { exits } = graphsOf(home).graphOf(fn);
  if (exits.some(({ kind }) => kind === 'panic' || kind === 'no-return')) return false;
  return [...fn.body.descendants('call_expression')].every((call) =>
    comesBack(home, home.calleeOf(call), depth + 1),
  );
}

function mentions(pkg: PackageModel, node: SyntaxNode, object: VarObject): boolean {
  return [node, ...node.descendants('identifier')].some((each) => variable(pkg, each) === object);
}

/**
 * Whether every failure of a function of the program gives nil for a result: each of its returns writes all results down, with nil for
 * this one or for the error.
 */
export function givesNilOnFailure(pkg: PackageModel, fn: GoFunction, index: number): boolean {
  const home = homeOf(pkg, fn);
  const count = fn.results.length;
  const returns = [...(fn.body?.descendants('return_statement') ?? [])].filter(
    (each) => home.functionOf(each) === fn,
  );
  return (
    returns.length > 0 &&
    returns.every((each) => {
      const values = each.firstNamedChild?.namedChildren ?? [];
      if (values.length !== count) return false;
      return values.at(-1)!.kind === 'nil' || values[index]!.kind === 'nil';
    })
  );
}
