import { homeOf } from '../../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import { callsBuiltin } from '../../semantic/universe.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { parentWithValue } from '../added-values.ts';
import { COMMAND_CONTEXT, isOnlyGiven } from '../endless-parameters.ts';
import { graphsOf } from '../graphs.ts';
import { loopsAround } from '../loop-heads.ts';
import type { ControlFlowGraph, WitnessStep } from '../model.ts';
import { variable } from '../nil-comparison.ts';
import { originsOf } from '../origins.ts';
import { failureEndsProcess, isMainFunction } from '../process-end.ts';
import type { StuckOperation } from './leaks.ts';
import { isInCommand, isOnce } from './once.ts';

/** os/signal/signal.go, Notify: "If no signals are provided, all incoming signals will be relayed to c". */
const NOTIFY = 'os/signal.Notify';
const NOTIFY_CONTEXT = 'os/signal.NotifyContext';

/** Signals that ask a process to end: signal(7), "Term" and "Core"; os/exec_posix.go, Interrupt and Kill. */
const ENDING =
  /^(?:os\.(?:Interrupt|Kill)|(?:syscall|golang\.org\/x\/sys\/unix)\.SIG(?:INT|TERM|QUIT|KILL))$/;

const MAKES_CONTEXT = /^context\.With(?:Cancel|CancelCause|Timeout|TimeoutCause|Deadline|DeadlineCause)$/;

/**
 * Whether the owner leaves early only where a signal asks the process to end, or at the end of a context that a command makes once
 * for itself: what stays behind then is of one moment of the process, mostly its last, and does not add up.
 */
export function leavesAsProcessEnds(pkg: PackageModel, stuck: StuckOperation): boolean {
  const { owner, start, exit } = stuck;
  const select = exit && selectOf(pkg, stuck);
  if (!start || !select) return false;
  const begin = [...loopsAround(select)].at(-1) ?? select;
  const isEarly = [...owner.node.descendants('return_statement')].some(
    (each) => pkg.functionOf(each) === owner && each.start > begunAt(pkg, stuck) && each.end < begin.start,
  );
  const clauses = select.namedChildren.filter(({ kind }) => kind === 'communication_case');
  const ending = clauses.filter((clause) => endsWithProcess(pkg, clause));
  const isLeft = ending.some((clause) => clause === stuck.chosen) || isAtNumber(pkg, exit, select);
  return (
    !isEarly &&
    isLeft &&
    ending.length > 0 &&
    clauses.every((clause) => ending.includes(clause) || receivesLocally(pkg, clause, owner.node))
  );
}

/**
 * Whether each way on which the owner leaves the goroutine behind returns an error that goes up to an end of the process. A return
 * behind a receive from the channel leaves nobody behind where one value comes: not where the run has received another one; an
 * answer has one way without it.
 */
export function failsAsProcessEnds(
  pkg: PackageModel,
  stuck: StuckOperation,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
): boolean {
  const { owner, start, node, kind, exit, channel, isReply, received } = stuck;
  const isEnd = (each: SyntaxNode): boolean =>
    failureEndsProcess(pkg, owner, { exit: each, path: conditionsAt(each, owner) }) === 'certain';
  if (isReply) return exit?.kind === 'return_statement' && isEnd(exit);
  const sender = pkg.functionOf(node);
  if (!start || !sender || exit?.kind !== 'return_statement') return false;
  const graph = graphOf(sender);
  const block = graph.blockOf(node);
  const isRepeated =
    kind !== 'send' ||
    received > 0 ||
    !block ||
    graph.inLoop(block) ||
    loopsAround(start, owner.node).next().done !== true;
  const receives = channel.operations.filter((each) => each.kind === 'receive').map((each) => each.node);
  return [...owner.node.descendants('return_statement')]
    .filter((each) => pkg.functionOf(each) === owner && each.start > begunAt(pkg, stuck))
    .every((each) => (!isRepeated && receives.some((receive) => isBehind(receive, each))) || isEnd(each));
}

/**
 * Where the part of the owner begins in which the goroutine may run: one that a function starts, after the channel is made, and behind
 * the branch for the error of that function.
 */
function begunAt(pkg: PackageModel, { owner, start, channel }: StuckOperation): number {
  if (start && owner.node.contains(start)) return start.end;
  const starting = [...owner.node.descendants('call_expression')].find(
    (call) => start && pkg.calleeOf(call)?.function?.node.contains(start),
  );
  const around = starting?.ancestor('if_statement');
  const isAsked = starting !== undefined && around?.field('initializer')?.contains(starting) === true;
  const makes = channel.makes.flatMap(({ node }) => (owner.node.contains(node) ? [node.end] : []));
  return Math.max(0, ...makes, ...(isAsked ? [around!.field('consequence')?.end ?? 0] : []));
}

/** Whether a statement is only reached over a receive: one before it in a list around it, or that its clause is chosen at. */
function isBehind(receive: SyntaxNode, statement: SyntaxNode): boolean {
  const clause = receive.ancestor('communication_case');
  const isChosen = clause?.field('communication')?.contains(receive) === true;
  if (isChosen) return clause.contains(statement);
  let step = receive.ancestor('expression_statement', 'short_var_declaration', 'assignment_statement');
  // `if err := <-errs; err != nil`: the statement that it begins
  if (step?.fieldName === 'initializer') step = step.parent;
  const list = step?.parent;
  return list?.kind === 'statement_list' && list.contains(statement) && statement.start > receive.end;
}

/** The conditions whose branches a statement stands in. */
function conditionsAt(statement: SyntaxNode, fn: GoFunction): readonly WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let node = statement; node.parent && node !== fn.node; node = node.parent) {
    const condition = node.parent.kind === 'if_statement' ? node.parent.field('condition') : undefined;
    const isBranch = node.fieldName === 'consequence' || node.fieldName === 'alternative';
    if (!condition || !isBranch) continue;
    steps.unshift({ node: condition, kind: 'branch', taken: node.fieldName === 'consequence' });
  }
  return steps;
}

/** The select of the owner in which the case is that it chose last, or in which it receives from the channel. */
function selectOf(pkg: PackageModel, { chosen, channel, owner }: StuckOperation): SyntaxNode | undefined {
  const clauses = channel.operations.flatMap(({ kind, node }) =>
    kind === 'receive' && pkg.functionOf(node) === owner ? (node.ancestor('communication_case') ?? []) : [],
  );
  const select = (chosen ?? clauses[0])?.parent;
  return select?.kind === 'select_statement' && pkg.functionOf(select) === owner ? select : undefined;
}

/** Whether an exit is that of the loop around a select at a number of what has been received: `if len(errs) == 2 { return }`. */
function isAtNumber(pkg: PackageModel, exit: SyntaxNode, select: SyntaxNode): boolean {
  const condition = exit.ancestor('if_statement')?.field('condition');
  const [loop] = loopsAround(select);
  const sides = [condition?.field('left'), condition?.field('right')];
  const isCounted = sides.some((side) => {
    const list = side && callsBuiltin(pkg, side, 'len') ? side.field('arguments')?.firstNamedChild : side;
    const object = list && variable(pkg, list);
    return object?.role === 'local' && pkg.referencesTo(object).some((mention) => select.contains(mention));
  });
  const isConstant = sides.some((side) => side && pkg.constantOf(side)?.kind === 'int');
  return isCounted && isConstant && loop?.contains(exit) === true && !select.contains(exit);
}

/** Whether a clause is chosen at a signal or at the end of such a context. */
function endsWithProcess(pkg: PackageModel, clause: SyntaxNode): boolean {
  const channel = receivedIn(clause);
  if (!channel) return false;
  const callee = channel.kind === 'call_expression' ? pkg.calleeOf(channel) : undefined;
  if (callee) return callee.id === 'context.Context.Done' && isOfCommand(pkg, callee.receiver);
  const object = variable(pkg, channel);
  return (
    object !== undefined &&
    pkg.referencesTo(object).some((mention) => {
      const call = mention.parent?.kind === 'argument_list' ? mention.parent.parent : undefined;
      if (call?.kind !== 'call_expression' || pkg.calleeOf(call)?.id !== NOTIFY) return false;
      const signals = call.field('arguments')!.namedChildren.slice(1);
      return signals.length === 0 || signals.some((each) => ENDING.test(qualifiedId(pkg, each) ?? ''));
    })
  );
}

/** Whether a context is only ever the one of a command, or made outside of loops in main, in the function of one, or where else the process comes once. */
function isOfCommand(
  pkg: PackageModel,
  context: SyntaxNode | undefined,
  open = new Set<VarObject>(),
): boolean {
  const origins =
    (context && originsOf(pkg, context, { fields: false, unknowns: true, passes: parentWithValue })?.all) ??
    [];
  return (
    origins.length > 0 &&
    origins.every(({ node, unknown }) => {
      const home = homeOf(pkg, node);
      if (unknown) return isGivenByCommand(home, node, open);
      const id = (node.kind === 'call_expression' && home.calleeOf(node)?.id) || '';
      if (id === NOTIFY_CONTEXT) return true;
      const fn = home.functionOf(node);
      const isRun = fn !== undefined && (isMainFunction(home, fn) || isInCommand(home, fn));
      if (!MAKES_CONTEXT.test(id)) return isRun && id === COMMAND_CONTEXT;
      return (
        loopsAround(node).next().done === true &&
        (isRun || isOnce(home, (each) => graphsOf(home).graphOf(each), node))
      );
    })
  );
}

/** Whether a node names the context that the library gives to the function of a command, or that all callers have of one. */
function isGivenByCommand(pkg: PackageModel, node: SyntaxNode, open: Set<VarObject>): boolean {
  const object = variable(pkg, node);
  const fn = object?.role === 'parameter' ? object.function : undefined;
  if (!object || !fn) return false;
  return (
    isInCommand(pkg, fn) ||
    isOnlyGiven(pkg, object, open, (home, argument) => isOfCommand(home, argument, open))
  );
}

/** Whether a clause receives from a channel that a function makes. */
function receivesLocally(pkg: PackageModel, clause: SyntaxNode, owner: SyntaxNode): boolean {
  const channel = receivedIn(clause);
  const object = channel && variable(pkg, channel);
  return object?.role === 'local' && owner.contains(object.node);
}

/** What a clause receives from. */
function receivedIn(clause: SyntaxNode): SyntaxNode | undefined {
  const communication = clause.field('communication');
  return [communication, ...(communication?.descendants('unary_expression') ?? [])]
    .find((each) => each?.kind === 'unary_expression' && each.field('operator')?.text === '<-')
    ?.field('operand');
}
