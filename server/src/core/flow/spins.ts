import type { PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { blocksBefore, comesBack as comesBackAround } from './graph.ts';
import type { BasicBlock, ControlFlowGraph, Edge } from './model.ts';

/** How a select is asked again and again while no case of it is ready. */
export interface Spin {
  /** Whether each round gives the processor to others. */
  readonly yields: boolean;
  /** Whether the loop does nothing but this select, and nothing but its cases leaves it. */
  readonly isOnlySelect: boolean;
}

/**
 * How control comes back to a select from its default; undefined when on some way something waits, or something is done
 * that may be the work for which the loop is there.
 */
export function spinOf(pkg: PackageModel, graph: ControlFlowGraph, select: SyntaxNode): Spin | undefined {
  const home = graph.blockOf(select);
  const first = home?.successors.find(({ kind }) => kind === 'default')?.to;
  if (!home || !first || !graph.isReachable(home)) return undefined;
  const comesBack = blocksBefore(home);
  if (!comesBack.has(first)) return undefined;
  const seen = new Set<BasicBlock>([first]);
  let yields = false;
  let isOnlySelect = true;
  for (const block of seen) {
    for (const node of block.nodes) {
      const step = stepOf(pkg, node);
      if (step === 'work') return undefined;
      if (step === 'yield') yields = true;
    }
    if (block === home) continue;
    const polls = block.successors.find(({ kind }) => kind === 'default' || kind === 'case');
    const isSelect = block.nodes.at(-1)?.kind === 'select_statement';
    if (polls || block.successors.length > 1) isOnlySelect = false;
    for (const { to, kind } of block.successors) {
      if (isSelect && kind === 'case') continue;
      if (comesBack.has(to)) seen.add(to);
    }
  }
  if (!seen.has(home)) return undefined; // only one of its own cases comes back
  // the condition of the loop may stand before the select
  const others = home.nodes.filter((node) => node !== select && !select.contains(node));
  return { yields, isOnlySelect: isOnlySelect && others.length === 0 };
}

/** The other selects over which every way from the default of a select comes back to it. */
export function selectsPassed(graph: ControlFlowGraph, select: SyntaxNode): readonly SyntaxNode[] {
  const home = graph.blockOf(select);
  if (!home) return [];
  const isBarred = ({ from, kind }: Edge): boolean => from === home && kind !== 'default';
  return graph.blocks.flatMap((block) => {
    const last = block.nodes.at(-1);
    if (block === home || last?.kind !== 'select_statement') return [];
    return comesBackAround(home, new Set([block]), isBarred) ? [] : [last];
  });
}

/** Calls that come back at once and do nothing that a loop could be there for. */
const CHEAP =
  /^(sync\/atomic\.(Load\w*|\w+\.Load)$|time\.(Now|Since|Until|After|Time\.(After|Before|Sub|IsZero))$|context\.Context\.(Done|Err)$)/;

/** What one node of the graph does in a round: nothing that takes time, give way, or work. */
function stepOf(pkg: PackageModel, node: SyntaxNode): 'idle' | 'yield' | 'work' {
  if (node.kind === 'select_statement') {
    const isPolling = node.namedChildren.some(({ kind }) => kind === 'default_case');
    if (!isPolling) return 'work';
    return node.namedChildren.every((clause) => isIdleCase(pkg, clause)) ? 'idle' : 'work';
  }
  // evaluated by the select
  if (node.parent?.kind === 'communication_case') return 'idle';
  const select = node.ancestor('communication_case');
  if (select?.field('communication')?.contains(node)) return 'idle';
  switch (node.kind) {
    case 'assignment_statement':
    case 'inc_statement':
    case 'dec_statement':
    case 'send_statement':
    case 'go_statement':
    case 'defer_statement':
    case 'range_clause':
      return 'work';
    default:
  }
  let step: 'idle' | 'yield' = 'idle';
  for (const inner of node.descendants('call_expression', 'unary_expression', 'func_literal')) {
    if (inner.kind === 'unary_expression') {
      if (inner.field('operator')?.text === '<-') return 'work';
      continue;
    }
    if (inner.kind === 'func_literal') return 'work';
    const callee = pkg.calleeOf(inner);
    if (callee?.id === 'runtime.Gosched') step = 'yield';
    else if (!callee || !isCheap(callee.kind, callee.id)) return 'work';
  }
  return step;
}

function isCheap(kind: string, id: string): boolean {
  return kind === 'conversion' || (kind === 'builtin' && (id === 'len' || id === 'cap')) || CHEAP.test(id);
}

/** Whether a case only asks a channel: a value that is worked out in order to be sent is work. */
function isIdleCase(pkg: PackageModel, clause: SyntaxNode): boolean {
  const communication = clause.field('communication');
  const value = communication?.kind === 'send_statement' ? communication.field('value') : undefined;
  return [...(value?.descendants('call_expression') ?? [])].every((call) => {
    const callee = pkg.calleeOf(call);
    return callee !== undefined && isCheap(callee.kind, callee.id);
  });
}
