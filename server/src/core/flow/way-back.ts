import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { dominatingFacts } from './dominating-facts.ts';
import { conditionsFor } from './error-checks.ts';
import { comesBack } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';
import type { PathState } from './path-state.ts';

/** Visits before the conditions are left out of account. */
const BUDGET = 300;

/**
 * Whether some way that can be taken leads from a statement back to it, around all of some blocks and over none of some
 * edges: behind `if err == nil { defer f() }`, `if err == nil { break }` leaves the loop.
 *
 * @param others blocks that end a way
 */
export function leadsBack(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  others: ReadonlySet<BasicBlock> = new Set(),
  isBarred: (edge: Edge) => boolean = () => false,
): boolean {
  const start = graph.blockOf(statement);
  if (!start || !comesBack(start, others, isBarred)) return false;
  return comesTo(pkg, graph, statement, new Set([start]), others, isBarred);
}

/**
 * Whether some way that can be taken leads from behind a statement to one of some blocks, around all of others and over none of some
 * edges.
 *
 * @param others blocks that end a way, where they are none of those looked for
 */
export function comesTo(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  targets: ReadonlySet<BasicBlock>,
  others: ReadonlySet<BasicBlock> = new Set(),
  isBarred: (edge: Edge) => boolean = () => false,
): boolean {
  const start = graph.blockOf(statement);
  if (!start) return false;
  const conditions = conditionsFor(pkg, graph, undefined);
  const seen = new Set<string>();
  const work: { block: BasicBlock; state: PathState }[] = [];
  const follow = (block: BasicBlock, nodes: readonly SyntaxNode[], before: PathState): boolean => {
    let state = before;
    for (const node of nodes) {
      const next = conditions.step(node, state);
      if (typeof next === 'string') return false;
      state = next;
    }
    for (const edge of block.successors) {
      const next = isBarred(edge) ? 'infeasible' : conditions.cross(edge, state);
      if (typeof next === 'string') continue;
      if (targets.has(edge.to)) return true;
      const key = `${edge.to.id}|${next.key}`;
      if (others.has(edge.to) || seen.has(key)) continue;
      seen.add(key);
      work.push({ block: edge.to, state: next });
    }
    return false;
  };
  const behind = start.nodes.slice(start.nodes.findIndex((node) => node.contains(statement)) + 1);
  if (follow(start, behind, dominatingFacts(pkg, graph, statement))) return true;
  for (let visit = work.pop(); visit; visit = work.pop()) {
    if (seen.size > BUDGET || follow(visit.block, visit.block.nodes, visit.state)) return true;
  }
  return false;
}
