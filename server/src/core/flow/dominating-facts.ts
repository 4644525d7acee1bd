import type { PackageModel, VarObject } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { assignmentsOf } from './assignments.ts';
import { conditionsFor } from './error-checks.ts';
import type { BasicBlock, ControlFlowGraph } from './model.ts';
import { variable } from './nil-comparison.ts';
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

/** Whether no path leads to a statement where some variables have, all the time, the values that are known of them. */
export function isBarred(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  node: SyntaxNode,
  facts: ReadonlyMap<VarObject, Fact>,
): boolean {
  if (facts.size === 0) return false;
  const conditions = conditionsFor(pkg, graph, undefined);
  const state = PathState.unknown.with({ facts });
  for (let block = graph.blockOf(node); block; block = graph.immediateDominator(block)) {
    const [edge, ...others] = block.predecessors.filter((each) => graph.isReachable(each.from));
    if (edge && others.length === 0 && conditions.cross(edge, state) === 'infeasible') return true;
  }
  return false;
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
