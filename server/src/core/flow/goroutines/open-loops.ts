import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole } from '../assignments.ts';
import { blocksFrom } from '../graph.ts';
import type { ControlFlowGraph } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';
import { mayLeave } from './one-sided.ts';

/**
 * Whether a goroutine cannot have come to an operation when the owner leaves: it is reached only behind a loop over another channel,
 * which the owner itself closes, on other ways, and behind that it waits for the goroutine (Go specification, For statements
 * with range clause: "For channels, the iteration values produced are the successive values sent on the channel until
 * the channel is closed").
 */
export function isBehindOpenLoop(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  { node, owner, exit, channel }: StuckOperation,
): boolean {
  const fn = pkg.functionOf(node);
  if (!fn || !exit || fn === owner) return false;
  const receives = channel.operations
    .filter((each) => each.kind === 'receive' && pkg.functionOf(each.node) === owner)
    .map((each) => each.node);
  return loopsBefore(pkg, fn, node).some((clause) => {
    const closes = closesOf(pkg, owner, clause);
    return (
      closes.length > 0 &&
      !mayLeave(graphOf(fn), clause) &&
      closes.every((close) => isNotBefore(graphOf(owner), close, exit, receives))
    );
  });
}

/** The clauses of the loops over a channel which a function has run through when it comes to a node. */
function loopsBefore(pkg: PackageModel, fn: GoFunction, node: SyntaxNode): readonly SyntaxNode[] {
  return [...(fn.body?.descendants('range_clause') ?? [])].filter((clause) => {
    const loop = clause.parent;
    const ranged = clause.field('right');
    return (
      loop !== undefined &&
      ranged !== undefined &&
      pkg.functionOf(clause) === fn &&
      loop.end <= node.start &&
      loop.parent?.contains(node) === true &&
      pkg.underlying(pkg.typeOf(ranged))?.kind === 'chan'
    );
  });
}

/** The closes of a channel that a loop goes over, if it is one variable of the owner and the owner alone closes it, at once. */
function closesOf(pkg: PackageModel, owner: GoFunction, clause: SyntaxNode): readonly SyntaxNode[] {
  const object = variable(pkg, clause.field('right')!);
  if (object?.role !== 'local' || object.function !== owner) return [];
  const mentions = pkg.referencesTo(object);
  if (mentions.filter(isAssignedWhole).length !== 1) return [];
  const closes = mentions.flatMap(({ parent }) => {
    const call = parent?.kind === 'argument_list' ? parent.parent : undefined;
    return call && callsBuiltin(pkg, call, 'close') ? call : [];
  });
  const isPlain = closes.every(
    (call) => pkg.functionOf(call) === owner && call.parent?.kind === 'expression_statement',
  );
  return isPlain ? closes : [];
}

/** Whether no way leads from a close to an exit, nor to another one without a receive in between. */
function isNotBefore(
  graph: ControlFlowGraph,
  close: SyntaxNode,
  exit: SyntaxNode,
  receives: readonly SyntaxNode[],
): boolean {
  const from = graph.blockOf(close);
  const left = graph.blockOf(exit);
  if (!from || !left || blocksFrom(from).has(left)) return false;
  const answers = new Set(
    receives.filter((each) => each.start > close.end).map((each) => graph.blockOf(each)),
  );
  if (answers.has(from)) return true;
  const reached = new Set([from]);
  for (const block of reached) {
    if (graph.exits.some((each) => each.block === block)) return false;
    for (const { to } of block.successors) if (!answers.has(to)) reached.add(to);
  }
  return true;
}
