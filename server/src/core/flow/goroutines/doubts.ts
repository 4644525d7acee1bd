import { isOpenToOtherModules } from '../../semantic/exported.ts';
import type { GoFunction, PackageModel, VarObject } from '../../semantic/model.ts';
import { qualifiedId } from '../../semantic/qualified.ts';
import { isErrorType, namedId } from '../../semantic/types.ts';
import { endsInJump, statementsOf } from '../../syntax/statements.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import { targetsOf } from '../assignments.ts';
import { onlyAssigned } from '../channel-syntax.ts';
import { loopsAround } from '../loop-heads.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison, variable } from '../nil-comparison.ts';
import { runsOnce } from '../run-once.ts';
import { endsSoonAfter } from '../soon-over.ts';
import { isGivenTest } from '../start-up.ts';
import { isUncalledTestHelper } from '../uncalled.ts';
import { isCalledByNobody } from '../uncalled-methods.ts';
import { assertedBy } from './asserted.ts';
import { isBehindSignal } from './behind-signals.ts';
import { isBeforeCountedDone } from './counted-rounds.ts';
import { isCountedByConditions, isCountedByGroup, mayEnd } from './counted-values.ts';
import { isExpectedToWait } from './expected-waits.ts';
import { fitsBehindContext, isBehindOwnCancel, replacesEnded } from './late-sends.ts';
import type { StuckOperation } from './leaks.ts';
import { isForLateCancel, isOneForEachConnection, isOneOfMany, isStartedByCount } from './limited-senders.ts';
import { isOnce } from './once.ts';
import { isFedByPeer } from './peers.ts';
import {
  isFedByChannel,
  isLeftByCodeUnderTest,
  needsEndOfCommand,
  sendsToCodeUnderTest,
  stopsServer,
} from './prevented-runs.ts';
import { failsAsProcessEnds, leavesAsProcessEnds } from './process-ends.ts';
import { isUntilTerminal } from './terminal-values.ts';

/**
 * Why a run that leads to a stuck operation may be one that never happens, though the order of events allows it.
 * `script`: how much comes, and what fails, is for a test to have set up. `closed`: the owner closes what the goroutine
 * uses, and other errors alone lead there. `peer`: the same, and only the other side can have more to send on. `message`: each
 * round needs a message of the other side first, and a test knows how many come. `once`: it runs once in the life of the
 * process, which ends when the owner gives up or keeps one goroutine at most. `counted`: the owner waits for as many values
 * to be worked off as it says beforehand, which may be as many as it sends. `soon over`: only commands come there, and end soon
 * after the owner has left. `terminal`: receivers leave only at a value that may be the last one sent. `command`: they leave
 * early only at the end of the context of a command, which nothing is seen to end. `process end`: they leave early only at a signal
 * that asks the process to end, or with a context that a command makes once. `failure`: they leave early only with an error that ends
 * the process. `signal`: the goroutine comes there only when one has come. `uncalled`: nothing calls the owner, which gets a test.
 * `dead`: nothing calls the owner, and no other module can. `one sender`: of several goroutines one alone comes to the send.
 * `by count`: a counter of the owner decides that there is one to receive. `cancelled`: the goroutine
 * runs until the owner ends its context, and comes to the send behind that. `fits`: the goroutine ends with the same context as those who
 * receive, or by one that the owner ends before it starts the next, and there is room for what may come late. `endless`: it needs the
 * end of a context that no caller of the module can end.
 */
export type Doubt =
  | 'script'
  | 'closed'
  | 'peer'
  | 'message'
  | 'once'
  | 'counted'
  | 'soon over'
  | 'terminal'
  | 'command'
  | 'process end'
  | 'signal'
  | 'failure'
  | 'uncalled'
  | 'dead'
  | 'one sender'
  | 'by count'
  | 'cancelled'
  | 'fits'
  | 'endless';

/** What speaks against the run that leads to a stuck operation; undefined when nothing does. */
export function doubtOf(
  pkg: PackageModel,
  stuck: StuckOperation,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
): Doubt | undefined {
  if (isUncalledTestHelper(pkg, stuck.owner)) return 'uncalled';
  if (isDead(pkg, stuck.owner)) return 'dead';
  const sender = pkg.functionOf(stuck.node);
  const isTest = stuck.owner.file.isTest || isGivenTest(pkg, stuck.owner);
  if (stuck.isReply && !isTest && failsAsProcessEnds(pkg, stuck, graphOf)) return 'failure';
  if (!sender || !stuck.start) return undefined;
  if (isTest && (stuck.ignored || stuck.isMixed || (stuck.certainty === 'likely' && stuck.kind !== 'send')))
    return 'script';
  if (isTest && stuck.certainty === 'likely' && sendsToCodeUnderTest(pkg, stuck)) return 'script';
  if (isTest && isLeftByCodeUnderTest(pkg, stuck)) return 'script';
  if (needsEndOfCommand(pkg, stuck)) return 'command';
  if (isBehindSignal(pkg, stuck)) return 'signal';
  if (!isTest && leavesAsProcessEnds(pkg, stuck)) return 'process end';
  if (!isTest && failsAsProcessEnds(pkg, stuck, graphOf)) return 'failure';
  const isDeclared = !stuck.owner.outer || runsOnce(pkg, graphOf, stuck.owner, 'finite');
  // who receives of what the owner gives away is not seen: then its one start counts
  const isRepeated = [...loopsAround(stuck.start, stuck.owner.node)].length > 0;
  const last = stuck.exit ?? (stuck.ignored && !isRepeated ? stuck.start : undefined);
  if (last && !isTest && isDeclared && isOnce(pkg, graphOf, last)) return 'once';
  if (stuck.exit && !isTest && endsSoonAfter(pkg, stuck.owner, false)) return 'soon over';
  if (isTest && stuck.kind !== 'send' && isCountedByConditions(pkg, stuck) && mayEnd(graphOf(sender), stuck))
    return 'script';
  if (isTest && stuck.kind === 'receive' && isOneForEachConnection(pkg, stuck)) return 'script';
  if (stuck.kind === 'receive' && isStartedByCount(pkg, stuck)) return 'by count';
  if (stuck.kind !== 'send') return isCountedByGroup(pkg, stuck) ? 'counted' : undefined;
  if (isBeforeCountedDone(pkg, stuck)) return 'counted';
  if (isOneOfMany(pkg, stuck)) return 'one sender';
  if (isTest && (isForLateCancel(pkg, stuck) || isExpectedToWait(pkg, stuck))) return 'script';
  if (isTest && stuck.capacity > 1 && stuck.copies > 1 && isAfterError(pkg, stuck.node, sender, false))
    return 'script';
  if (isTest && stuck.exit && stuck.capacity > 0) {
    const graph = graphOf(sender);
    const block = graph.blockOf(stuck.node);
    if (block && graph.inLoop(block)) return 'script';
  }
  if (isTest && stuck.exit && isScriptFor(pkg, stuck, sender)) return 'script';
  if (isUntilTerminal(pkg, stuck)) return 'terminal';
  if (isTest && isBehindOwnCancel(pkg, stuck, sender)) return 'cancelled';
  if (fitsBehindContext(pkg, stuck, sender) || replacesEnded(pkg, stuck)) return 'fits';
  const closes = stuck.exit !== undefined && closesSource(pkg, stuck);
  const isFailure = isTest && stuck.exit !== undefined && isAfterError(pkg, stuck.node, sender, true);
  // what the owner itself ends on its way out fails then
  if (isFailure && !closes && !cancels(pkg, stuck)) return 'script';
  if (closes && isUnlessClosed(pkg, stuck.node, sender)) return 'closed';
  if (isAfterError(pkg, stuck.node, sender, true) && stopsServer(pkg, stuck)) return 'closed';
  if (isTest && isFedByChannel(pkg, stuck.node)) return 'message';
  const isUnfailed =
    isAfterError(pkg, stuck.node, sender, false) || isAfterAssertion(pkg, stuck.node, sender);
  if (!isTest || !isUnfailed) return undefined;
  if (closes) return 'peer';
  return isFedByPeer(pkg, stuck.node, sender) ? 'message' : undefined;
}

/**
 * Whether nothing comes to a function of an internal package, which other modules cannot import, once the module is read. What is
 * being written in a program or in what others import is not called yet either: that says nothing.
 */
function isDead(pkg: PackageModel, { body }: GoFunction): boolean {
  return (
    body !== undefined && pkg.name !== 'main' && !isOpenToOtherModules(pkg) && isCalledByNobody(pkg, body)
  );
}

/** Whether a test sends what it has set up, one by one, to code under test, which alone receives and leaves by what it gets. */
function isScriptFor(pkg: PackageModel, { channel, node }: StuckOperation, sender: GoFunction): boolean {
  if (!pkg.fileOf(node).isTest) return false;
  const receives = channel.operations.filter(({ kind }) => kind === 'receive');
  if (receives.length === 0 || receives.some((each) => pkg.fileOf(each.node).isTest)) return false;
  const loop = node.ancestor('for_statement');
  const clause = loop?.namedChildren.find(({ kind }) => kind === 'range_clause');
  const ranged = clause?.field('right');
  const kind =
    ranged && pkg.functionOf(clause!) === sender ? pkg.underlying(pkg.typeOf(ranged))?.kind : undefined;
  return kind === 'slice' || kind === 'array' || kind === 'map';
}

/** Whether the owner closes something that the goroutine uses. */
function closesSource(pkg: PackageModel, { owner, start }: StuckOperation): boolean {
  for (const call of owner.body?.descendants('call_expression') ?? []) {
    const callee = call.field('function');
    if (callee?.kind === 'identifier' && !start!.contains(call)) {
      const given = closedByHelper(pkg, callee);
      if (given && isUsedIn(pkg, start!, given)) return true;
    }
    if (callee?.kind !== 'selector_expression' || callee.field('field')?.text !== 'Close') continue;
    const operand = callee.field('operand');
    const object = operand?.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
    if (object?.kind !== 'var' || start!.contains(call)) continue;
    if (isUsedIn(pkg, start!, object)) return true;
  }
  return false;
}

/**
 * The variable whose value a function value closes that the same helper gave: `listener, stop := open()`, where open returns a
 * literal that closes what it returns beside it.
 */
function closedByHelper(pkg: PackageModel, called: SyntaxNode): VarObject | undefined {
  const stop = variable(pkg, called);
  const list = stop?.node.parent;
  const given = list?.fieldName === 'left' ? list.parent?.field('right')?.firstNamedChild : undefined;
  const helper = given?.kind === 'call_expression' ? pkg.calleeOf(given)?.function : undefined;
  if (!stop || !helper || !pkg.files.includes(helper.file)) return undefined;
  const at = list!.namedChildren.indexOf(stop.node);
  for (const statement of helper.body?.descendants('return_statement') ?? []) {
    const values =
      pkg.functionOf(statement) === helper ? statement.firstNamedChild?.namedChildren : undefined;
    const closed = [...(values?.[at]?.descendants('call_expression') ?? [])].flatMap((call) => {
      const callee = call.field('function');
      const operand = callee?.field('field')?.text === 'Close' ? callee.field('operand') : undefined;
      return (operand && variable(pkg, operand)) ?? [];
    });
    const index = values?.findIndex((value) => closed.some((each) => each === variable(pkg, value))) ?? -1;
    const target = index < 0 ? undefined : list!.namedChildren[index];
    if (target) return variable(pkg, target);
  }
  return undefined;
}

/** Whether the owner, or what it defers, calls a function that ends a context. */
function cancels(pkg: PackageModel, { owner }: StuckOperation): boolean {
  return [...(owner.body?.descendants('call_expression') ?? [])].some((call) => {
    const callee = call.field('function');
    if (callee?.kind !== 'identifier' || namedId(pkg.typeOf(callee)) !== 'context.CancelFunc') return false;
    const fn = pkg.functionOf(call);
    return fn === owner || fn?.node.parent?.parent?.kind === 'defer_statement';
  });
}

/** Whether what a variable holds is used in a goroutine: itself, what was made of it, or by the helper that gave it. */
function isUsedIn(pkg: PackageModel, start: SyntaxNode, object: VarObject): boolean {
  const isIn = (variable: VarObject): boolean =>
    pkg.referencesTo(variable).some((reference) => start.contains(reference));
  if (isIn(object)) return true;
  const list = object.node.parent;
  for (const reference of pkg.referencesTo(object)) {
    const call = reference.parent?.kind === 'argument_list' ? reference.parent.parent : undefined;
    const made = call?.parent?.kind === 'expression_list' ? targetsOf(call.parent.parent)[0] : undefined;
    const variable = made?.kind === 'identifier' ? pkg.objectOf(made) : undefined;
    if (variable?.kind === 'var' && onlyAssigned(pkg, variable) === call && isIn(variable)) return true;
  }
  const given = list?.fieldName === 'left' ? list.parent?.field('right')?.firstNamedChild : undefined;
  const helper = given?.kind === 'call_expression' ? pkg.calleeOf(given)?.function : undefined;
  if (!helper || helper !== pkg.functionOf(start)) return false;
  const index = list!.namedChildren.indexOf(object.node);
  for (const statement of helper.body?.descendants('return_statement') ?? []) {
    if (pkg.functionOf(statement) !== helper) continue;
    const value = statement.firstNamedChild?.namedChildren[index];
    const returned = value?.kind === 'identifier' ? pkg.objectOf(value) : undefined;
    if (returned?.kind === 'var' && isIn(returned)) return true;
  }
  return false;
}

/** Whether an operation is only reached with an error of which it was checked that it does not say "closed". */
function isUnlessClosed(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction): boolean {
  for (const { statement, branch } of conditionalsBefore(operation, fn)) {
    const tested = closedTest(pkg, statement.field('condition'));
    if (branch === 'consequence' && tested === 'open') return true;
    if (branch === undefined && tested === 'closed' && leaves(statement)) return true;
  }
  return false;
}

/**
 * Whether an operation is only reached when what came before it in the same round failed, or when it did not, or not with
 * "closed".
 */
function isAfterError(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction, hasFailed: boolean): boolean {
  for (const { statement, branch } of conditionalsBefore(operation, fn)) {
    const condition = statement.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    const type = comparison?.object && pkg.typeOfObject(comparison.object);
    // what a library that is not there returns is not known, and compared with nil an error
    if (!comparison?.isWhole || (type && !isErrorType(type))) continue;
    if (branch !== undefined) {
      if (((branch === 'consequence') === comparison.equal) !== hasFailed) return true;
    } else if (
      hasFailed
        ? comparison.equal && leaves(statement)
        : !comparison.equal && (leaves(statement) || leavesWhenClosed(pkg, statement))
    )
      return true;
  }
  return false;
}

/** Whether a call before an operation ends the test unless an error is nil. */
function isAfterAssertion(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction): boolean {
  for (let node = operation; node.parent && node !== fn.node; node = node.parent) {
    const list = node.parent.kind === 'statement_list' ? node.parent.namedChildren : [];
    for (const statement of list) {
      const asserted = statement.end <= node.start ? assertedBy(pkg, statement) : undefined;
      if (asserted?.holds && asserted.text.endsWith(' == nil')) return true;
    }
  }
  return false;
}

/** Whether the branch of a conditional statement is left when the error in it says "closed". */
function leavesWhenClosed(pkg: PackageModel, statement: SyntaxNode): boolean {
  return statementsOf(statement.field('consequence')).some(
    (inner) =>
      inner.kind === 'if_statement' &&
      closedTest(pkg, inner.field('condition')) === 'closed' &&
      leaves(inner),
  );
}

/** Conditional statements that an operation stands in a branch of, or that stand before it in a list around it. */
function* conditionalsBefore(
  operation: SyntaxNode,
  fn: GoFunction,
): Generator<{ statement: SyntaxNode; branch: 'consequence' | 'alternative' | undefined }> {
  for (let node = operation; node.parent && node !== fn.node; node = node.parent) {
    const { parent } = node;
    const { fieldName } = node;
    if (parent.kind === 'if_statement' && (fieldName === 'consequence' || fieldName === 'alternative')) {
      yield { statement: parent, branch: fieldName };
    } else if (parent.kind === 'statement_list') {
      for (const statement of parent.namedChildren) {
        if (statement.start >= node.start) break;
        if (statement.kind === 'if_statement') yield { statement, branch: undefined };
      }
    }
  }
}

/** Whether the branch of a conditional statement ends the round for good. */
function leaves(statement: SyntaxNode): boolean {
  return endsInJump(statement.field('consequence'), 'continue_statement');
}

/**
 * What operations on something closed fail with: net/net.go ErrClosed ("use of closed network connection"),
 * io/pipe.go ErrClosedPipe, io/fs/fs.go ErrClosed ("file already closed").
 */
const CLOSED = new Set(['net.ErrClosed', 'io.ErrClosedPipe', 'os.ErrClosed', 'io/fs.ErrClosed']);

/** Whether a condition holds for an error that says "closed", or only for others. */
function closedTest(pkg: PackageModel, condition: SyntaxNode | undefined): 'closed' | 'open' | undefined {
  for (const node of condition?.descendants('selector_expression', 'interpreted_string_literal') ?? []) {
    if (!saysClosed(pkg, node)) continue;
    let test = node.parent;
    if (test?.kind === 'argument_list') test = test.parent;
    if (test?.kind === 'binary_expression') {
      const operator = test.field('operator')?.text;
      if (operator === '==') return 'closed';
      if (operator === '!=') return 'open';
    } else if (test?.kind === 'call_expression') {
      const isNegated =
        test.parent?.kind === 'unary_expression' && test.parent.field('operator')?.text === '!';
      return isNegated ? 'open' : 'closed';
    }
  }
  return undefined;
}

function saysClosed(pkg: PackageModel, node: SyntaxNode): boolean {
  if (node.kind === 'interpreted_string_literal') return node.text.includes('closed');
  return CLOSED.has(qualifiedId(pkg, node) ?? '');
}
