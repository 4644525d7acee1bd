import type { PackageModel } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { comesBack } from './graph.ts';
import type { BasicBlock, ControlFlowGraph } from './model.ts';
import { variable } from './nil-comparison.ts';

/**
 * Whether a timer has fired on every way from a statement of a loop back to it, as a receive from its channel says: it
 * is in no heap of the runtime any more (time/sleep.go, Stop: "false if the timer has already expired").
 * @param timer a variable
 */
export function hasFiredByNextRound(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  statement: SyntaxNode,
  timer: SyntaxNode,
): boolean {
  const object = variable(pkg, timer);
  const start = graph.blockOf(statement);
  if (!object || !start || namedId(pkg.typeOfObject(object)) !== 'time.Timer') return false;
  const received = new Set<BasicBlock>();
  const selectors = pkg.referencesTo(object).map(({ parent }) => parent);
  // running again
  if (selectors.some((each) => each?.field('field')?.text === 'Reset')) return false;
  for (const parent of selectors) {
    const receive = parent?.field('field')?.text === 'C' ? parent.parent : undefined;
    const isReceive = receive?.kind === 'unary_expression' && receive.field('operator')?.text === '<-';
    if (!isReceive || pkg.functionOf(receive) !== graph.function) continue;
    const block = graph.blockOf(receive);
    if (block === start && receive.start > statement.start) return true;
    if (block) received.add(block);
  }
  return received.size > 0 && !comesBack(start, received);
}
