import { CLOSER, methods, type OwnershipType, results } from './model.ts';

/** database/sql/sql.go, and libraries whose types embed its own and return the same values. */
const QUERY = ['Query', 'QueryContext'];
const QUERY_ROW = ['QueryRow', 'QueryRowContext'];
const QUERY_ROWX = ['QueryRowx', 'QueryRowxContext'];
const BEGIN = ['Begin', 'BeginTx'];
const PREPARE = ['Prepare', 'PrepareContext'];

const SQLX = 'github.com/jmoiron/sqlx';
const PGX_VERSIONS = ['github.com/jackc/pgx/v4', 'github.com/jackc/pgx/v5'];
/** The same types of both versions of pgx that are in use. */
const inPgx = (names: readonly string[]): string[] =>
  PGX_VERSIONS.flatMap((path) => names.map((name) => `${path}${name}`));

/**
 * Rows hold a connection until Close, or until Next has returned false (database/sql/sql.go, Rows.Close: "If Next is
 * called and returns false and there are no further result sets, the Rows are closed automatically"). Columns and
 * ColumnTypes fail only for closed rows; Err gives the error of rows that are closed (`lasterr error // non-nil only if
 * closed is true`), or of a context that has ended, upon which awaitDone closes them.
 */
export const SQL_ROWS: OwnershipType = {
  ...CLOSER,
  name: 'sql-rows',
  isMadeByLibraries: true,
  source: 'database/sql/sql.go, Rows.Close; Rows.Next closes them when it returns false',
  types: ['database/sql.Rows', `${SQLX}.Rows`],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', QUERY)),
    ...results(0, methods('database/sql.Conn', ['QueryContext'])),
    ...results(0, methods('database/sql.Tx', QUERY)),
    ...results(0, methods('database/sql.Stmt', QUERY)),
    // github.com/jmoiron/sqlx/sqlx.go: Queryx and NamedQuery wrap database/sql's Query
    ...results(0, methods(`${SQLX}.DB`, ['Queryx', 'QueryxContext', 'NamedQuery', 'NamedQueryContext'])),
    ...results(0, methods(`${SQLX}.Tx`, ['Queryx', 'QueryxContext', 'NamedQuery'])),
    ...results(0, methods(`${SQLX}.Conn`, ['QueryxContext'])),
    ...results(0, methods(`${SQLX}.Stmt`, ['Queryx', 'QueryxContext'])),
    ...results(0, methods(`${SQLX}.NamedStmt`, ['Query', 'QueryContext', 'Queryx', 'QueryxContext'])),
    ...results(0, [`${SQLX}.NamedQuery`, `${SQLX}.NamedQueryContext`]),
    // gorm.io/gorm/finisher_api.go, github.com/jinzhu/gorm/main.go: Rows returns *sql.Rows
    ['gorm.io/gorm.DB.Rows', 0],
    ['github.com/jinzhu/gorm.DB.Rows', 0],
  ]),
  shape: { parameter: 'any' },
  releasedWhenFalse: new Set(['Next']),
  releasedOnError: new Set(['Columns', 'ColumnTypes', 'Err']),
};

/**
 * Rows of pgx (rows.go): "Rows are closed by explicitly calling Close(), calling Next() until it returns false, or when
 * a fatal error occurs": Scan and Values call `fatal`, which closes, before they return an error; Err returns the one
 * that `fatal` or Close has set.
 */
export const PGX_ROWS: OwnershipType = {
  ...CLOSER,
  name: 'pgx-rows',
  isMadeByLibraries: true,
  types: inPgx(['.Rows']),
  heldAs: [],
  acquire: new Map([
    ...results(0, inPgx(['.Conn.Query', '.Tx.Query'])),
    ...results(0, inPgx(['/pgxpool.Pool.Query', '/pgxpool.Conn.Query', '/pgxpool.Tx.Query'])),
  ]),
  shape: { parameter: 'any' },
  releasedWhenFalse: new Set(['Next']),
  releasedOnError: new Set(['Scan', 'Values', 'Err']),
  // conn.go, Query: "rows.fatal(err); return rows, err"; pgxpool/pool.go: `return errRows{err: err}, err`; tx.go: "Because checking for
  // errors can be deferred to the *Rows, build one with the error"
  comesWithError: true,
};

/**
 * A Row has no Close: Scan gives its connection back (database/sql/sql.go, Row.Scan: `defer r.rows.Close()`), or the end of
 * the query's context (QueryRowContext asks QueryContext, whose rows awaitDone closes). Err gives the error of a query that
 * failed, which leaves no rows: `&Row{rows: rows, err: err}`. sqlx.go, Row.scanAny, does the same; MapScan and SliceScan of
 * sqlx end in Scan.
 */
export const SQL_ROW: OwnershipType = {
  ...CLOSER,
  name: 'sql-row',
  source: 'database/sql/sql.go, Row.Scan: defer r.rows.Close()',
  types: ['database/sql.Row', `${SQLX}.Row`],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', QUERY_ROW)),
    ...results(0, methods('database/sql.Conn', ['QueryRowContext'])),
    ...results(0, methods('database/sql.Tx', QUERY_ROW)),
    ...results(0, methods('database/sql.Stmt', QUERY_ROW)),
    ...results(0, methods(`${SQLX}.DB`, QUERY_ROWX)),
    ...results(0, methods(`${SQLX}.Tx`, QUERY_ROWX)),
    ...results(0, methods(`${SQLX}.Conn`, ['QueryRowxContext'])),
    ...results(0, methods(`${SQLX}.Stmt`, QUERY_ROWX)),
    ...results(0, methods(`${SQLX}.NamedStmt`, [...QUERY_ROW, ...QUERY_ROWX])),
    // gorm.io/gorm/finisher_api.go, github.com/jinzhu/gorm/main.go: Row returns *sql.Row
    ['gorm.io/gorm.DB.Row', 0],
    ['github.com/jinzhu/gorm.DB.Row', 0],
  ]),
  shape: { parameter: 'any' },
  release: new Set(['Scan', 'StructScan', 'MapScan', 'SliceScan']),
  releasedOnError: new Set(['Err', 'Columns', 'ColumnTypes']),
  releasedBy: new Map([...results(0, [`${SQLX}.MapScan`, `${SQLX}.SliceScan`])]),
};

/** pgxpool/pool.go, Pool.QueryRow: "The acquired connection is returned to the Pool when pgx.Row's Scan method is called." */
export const PGX_ROW: OwnershipType = {
  ...CLOSER,
  name: 'pgx-row',
  types: inPgx(['.Row']),
  heldAs: [],
  acquire: new Map([...results(0, inPgx(['/pgxpool.Pool.QueryRow']))]),
  release: new Set(['Scan']),
};

/**
 * A prepared statement is kept by the server until Close, or until its connection ends (database/sql/sql.go,
 * Stmt.Close). One prepared in a transaction "will be closed when the transaction has been committed or rolled back"
 * (Tx.PrepareContext), so it is not in the list.
 */
export const SQL_STMT: OwnershipType = {
  ...CLOSER,
  name: 'sql-stmt',
  source: 'database/sql/sql.go, Stmt.Close',
  types: ['database/sql.Stmt', `${SQLX}.Stmt`, `${SQLX}.NamedStmt`],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', PREPARE)),
    ...results(0, methods('database/sql.Conn', ['PrepareContext'])),
    ...results(
      0,
      methods(`${SQLX}.DB`, ['Preparex', 'PreparexContext', 'PrepareNamed', 'PrepareNamedContext']),
    ),
    ...results(0, methods(`${SQLX}.Conn`, ['PreparexContext'])),
  ]),
};

/** A Conn is one connection of the pool until Close (database/sql/sql.go, Conn.Close). */
export const SQL_CONN: OwnershipType = {
  ...CLOSER,
  name: 'sql-conn',
  source: 'database/sql/sql.go, Conn.Close: returns the connection to the pool',
  types: ['database/sql.Conn', `${SQLX}.Conn`],
  heldAs: [],
  acquire: new Map([...results(0, ['database/sql.DB.Conn', `${SQLX}.DB.Connx`])]),
  // sqlx_context.go: struct { *sql.Conn; ... }
  shape: { parameter: 'same-name' },
};

/** pgxpool/conn.go: "Release returns c to the pool it was acquired from"; Hijack takes it out of the pool for good. */
export const PGX_CONN: OwnershipType = {
  ...CLOSER,
  name: 'pgx-conn',
  types: inPgx(['/pgxpool.Conn']),
  heldAs: [],
  acquire: new Map([...results(0, inPgx(['/pgxpool.Pool.Acquire']))]),
  shape: { parameter: 'same-name' },
  release: new Set(['Release', 'Hijack']),
};

/** A transaction holds its connection until Commit or Rollback, whatever they return (database/sql/sql.go, Tx). */
export const SQL_TX: OwnershipType = {
  ...CLOSER,
  name: 'sql-tx',
  source: 'database/sql/sql.go, Tx: "A transaction must end with a call to Commit or Rollback"',
  types: ['database/sql.Tx', `${SQLX}.Tx`],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', BEGIN)),
    ...results(0, ['database/sql.Conn.BeginTx']),
    ...results(0, methods(`${SQLX}.DB`, ['Beginx', 'BeginTxx', 'MustBegin', 'MustBeginTx'])),
    ...results(0, [`${SQLX}.Conn.BeginTxx`]),
  ]),
  shape: { parameter: 'same-name' },
  release: new Set(['Commit', 'Rollback']),
};

/** pgx's transactions (tx.go, pgxpool/tx.go); Begin of a Tx is a savepoint, which ends with its transaction. */
export const PGX_TX: OwnershipType = {
  ...CLOSER,
  name: 'pgx-tx',
  types: inPgx(['.Tx', '/pgxpool.Tx']),
  heldAs: [],
  acquire: new Map([
    ...results(0, inPgx(['.Conn.Begin', '.Conn.BeginTx'])),
    ...results(0, inPgx(['/pgxpool.Pool.Begin', '/pgxpool.Pool.BeginTx'])),
    ...results(0, inPgx(['/pgxpool.Conn.Begin', '/pgxpool.Conn.BeginTx'])),
  ]),
  shape: { parameter: 'same-name' },
  release: new Set(['Commit', 'Rollback']),
};
