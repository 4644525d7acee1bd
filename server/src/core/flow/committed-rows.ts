import { homeOf } from '../semantic/home.ts';
import type { GoFunction, PackageModel, VarObject } from '../semantic/model.ts';
import { namedId } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { callsInModule } from './goroutines/once.ts';
import { callGiven, runsOfLiteral } from './literal-runs.ts';
import type { Iteration } from './model.ts';
import { variable } from './nil-comparison.ts';

/** What tells that reading rows of it has failed: the end of a transaction or batch, or the next statement of a transaction. */
export type RowsOwner = 'transaction' | 'batch' | 'statement';

interface End {
  readonly owner: Exclude<RowsOwner, 'statement'>;
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
 * Library functions that run what they get in a transaction, commit that, and give back the error (pgx/tx.go, BeginFunc: "If fn does
 * not return an error then it calls [Tx.Commit] on db"; cockroach-go crdb/tx.go, ExecuteTx: "ExecuteTx runs fn inside a transaction").
 */
const RUN_IN_TRANSACTION =
  /^github\.com\/(?:jackc\/pgx\/v[45](?:\/pgxpool)?\.(?:\w+\.)?Begin(?:Tx)?Func|cockroachdb\/cockroach-go\/(?:v2\/)?crdb(?:\/crdbpgx(?:v5)?)?\.ExecuteTx)$/;

/**
 * Whose end tells that reading rows has failed, if it is asked: rows of a transaction that is committed behind the loop, or of a batch
 * that is closed there, by the function or by each of its callers that hands it over, or of a transaction that runs another statement there. A connection that broke, or a transaction that
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
  if (isEndedBehind(pkg, fn, owner, end, next, DEPTH)) return end.owner;
  return end === TRANSACTION && isFollowedByStatement(pkg, fn, owner, next) ? 'statement' : undefined;
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
    if (call?.kind !== 'call_expression') return false;
    const by = pkg.functionOf(call);
    if (by !== fn) return by !== undefined && isDeferredBy(pkg, fn, by) && isGivenBack(pkg, fn, call);
    return call.start >= node.end && isBehind(call, node) && isErrorKept(call);
  });
  if (isEnded || owner.role !== 'parameter' || owner.function !== fn || depth === 0) return isEnded;
  const isLiteral = fn.node.kind === 'func_literal';
  const given = isLiteral ? callGiven(fn.node) : undefined;
  if (given && RUN_IN_TRANSACTION.test(pkg.calleeOf(given)?.id ?? '')) return isErrorKept(given);
  const calls = isLiteral ? runsOfLiteral(pkg, fn.node) : callsInModule(pkg, fn);
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

/**
 * Whether another statement of a transaction follows a node, and its error is kept: on a connection that broke, or in a transaction that the
 * database or the end of its context gave up, that fails too (database/sql/sql.go, (*Tx).grabConn: "return nil, nil, ErrTxDone").
 */
function isFollowedByStatement(
  pkg: PackageModel,
  fn: GoFunction,
  owner: VarObject,
  node: SyntaxNode,
): boolean {
  return pkg.referencesTo(owner).some((mention) => {
    let method = mention.parent?.kind === 'selector_expression' ? mention.parent : undefined;
    while (method?.parent?.parent?.kind === 'selector_expression') method = method.parent.parent;
    const call = method?.parent;
    if (!method || call?.kind !== 'call_expression' || pkg.functionOf(call) !== fn) return false;
    const isStatement = STATEMENTS.test(method.field('field')?.text ?? '');
    return isStatement && call.start >= node.end && isBehind(call, node) && isLastErrorKept(call);
  });
}

const STATEMENTS = /^(?:Exec|Query|Get|Select)(?:x)?(?:Context)?$/;

/** Whether control comes from a node to a call, perhaps only where that went well: `if err := run(tx); err == nil { err = tx.Commit() }`. */
function isBehind(call: SyntaxNode, node: SyntaxNode): boolean {
  const list = call.ancestor('statement_list');
  if (list?.contains(node)) return true;
  const branch = list?.ancestor('if_statement');
  return (
    branch?.field('consequence')?.contains(call) === true &&
    branch.field('initializer')?.contains(node) === true
  );
}

/** Whether a function is a literal that another one defers. */
function isDeferredBy(pkg: PackageModel, fn: GoFunction, { node }: GoFunction): boolean {
  const call = node.fieldName === 'function' ? node.parent : undefined;
  return call?.parent?.kind === 'defer_statement' && pkg.functionOf(call) === fn;
}

/** Whether the error of a call is assigned to a named result of a function. */
function isGivenBack(pkg: PackageModel, fn: GoFunction, { parent }: SyntaxNode): boolean {
  const target = parent?.parent?.field('left')?.firstNamedChild;
  const object = target && variable(pkg, target);
  return object?.role === 'result' && object.function === fn;
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

/** Whether the last result of a call goes into a variable that has a name, or is returned. */
function isLastErrorKept({ parent }: SyntaxNode): boolean {
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  if (statement?.kind === 'return_statement') return true;
  const target = statement?.field('left')?.namedChildren.at(-1);
  return target !== undefined && target.text !== '_';
}

/** Whether the error of a call is returned, or assigned to a variable that has a name. */
function isErrorKept({ parent }: SyntaxNode): boolean {
  const statement = parent?.kind === 'expression_list' ? parent.parent : undefined;
  if (statement?.kind === 'return_statement') return true;
  const target = statement?.field('left')?.firstNamedChild;
  return target !== undefined && target.text !== '_';
}
