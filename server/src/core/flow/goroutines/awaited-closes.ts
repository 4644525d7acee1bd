import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { typeText } from '../../semantic/type-text.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { blocksFrom } from '../graph.ts';
import type { ControlFlowGraph } from '../model.ts';
import { pending } from './state.ts';
import type { Stuck } from './stuck.ts';

/**
 * Whether the run that leads to a stuck operation has a goroutine end that reads a channel which is not followed and
 * which the stuck goroutine itself closes only later: it would have waited for that.
 * @param isFollowed whether the search follows what a variable holds
 */
export function endsBeforeClose(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  stuck: Stuck,
  isFollowed: (variable: VarObject) => boolean,
): boolean {
  const { goroutine, state } = stuck;
  const action = pending(goroutine);
  const fn = action && 'node' in action ? pkg.functionOf(action.node) : undefined;
  if (!fn || !action || !('node' in action)) return false;
  const elements = closedAfter(pkg, graphOf(fn), action.node, isFollowed);
  if (elements.size === 0) return false;
  return state.processes.some(
    ({ id, frames, start }) =>
      id !== 0 &&
      id !== goroutine.id &&
      frames.length === 0 &&
      start !== undefined &&
      mentionsChannelOf(pkg, start, elements, isFollowed),
  );
}

/** Element types of the channels that a function closes after a node, of those that are not followed. */
function closedAfter(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  node: SyntaxNode,
  isFollowed: (variable: VarObject) => boolean,
): ReadonlySet<string> {
  const elements = new Set<string>();
  const block = graph.blockOf(node);
  if (!block) return elements;
  const reached = blocksFrom(block);
  for (const call of graph.function.body?.descendants('call_expression') ?? []) {
    const callee = pkg.calleeOf(call);
    const closed = call.field('arguments')?.firstNamedChild;
    if (callee?.kind !== 'builtin' || callee.id !== 'close' || !closed) continue;
    const at = graph.blockOf(call);
    const element = elementOf(pkg, closed, isFollowed);
    if (element && at && reached.has(at) && (at !== block || call.start > node.start)) elements.add(element);
  }
  return elements;
}

function mentionsChannelOf(
  pkg: PackageModel,
  start: SyntaxNode,
  elements: ReadonlySet<string>,
  isFollowed: (variable: VarObject) => boolean,
): boolean {
  for (const node of start.descendants('identifier', 'selector_expression', 'index_expression')) {
    const element = elementOf(pkg, node, isFollowed);
    if (element && elements.has(element)) return true;
  }
  return false;
}

function elementOf(
  pkg: PackageModel,
  expression: SyntaxNode,
  isFollowed: (variable: VarObject) => boolean,
): string | undefined {
  const object = expression.kind === 'identifier' ? pkg.objectOf(expression) : undefined;
  if (object?.kind === 'var' && isFollowed(object)) return undefined;
  const type = pkg.typeOf(expression);
  return type?.kind === 'chan' ? typeText(type.element) : undefined;
}
