import { behaviourOf } from '../../knowledge/behaviour/index.ts';
import { READS_MESSAGE } from '../../knowledge/peer-messages.ts';
import { homeOf } from '../../semantic/home.ts';
import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { ControlFlowGraph } from '../model.ts';

const BLOCKING = new Set(['sync.WaitGroup.Wait', 'sync.Cond.Wait', 'golang.org/x/sync/errgroup.Group.Wait']);
const WAITING = ['unary_expression', 'range_clause', 'select_statement', 'call_expression'] as const;

/** Calls through which a receive is looked for. */
const MOST_CALLS = 2;

/** What a goroutine does, and who may hear of it. */
export interface Announced {
  /** The statement that starts the goroutine. */
  readonly start: SyntaxNode;
  readonly starter: GoFunction;
  /** What runs in it. */
  readonly fn: GoFunction;
  /** The node of it that is to come first. */
  readonly first: SyntaxNode;
  /** Waits for the goroutine, which are no sign of it. */
  readonly waits: readonly SyntaxNode[];
}

/**
 * Whether the function that starts a goroutine waits for something else, between that and its first wait for it, that may tell it how
 * far the goroutine is: a receive, another group, a function of the module that receives whatever happens, or the answer to a
 * connection, where the goroutine has accepted one before.
 */
export function hearsBack(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  { start, starter, fn, first, waits }: Announced,
): boolean {
  const end = waits.find((wait) => pkg.functionOf(wait) === starter && wait.start > start.start)?.start;
  const accepts = acceptsBefore(pkg, graphOf(fn), fn, first);
  return [...(starter.body?.descendants(...WAITING) ?? [])].some(
    (node) =>
      node.start >= start.end &&
      (end === undefined || node.start < end) &&
      pkg.functionOf(node) === starter &&
      !waits.includes(node) &&
      (isReceive(pkg, node) ||
        BLOCKING.has(idOf(pkg, node)) ||
        (accepts && readsAnswer(idOf(pkg, node))) ||
        receivesAnyway(pkg, graphOf, node, MOST_CALLS)),
  );
}

function isReceive(pkg: PackageModel, node: SyntaxNode): boolean {
  switch (node.kind) {
    case 'select_statement':
      return true;
    case 'unary_expression':
      return node.field('operator')?.text === '<-';
    case 'range_clause': {
      const ranged = node.field('right');
      return ranged !== undefined && pkg.underlying(pkg.typeOf(ranged))?.kind === 'chan';
    }
    default:
      return false;
  }
}

function idOf(pkg: PackageModel, node: SyntaxNode): string {
  return node.kind === 'call_expression' ? (pkg.calleeOf(node)?.id ?? '') : '';
}

/** Whether a goroutine comes to a node only when somebody has connected to it. */
function acceptsBefore(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  fn: GoFunction,
  node: SyntaxNode,
): boolean {
  const home = graph.blockOf(node);
  return [...(fn.body?.descendants('call_expression') ?? [])].some((call) => {
    if (call.start >= node.start || pkg.functionOf(call) !== fn) return false;
    const block = behaviourOf(idOf(pkg, call))?.blocks?.category === 'serve' && graph.blockOf(call);
    return block && home !== undefined && graph.dominates(block, home);
  });
}

/** Whether a call of a function comes back with what the other side has sent. */
function readsAnswer(id: string): boolean {
  const category = behaviourOf(id)?.blocks?.category;
  return category === 'http' || (category === 'network' && id.endsWith('.Read')) || READS_MESSAGE.has(id);
}

/** Whether every path through the function of a call, or through one that it calls, leads over a receive that waits. */
function receivesAnyway(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  call: SyntaxNode,
  calls: number,
): boolean {
  const callee = call.kind === 'call_expression' ? pkg.calleeOf(call) : undefined;
  const fn = callee?.kind === 'interface-method' ? undefined : callee?.function;
  if (!fn?.body || call.parent?.kind === 'go_statement' || call.parent?.kind === 'defer_statement')
    return false;
  const home = homeOf(pkg, fn);
  const graph = graphOf(fn);
  const exits = graph.exits.filter(({ kind }) => kind === 'return' || kind === 'end');
  return [...fn.body.descendants(...WAITING)].some((node) => {
    if (home.functionOf(node) !== fn) return false;
    const isWait = node.kind === 'select_statement' ? !hasDefault(node) : isReceive(home, node);
    if (!isWait || node.ancestor('communication_case')?.field('communication')?.contains(node)) {
      if (calls === 0 || !receivesAnyway(home, graphOf, node, calls - 1)) return false;
    }
    const block = graph.blockOf(node);
    return block !== undefined && exits.every((exit) => graph.dominates(block, exit.block));
  });
}

function hasDefault(select: SyntaxNode): boolean {
  return select.namedChildren.some(({ kind }) => kind === 'default_case');
}
