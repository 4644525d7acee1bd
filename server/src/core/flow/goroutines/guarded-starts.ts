import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { isAssignedWhole, targetsOf } from '../assignments.ts';
import { blocksFrom } from '../graph.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison, variable } from '../nil-comparison.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Whether the run that leads to a stuck send needs a second goroutine of a kind of which there is never a second one after
 * the first has sent: it is started only while a channel variable is nil, which is made before it starts and set to nil
 * only behind a receive from it, and what it sends comes instead of closing that channel.
 */
export function neverStartsAgain(
  pkg: PackageModel,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
  { node: send, kind, start, owner, channel, capacity, copies }: StuckOperation,
): boolean {
  const sender = pkg.functionOf(send);
  if (kind !== 'send' || capacity === 0 || copies < 2 || start?.kind !== 'go_statement') return false;
  if (!sender || sender.outer !== owner || !start.contains(sender.node)) return false;
  if (channel.operations.some((each) => each.kind === 'send' && each.node !== send)) return false;
  const graph = graphOf(sender);
  const block = graph.blockOf(send);
  if (!block || graph.inLoop(block)) return false;
  return [...guardsOf(pkg, start, owner)].some(({ guard, statement }) => {
    if (!isMadeBefore(pkg, graphOf(owner), guard, start, statement)) return false;
    return pkg.referencesTo(guard).every((mention) => {
      if (mention === guard.node || mention.parent?.kind === 'binary_expression') return true;
      if (isAssignedWhole(mention)) return isMadeOrReset(pkg, guard, mention);
      if (isReceived(mention)) return pkg.functionOf(mention) === owner;
      return isClosedInstead(pkg, graph, mention, sender, send);
    });
  });
}

/** Channel variables of the owner that are nil where a goroutine is started, with the conditional statements that say so. */
function* guardsOf(
  pkg: PackageModel,
  start: SyntaxNode,
  owner: GoFunction,
): Generator<{ guard: VarObject; statement: SyntaxNode }> {
  for (let node = start; node.parent && node !== owner.node; node = node.parent) {
    const { parent } = node;
    if (parent.kind !== 'if_statement' || node.fieldName !== 'consequence') continue;
    for (const condition of conjuncts(parent.field('condition'))) {
      const comparison = nilComparison(pkg, condition);
      const guard = comparison?.isWhole && comparison.equal ? comparison.object : undefined;
      if (guard?.function === owner && guard.role === 'local' && pkg.typeOfObject(guard)?.kind === 'chan')
        yield { guard, statement: parent };
    }
  }
}

function conjuncts(condition: SyntaxNode | undefined): SyntaxNode[] {
  if (condition?.kind === 'parenthesized_expression') return conjuncts(condition.firstNamedChild);
  if (condition?.kind === 'binary_expression' && condition.field('operator')?.text === '&&')
    return [...conjuncts(condition.field('left')), ...conjuncts(condition.field('right'))];
  return condition ? [condition] : [];
}

/** Whether a guard is made in the branch that its being nil opens, right before the goroutine starts. */
function isMadeBefore(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  guard: VarObject,
  start: SyntaxNode,
  statement: SyntaxNode,
): boolean {
  return pkg
    .referencesTo(guard)
    .some(
      (mention) =>
        isAssignedWhole(mention) &&
        isMake(pkg, valueFor(mention)) &&
        statement.contains(mention) &&
        mention.start < start.start &&
        graph.blockOf(mention) === graph.blockOf(start),
    );
}

/** Whether an assignment gives a new channel, or nil in the case that received from the old one. */
function isMadeOrReset(pkg: PackageModel, guard: VarObject, mention: SyntaxNode): boolean {
  const value = valueFor(mention);
  if (isMake(pkg, value)) return true;
  const communication = mention.ancestor('communication_case')?.field('communication');
  const received = communication && [...communication.descendants('identifier')];
  return (
    value?.kind === 'nil' &&
    received !== undefined &&
    received.some((each) => variable(pkg, each) === guard && isReceived(each))
  );
}

function isMake(pkg: PackageModel, value: SyntaxNode | undefined): boolean {
  return value?.kind === 'call_expression' && pkg.calleeOf(value)?.id === 'make';
}

/** What an assignment gives one of its targets. */
function valueFor(target: SyntaxNode): SyntaxNode | undefined {
  const assignment = target.parent?.parent;
  const values = assignment?.field('right')?.namedChildren ?? [];
  const targets = targetsOf(assignment);
  return values.length === targets.length ? values[targets.indexOf(target)] : undefined;
}

function isReceived(mention: SyntaxNode): boolean {
  return mention.parent?.kind === 'unary_expression' && mention.parent.field('operator')?.text === '<-';
}

/** Whether a mention is the channel that the goroutine closes where it has not sent and will not send. */
function isClosedInstead(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  mention: SyntaxNode,
  sender: GoFunction,
  send: SyntaxNode,
): boolean {
  const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
  if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== 'close') return false;
  if (pkg.functionOf(call) !== sender || call.parent?.kind !== 'expression_statement') return false;
  const [closing, sending] = [graph.blockOf(call), graph.blockOf(send)];
  if (!closing || !sending || closing === sending) return false;
  return !blocksFrom(sending).has(closing);
}
