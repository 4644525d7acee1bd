import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsInModule } from './goroutines/once.ts';
import type { Iteration } from './model.ts';
import { variable } from './nil-comparison.ts';

/** What tells at its end that reading rows of it has failed. */
export type RowsOwner = 'transaction' | 'batch';

interface End {
  readonly owner: RowsOwner;
  /** The method whose error tells. */
  readonly by: string;
}

/** How many functions up the owner of rows is followed to who made it. */
const DEPTH = 3;

const TRANSACTION: End = { owner: 'transaction', by: 'Commit' };
const BATCH: End = { owner: 'batch', by: 'Close' };

/**
 * database/sql/driver/driver.go, ErrBadConn "should be returned by a driver to signal to the database/sql package that a driver.Conn is
 * in a bad state"; pgx/tx.go, Tx.Commit "If the commit fails with a rollback status (e.g. the transaction was already in a broken
 * state) then an error where errors.Is(ErrTxCommitRollback) is true will be returned"; pgx/batch.go, SendBatch "just handle the return value
 * of Close": it gives the first error of any result (batchResults.Close and pipelineBatchResults.Close).
 */
const ENDS: ReadonlyMap<string, End> = new Map([
  ['database/sql.Tx', TRANSACTION],
  ['github.com/jmoiron/sqlx.Tx', TRANSACTION],
  ['github.com/jackc/pgx/v4.Tx', TRANSACTION],
  ['github.com/jackc/pgx/v5.Tx', TRANSACTION],
  ['github.com/jackc/pgx/v4.BatchResults', BATCH],
  ['github.com/jackc/pgx/v5.BatchResults', BATCH],
]);

/**
 * Whose end tells that reading rows has failed, if it is asked: rows of a transaction that is committed behind the loop, or of a batch
 * that is closed there, by the function or by each of its callers that hands it over. A connection that broke, or a transaction that
 * the database gave up, does not commit, and a batch tells the error of each of its results.
 */
export function isSeenAtEnd(
  pkg: PackageModel,
  { function: fn, next, sources }: Iteration,
): RowsOwner | undefined {
  const owners = sources.map((source) => ownerOf(pkg, source));
  const [owner] = owners;
  const end = owner && endOf(pkg, owner);
  if (!end || owners.some((each) => each !== owner)) return undefined;
  return isEndedBehind(pkg, fn, owner, end, next, DEPTH) ? end.owner : undefined;
}

/** Whether a function, or each function that calls it, ends a transaction or batch behind a node, and keeps the error. */
function isEndedBehind(
  pkg: PackageModel,
  fn: GoFunction,
  owner: VarObject,
  end: End,
  node: SyntaxNode,
  depth: number,
): boolean {
  const isEnded = pkg.referencesTo(owner).some((mention) => {
    const selector = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
    const call = selector?.field('field')?.text === end.by ? selector.parent : undefined;
    if (call?.kind !== 'call_expression' || call.start < node.end || pkg.functionOf(call) !== fn)
      return false;
    return call.ancestor('statement_list')?.contains(node) === true && isErrorKept(call);
  });
  if (isEnded || owner.role !== 'parameter' || owner.function !== fn || depth === 0) return isEnded;
  const calls = callsInModule(pkg, fn);
  const index = fn.parameters.indexOf(owner);
  if (!calls?.length) return false;
  return calls.every(({ pkg: home, node: call }) => {
    const argument = call.field('arguments')?.namedChildren[index];
    const passed = argument && variable(home, argument);
    const caller = home.functionOf(call);
    if (!passed || !caller || endOf(home, passed)?.by !== end.by) return false;
    return isEndedBehind(homeOf(home, caller), caller, passed, end, call, depth - 1);
  });
}

/** The variable whose rows a query gives: `tx` of `tx.Query(q)` and of `tx.Stmt(s).Query()`, `results` of `results.Query()`. */
function ownerOf(pkg: PackageModel, call: SyntaxNode): VarObject | undefined {
  let operand = call.field('function')?.field('operand');
  while (operand?.kind === 'call_expression') operand = operand.field('function')?.field('operand');
  const object = operand && variable(pkg, operand);
  return object && endOf(pkg, object) ? object : undefined;
}

function endOf(pkg: PackageModel, object: VarObject): End | undefined {
  const id = namedId(pkg.typeOfObject(object));
  return id === undefined ? undefined : ENDS.get(id);
}

/** Whether the error of a call is returned, or assigned to a variable that has a name. */
function isErrorKept({ parent }: SyntaxNode): boolean {
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  if (statement?.kind === 'return_statement') return true;
  const target = statement?.field('left')?.firstNamedChild;
  return target !== undefined && target.text !== '_';
}
