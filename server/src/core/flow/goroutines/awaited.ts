import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { STARTERS } from '../channels.ts';
import type { BasicBlock, ControlFlowGraph } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import { WAIT } from './actions.ts';

/**
 * Whether the function that starts a goroutine waits for its end on every path, so that it comes back no sooner: a group
 * is told of the end by a deferred Done, or has started the goroutine, and is waited for.
 * @param start the go statement, or the call of a group's `Go`
 * @param started what runs in the goroutine
 */
export function isAwaited(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  start: SyntaxNode,
  started: GoFunction,
): boolean {
  const starter = pkg.functionOf(start);
  if (!starter) return false;
  const groups = groupsOf(pkg, start, started);
  const waits = [...(starter.body?.descendants('call_expression') ?? [])].filter((call) => {
    if (!WAIT.has(pkg.calleeOf(call)?.id ?? '') || pkg.functionOf(call) !== starter) return false;
    const group = groupIn(pkg, call.field('function')?.field('operand'));
    return group !== undefined && groups.has(group);
  });
  return waits.length > 0 && isOnEveryPath(graphOf(starter), start, waits);
}

/** Groups that hear of the end of a goroutine, as the function that starts it calls them. */
function groupsOf(pkg: PackageModel, start: SyntaxNode, started: GoFunction): ReadonlySet<VarObject> {
  const groups = new Set<VarObject>();
  const add = (group: VarObject | undefined): void => {
    if (group) groups.add(group);
  };
  if (STARTERS.has(pkg.calleeOf(start)?.id ?? '')) {
    add(groupIn(pkg, start.field('function')?.field('operand')));
    return groups;
  }
  const given = start.firstNamedChild?.field('arguments')?.namedChildren ?? [];
  for (const statement of started.body?.descendants('defer_statement') ?? []) {
    if (pkg.functionOf(statement) !== started) continue;
    for (const call of statement.descendants('call_expression')) {
      if (pkg.calleeOf(call)?.id !== 'sync.WaitGroup.Done') continue;
      const group = groupIn(pkg, call.field('function')?.field('operand'));
      const index = group ? started.parameters.indexOf(group) : -1;
      add(index < 0 ? group : groupIn(pkg, given[index]));
    }
  }
  return groups;
}

/** The local variable in `wg` and `&wg`. */
function groupIn(pkg: PackageModel, expression: SyntaxNode | undefined): VarObject | undefined {
  const isAddress = expression?.kind === 'unary_expression' && expression.field('operator')?.text === '&';
  const operand = isAddress ? expression.field('operand') : expression;
  return operand && variable(pkg, operand);
}

/** Whether control comes by one of some nodes wherever it goes from a node. */
function isOnEveryPath(graph: ControlFlowGraph, from: SyntaxNode, nodes: readonly SyntaxNode[]): boolean {
  const first = graph.blockOf(from);
  if (!first) return false;
  const stops = new Set(nodes.map((node) => graph.blockOf(node)));
  if (nodes.some((node) => graph.blockOf(node) === first && node.start > from.start)) return true;
  const left = new Set(
    graph.exits.filter(({ kind }) => kind === 'return' || kind === 'end').map(({ block }) => block),
  );
  const reached = new Set<BasicBlock>([first]);
  for (const block of reached) {
    if (left.has(block)) return false;
    for (const { to } of block.successors) if (!stops.has(to)) reached.add(to);
  }
  return true;
}
