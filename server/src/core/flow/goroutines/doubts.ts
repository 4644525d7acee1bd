import type { GoFunction, PackageModel } from '../../semantic/model.ts';
import { namedId } from '../../semantic/types.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { ControlFlowGraph } from '../model.ts';
import { nilComparison } from '../nil-comparison.ts';
import { isGivenTest } from '../start-up.ts';
import type { StuckOperation } from './leaks.ts';

/**
 * Whether the run that leads to a stuck operation may be one that never happens: the order of events allows it, what
 * the other side of a connection or a test's own script does may not.
 */
export function isDoubtful(
  pkg: PackageModel,
  stuck: StuckOperation,
  graphOf: (fn: GoFunction) => ControlFlowGraph,
): boolean {
  const sender = pkg.functionOf(stuck.node);
  if (!sender || !stuck.start) return false;
  const isTest = stuck.owner.file.isTest || isGivenTest(pkg, stuck.owner);
  // how much comes, and whether anything fails, is what the test has set up
  if (isTest && (stuck.ignored || (stuck.certainty === 'likely' && stuck.kind !== 'send'))) return true;
  if (stuck.kind !== 'send' || !stuck.exit) return false;
  if (isTest && stuck.capacity > 0) {
    const graph = graphOf(sender);
    const block = graph.blockOf(stuck.node);
    if (block && graph.inLoop(block)) return true;
  }
  if (!closesSource(pkg, stuck)) return false;
  return isUnlessClosed(pkg, stuck.node, sender) || (isTest && isAfterSuccess(pkg, stuck.node, sender));
}

/** Whether the owner closes something that the goroutine uses. */
function closesSource(pkg: PackageModel, { owner, start }: StuckOperation): boolean {
  for (const call of owner.body?.descendants('call_expression') ?? []) {
    const callee = call.field('function');
    if (callee?.kind !== 'selector_expression' || callee.field('field')?.text !== 'Close') continue;
    const operand = callee.field('operand');
    const object = operand?.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
    if (object?.kind !== 'var' || start!.contains(call)) continue;
    if (pkg.referencesTo(object).some((reference) => start!.contains(reference))) return true;
  }
  return false;
}

/** Whether an operation is only reached with an error of which it was checked that it does not say "closed". */
function isUnlessClosed(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction): boolean {
  for (const { statement, isAround } of conditionalsBefore(operation, fn)) {
    const tested = closedTest(pkg, statement.field('condition'));
    if (isAround ? tested === 'open' : tested === 'closed' && leaves(statement)) return true;
  }
  return false;
}

/** Whether an operation is only reached when what came before it in the same round did not fail. */
function isAfterSuccess(pkg: PackageModel, operation: SyntaxNode, fn: GoFunction): boolean {
  for (const { statement, isAround } of conditionalsBefore(operation, fn)) {
    const condition = statement.field('condition');
    const comparison = condition && nilComparison(pkg, condition);
    const type = comparison?.object && pkg.typeOfObject(comparison.object);
    // what a library that is not there returns is not known, and compared with nil an error
    if (!comparison?.isWhole || comparison.equal || (type && namedId(type) !== '.error')) continue;
    if (!isAround && leaves(statement)) return true;
  }
  return false;
}

/** Conditional statements that an operation stands in the first branch of, or that stand before it in a list around it. */
function* conditionalsBefore(
  operation: SyntaxNode,
  fn: GoFunction,
): Generator<{ statement: SyntaxNode; isAround: boolean }> {
  for (let node = operation; node.parent && node !== fn.node; node = node.parent) {
    const { parent } = node;
    if (parent.kind === 'if_statement' && node.fieldName === 'consequence') {
      yield { statement: parent, isAround: true };
    } else if (parent.kind === 'statement_list') {
      for (const statement of parent.namedChildren) {
        if (statement.start >= node.start) break;
        if (statement.kind === 'if_statement') yield { statement, isAround: false };
      }
    }
  }
}

function leaves(statement: SyntaxNode): boolean {
  const list = statement.field('consequence')?.namedChildren.find((child) => child.kind === 'statement_list');
  const last = list?.namedChildren[list.namedChildren.length - 1];
  return last !== undefined && ['return_statement', 'break_statement', 'goto_statement'].includes(last.kind);
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
  const operand = node.field('operand');
  const object = operand?.kind === 'identifier' ? pkg.objectOf(operand) : undefined;
  return object?.kind === 'package' && CLOSED.has(`${object.path}.${node.field('field')?.text}`);
}
