import { CLOSER, methods, type OwnershipType, results } from './model.ts';

/** database/sql/sql.go, and libraries whose types embed its own and return the same values. */
const QUERY = ['Query', 'QueryContext'];
const BEGIN = ['Begin', 'BeginTx'];
const PREPARE = ['Prepare', 'PrepareContext'];

/**
 * Rows hold a connection until Close, or until Next has returned false (database/sql/sql.go, Rows.Next: "If there is
 * no further result set ... the Rows are closed automatically").
 */
export const SQL_ROWS: OwnershipType = {
  ...CLOSER,
  name: 'sql-rows',
  types: ['database/sql.Rows', 'github.com/jmoiron/sqlx.Rows'],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', QUERY)),
    ...results(0, methods('database/sql.Conn', ['QueryContext'])),
    ...results(0, methods('database/sql.Tx', QUERY)),
    ...results(0, methods('database/sql.Stmt', QUERY)),
    // github.com/jmoiron/sqlx/sqlx.go: Queryx and NamedQuery wrap database/sql's Query
    ...results(
      0,
      methods('github.com/jmoiron/sqlx.DB', ['Queryx', 'QueryxContext', 'NamedQuery', 'NamedQueryContext']),
    ),
    ...results(0, methods('github.com/jmoiron/sqlx.Tx', ['Queryx', 'QueryxContext', 'NamedQuery'])),
    ...results(0, methods('github.com/jmoiron/sqlx.Conn', ['QueryxContext'])),
    ...results(0, methods('github.com/jmoiron/sqlx.Stmt', ['Queryx', 'QueryxContext'])),
    ...results(
      0,
      methods('github.com/jmoiron/sqlx.NamedStmt', ['Query', 'QueryContext', 'Queryx', 'QueryxContext']),
    ),
    // gorm.io/gorm/finisher_api.go: Rows returns *sql.Rows
    ['gorm.io/gorm.DB.Rows', 0],
  ]),
  shape: { parameter: 'any' },
  releasedWhenFalse: new Set(['Next']),
};

/** A prepared statement holds server memory and, in a transaction, its connection (database/sql/sql.go, Stmt.Close). */
export const SQL_STMT: OwnershipType = {
  ...CLOSER,
  name: 'sql-stmt',
  types: ['database/sql.Stmt', 'github.com/jmoiron/sqlx.Stmt', 'github.com/jmoiron/sqlx.NamedStmt'],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', PREPARE)),
    ...results(0, methods('database/sql.Conn', ['PrepareContext'])),
    ...results(
      0,
      methods('github.com/jmoiron/sqlx.DB', [
        'Preparex',
        'PreparexContext',
        'PrepareNamed',
        'PrepareNamedContext',
      ]),
    ),
  ]),
};

/** A Conn is one connection of the pool until Close (database/sql/sql.go, Conn.Close). */
export const SQL_CONN: OwnershipType = {
  ...CLOSER,
  name: 'sql-conn',
  types: ['database/sql.Conn', 'github.com/jmoiron/sqlx.Conn'],
  heldAs: [],
  acquire: new Map([...results(0, ['database/sql.DB.Conn', 'github.com/jmoiron/sqlx.DB.Connx'])]),
};

/** A transaction holds its connection until Commit or Rollback, whatever they return (database/sql/sql.go, Tx). */
export const SQL_TX: OwnershipType = {
  ...CLOSER,
  name: 'sql-tx',
  types: ['database/sql.Tx', 'github.com/jmoiron/sqlx.Tx'],
  heldAs: [],
  acquire: new Map([
    ...results(0, methods('database/sql.DB', BEGIN)),
    ...results(0, ['database/sql.Conn.BeginTx']),
    ...results(0, methods('github.com/jmoiron/sqlx.DB', ['Beginx', 'BeginTxx', 'MustBegin', 'MustBeginTx'])),
    ...results(0, ['github.com/jmoiron/sqlx.Conn.BeginTxx']),
  ]),
  release: new Set(['Commit', 'Rollback']),
};
