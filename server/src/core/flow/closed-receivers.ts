import type { Callee, GoFunction, PackageModel } from '../semantic/model.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { isAssignedWhole } from './assignments.ts';
import type { ControlFlowGraph } from './model.ts';
import { unwrapped, variable } from './nil-comparison.ts';

/**
 * Types whose methods give nothing but an error when one of these was called before (net/net.go, Listener.Close: "Any blocked
 * Accept operations will be unblocked and return errors"; database/sql/sql.go: errDBClosed "sql: database is closed", ErrConnDone,
 * ErrTxDone "sql: transaction has already been committed or rolled back").
 */
const ENDED_BY: ReadonlyMap<string, RegExp> = new Map([
  ['net.Listener', /^Close$/],
  ['net.TCPListener', /^Close$/],
  ['net.UnixListener', /^Close$/],
  ['database/sql.DB', /^Close$/],
  ['database/sql.Conn', /^Close$/],
  ['database/sql.Tx', /^(?:Commit|Rollback)$/],
]);

/** Whether a call can only fail: what its method is called on has been closed on every way to it and is not set again. */
export function isOfClosed(
  pkg: PackageModel,
  graph: ControlFlowGraph,
  fn: GoFunction,
  call: SyntaxNode,
  { id }: Callee,
): boolean {
  const ends = ENDED_BY.get(id.slice(0, id.lastIndexOf('.')));
  const block = ends && graph.blockOf(call);
  const receiver = block && receiverOf(pkg, call);
  if (!receiver || receiver.function !== fn) return false;
  const references = pkg.referencesTo(receiver).filter((each) => each.start < call.start);
  return references.some((reference) => {
    const method = reference.parent?.kind === 'selector_expression' ? reference.parent : undefined;
    const close = method?.fieldName === 'function' ? method.parent : undefined;
    if (close?.kind !== 'call_expression' || pkg.functionOf(close) !== fn) return false;
    if (!ends.test(method?.field('field')?.text ?? '') || /^(?:defer|go)_/.test(close.parent?.kind ?? ''))
      return false;
    const closed = graph.blockOf(close);
    const isBefore = closed !== undefined && (closed === block || graph.dominates(closed, block));
    return isBefore && !references.some((each) => each.start > close.start && isAssignedWhole(each));
  });
}

/** The local variable that a method is called on. */
function receiverOf(pkg: PackageModel, call: SyntaxNode) {
  const operand = call.field('function')?.field('operand');
  const object = operand && variable(pkg, unwrapped(operand));
  return object?.role === 'local' || object?.role === 'parameter' ? object : undefined;
}
