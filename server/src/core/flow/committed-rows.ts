import type { PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import type { Iteration } from './model.ts';
import { variable } from './nil-comparison.ts';

const TRANSACTIONS: ReadonlySet<string> = new Set(['database/sql.Tx', 'github.com/jmoiron/sqlx.Tx']);

/**
 * Whether rows belong to a transaction that the function commits behind the loop, and asks for the error: a connection that broke, or a
 * transaction that the database gave up, does not commit (database/sql/driver/driver.go, ErrBadConn "should be returned by a driver to signal to
 * the database/sql package that a driver.Conn is in a bad state").
 */
export function isSeenAtCommit(pkg: PackageModel, { function: fn, next, sources }: Iteration): boolean {
  const transactions = sources.map((source) => transactionOf(pkg, source));
  const [transaction] = transactions;
  if (!transaction || transactions.some((each) => each !== transaction)) return false;
  return pkg.referencesTo(transaction).some((mention) => {
    const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
    const call = selector?.field('field')?.text === 'Commit' ? selector.parent : undefined;
    if (call?.kind !== 'call_expression' || call.start < next.end || pkg.functionOf(call) !== fn)
      return false;
    return call.ancestor('statement_list')?.contains(next) === true && isErrorKept(call);
  });
}

/** The variable of the transaction that a query runs in: `tx` of `tx.Query(q)` and of `tx.Stmt(s).Query()`. */
function transactionOf(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  let operand = call.field('function')?.field('operand');
  while (operand?.kind === 'call_expression') operand = operand.field('function')?.field('operand');
  const object = operand && variable(pkg, operand);
  const type = object && pkg.typeOfObject(object);
  const id = namedId(type);
  return id !== undefined && TRANSACTIONS.has(id) ? object : undefined;
}

/** Whether the error of a call is returned, or assigned to a variable that has a name. */
function isErrorKept({ parent }: SyntaxNode): boolean {
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  if (statement?.kind === 'return_statement') return true;
  const target = statement?.field('left')?.firstNamedChild;
  return target !== undefined && target.text !== '_';
}
