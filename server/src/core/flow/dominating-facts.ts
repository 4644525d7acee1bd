import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { isNeverTaken } from './constant-parameters.ts';
import { conditionsFor } from './error-checks.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';
import { type Fact, PathState } from './path-state.ts';

/** What holds on every path to a statement: branches that all of them take, and assignments. */
export function dominatingFacts(pkg: PackageModel, graph: ControlFlowGraph, node: SyntaxNode): PathState {
  const conditions = conditionsFor(pkg, graph, undefined);
  const chain: BasicBlock[] = [];
  for (let block = graph.blockOf(node); block; block = graph.immediateDominator(block)) chain.unshift(block);
  let state = PathState.unknown;
  for (const [index, block] of chain.entries()) {
    const from = chain[index - 1];
    if (from) {
      const [edge, ...others] = block.predecessors.filter((each) => graph.isReachable(each.from));
      if (edge?.from === from && others.length === 0) {
        const crossed = conditions.cross(edge, state);
        if (typeof crossed === 'object') state = crossed;
      } else state = forgetAssigned(pkg, state, block, from);
    }
    for (const each of block.nodes) {
      if (each === node) return state;
      const next = conditions.step(each, state);
      if (typeof next === 'object') state = next;
    }
  }
  return state;
}

/**
 * Whether no path leads to a statement where some variables have, all the time, the values that are known of them.
 * @param empty strings that are empty
 */
export function isBarred(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  node: SyntaxNode,
  facts: ReadonlyMap<VarObject, Fact>,
  empty: ReadonlySet<VarObject> = new Set(),
): boolean {
  if (facts.size === 0 && empty.size === 0) return false;
  const conditions = conditionsFor(pkg, graph, undefined);
  const state = PathState.unknown.with({ facts });
  for (let block = graph.blockOf(node); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter((each) => graph.isReachable(each.from));
    if (!edge || others.length > 0) continue;
    if (conditions.cross(edge, state) === 'infeasible' || isOnlyForText(pkg, edge, empty)) return true;
  }
  return false;
}

/** Whether no path leads to a statement with the constants that every caller gives to the parameters of its function. */
export function isBarredByCallers(pkg: PackageModel, graph: ControlFlowGraph, node: SyntaxNode): boolean {
  for (let block = graph.blockOf(node); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter((each) => graph.isReachable(each.from));
    if (edge && others.length === 0 && isNeverTaken(pkg, edge)) return true;
  }
  return false;
}

/** Whether an edge is taken only where a string that is empty has text: `if address != ""`. */
function isOnlyForText(pkg: PackageModel, { condition, kind }: Edge, empty: ReadonlySet<VarObject>): boolean {
  if (!condition || empty.size === 0 || (kind !== 'true' && kind !== 'false')) return false;
  const asksForText = (node: SyntaxNode, holds: boolean): boolean => {
    const each = unwrapped(node);
    const operator = each.kind === 'binary_expression' ? each.field('operator')?.text : undefined;
    const left = each.field('left');
    const right = each.field('right');
    if (!operator || !left || !right) return false;
    if (operator === (holds ? '&&' : '||')) return asksForText(left, holds) || asksForText(right, holds);
    if (operator !== (holds ? '!=' : '==')) return false;
    const object = variable(pkg, left);
    const value = pkg.constantOf(right);
    return object !== undefined && empty.has(object) && value?.kind === 'string' && isEmpty(value.parts);
  };
  return asksForText(condition, kind === 'true');
}

function isEmpty(parts: readonly unknown[]): boolean {
  return parts.every((part) => part === '');
}

/** Whether an expression of a statement cannot be nil where the statement runs: an error just made, or one that was checked. */
export function isNeverNil(pkg: PackageModel, graph: ControlFlowGraph, expression: SyntaxNode): boolean {
  const block = graph.blockOf(expression);
  const node = block?.nodes.find((candidate) => candidate.contains(expression));
  if (!node) return false;
  const { values } = conditionsFor(pkg, graph, undefined);
  return values.factOf(expression, dominatingFacts(pkg, graph, node)) === 'non-nil';
}

/** Forgets what may be assigned between a block and one that dominates it. */
function forgetAssigned(pkg: PackageModel, state: PathState, to: BasicBlock, from: BasicBlock): PathState {
  const between = new Set<BasicBlock>(to.predecessors.map((edge) => edge.from));
  for (const block of between) {
    if (block !== from) for (const edge of block.predecessors) between.add(edge.from);
  }
  between.delete(from);
  let current = state;
  for (const block of between) {
    for (const node of block.nodes) {
      for (const { target } of assignmentsOf(node)) {
        const object = variable(pkg, target);
        if (object) current = current.forget(object);
      }
    }
  }
  return current;
}
