const SQLX = 'github.com/jmoiron/sqlx';

function methods(type: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`${type}.${name}`, `${type}.${name}Context`]);
}

/** Give rows, which keep their connection until they are closed or read to the end: database/sql/sql.go, Rows.Close. */
export const ROWS_OF_POOL: ReadonlySet<string> = new Set([
  ...methods('database/sql.DB', ['Query']),
  ...methods(`${SQLX}.DB`, ['Queryx', 'NamedQuery']),
]);

/**
 * Begin a transaction, which keeps its connection until it ends: database/sql/sql.go, Tx: "After a call to Tx.Commit or
 * Tx.Rollback, all operations on the transaction fail with ErrTxDone", and both release the connection.
 */
export const TRANSACTION_OF_POOL: ReadonlySet<string> = new Set([
  'database/sql.DB.Begin',
  'database/sql.DB.BeginTx',
  `${SQLX}.DB.Beginx`,
  `${SQLX}.DB.BeginTxx`,
  `${SQLX}.DB.MustBegin`,
  `${SQLX}.DB.MustBeginTx`,
]);

/** Take a connection of the pool, for as long as they run or for longer: database/sql/sql.go, (*DB).conn. */
export const TAKES_CONNECTION: ReadonlySet<string> = new Set([
  ...ROWS_OF_POOL,
  ...TRANSACTION_OF_POOL,
  'database/sql.DB.Conn',
  `${SQLX}.DB.Connx`,
  ...methods('database/sql.DB', ['QueryRow', 'Exec', 'Prepare', 'Ping']),
  ...methods(`${SQLX}.DB`, [
    'QueryRowx',
    'Get',
    'Select',
    'MustExec',
    'NamedExec',
    'Preparex',
    'PrepareNamed',
  ]),
]);
