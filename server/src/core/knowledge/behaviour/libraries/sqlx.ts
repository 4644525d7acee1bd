import { type Blocking, each, type PackageBehaviour } from '../model.ts';

const settled: Blocking = { category: 'sql', context: 0, result: 'settled' };
const tied: Blocking = { category: 'sql', context: 0, result: 'tied' };
const ROWS = { result: 0, path: [], by: ['Close'] };

/** Wrappers of database/sql; Get and Select read and close their rows. */
export const SQLX: PackageBehaviour = {
  paths: ['github.com/jmoiron/sqlx'],
  functions: {
    ...each(
      ['GetContext', 'SelectContext'],
      {
        blocks: { ...settled, statement: 2 },
        source: 'sqlx_context.go: Any placeholder parameters are replaced with supplied args',
      },
      ['DB', 'Tx', 'Conn'],
    ),
    ...each(
      ['NamedExecContext', 'MustExecContext', 'PrepareNamedContext'],
      {
        blocks: { ...settled, statement: 1 },
        source: 'sqlx_context.go: PrepareNamedContext returns an sqlx.NamedStmt',
      },
      ['DB', 'Tx'],
    ),
    ...each(
      ['PreparexContext'],
      {
        blocks: { ...settled, statement: 1 },
        mustRelease: { result: 0, path: [], by: ['Close'] },
        source: 'sqlx_context.go: PreparexContext returns an sqlx.Stmt instead of a sql.Stmt',
      },
      ['DB', 'Tx', 'Conn'],
    ),
    ...each(
      ['QueryxContext'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        mustRelease: ROWS,
        source: 'sqlx_context.go: QueryxContext queries the database and returns an *sqlx.Rows',
      },
      ['DB', 'Tx', 'Conn'],
    ),
    'DB.NamedQueryContext': {
      blocks: { ...tied, statement: 1 },
      storesContext: 0,
      mustRelease: ROWS,
      source: 'sqlx_context.go: NamedQueryContext using this DB',
    },
    ...each(
      ['QueryRowxContext'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        source: 'sqlx_context.go: QueryRowxContext queries the database and returns an *sqlx.Row',
      },
      ['DB', 'Tx', 'Conn'],
    ),
    ...each(['DB.BeginTxx', 'Conn.BeginTxx', 'DB.MustBeginTx'], {
      blocks: tied,
      storesContext: 0,
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback'] },
      source:
        'sqlx_context.go: The provided context is used until the transaction is committed or rolled back',
    }),
    'DB.Connx': {
      blocks: settled,
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'sqlx_context.go: Connx returns an *sqlx.Conn instead of an *sql.Conn',
    },
    ...each(
      ['GetContext', 'SelectContext', 'MustExecContext'],
      { blocks: settled, source: 'sqlx_context.go: GetContext using the prepared statement' },
      ['Stmt', 'NamedStmt'],
    ),
    'NamedStmt.ExecContext': {
      blocks: settled,
      source: 'named_context.go: ExecContext executes a named statement using the struct passed',
    },
    ...each(['Stmt.QueryxContext', 'NamedStmt.QueryContext', 'NamedStmt.QueryxContext'], {
      blocks: tied,
      storesContext: 0,
      mustRelease: ROWS,
      source: 'sqlx_context.go: QueryxContext using this statement',
    }),
    ...each(['Stmt.QueryRowxContext', 'NamedStmt.QueryRowContext', 'NamedStmt.QueryRowxContext'], {
      blocks: tied,
      storesContext: 0,
      source: 'sqlx_context.go: QueryRowxContext using this statement',
    }),
    ConnectContext: {
      blocks: settled,
      source: 'sqlx_context.go: ConnectContext to a database and verify with a ping',
    },
    ...each(['GetContext', 'SelectContext'], {
      blocks: { ...settled, statement: 3 },
      source: 'sqlx_context.go: The *sql.Rows are closed automatically',
    }),
    ...each(['NamedExecContext', 'MustExecContext'], {
      blocks: { ...settled, statement: 2 },
      source: 'sqlx_context.go: MustExecContext execs the query using e and panics if there was an error',
    }),
    NamedQueryContext: {
      blocks: { ...tied, statement: 2 },
      storesContext: 0,
      mustRelease: ROWS,
      source: 'named_context.go: NamedQueryContext binds a named query and then runs Query on the result',
    },
    ...each(['Connect', 'MustConnect'], {
      blocks: { category: 'sql' },
      source: 'sqlx.go: Connect to a database and verify with a ping',
    }),
    ...each(['DB.Queryx', 'Tx.Queryx', 'DB.NamedQuery', 'Tx.NamedQuery'], {
      blocks: { category: 'sql', statement: 0 },
      mustRelease: ROWS,
      source: 'sqlx.go: Queryx queries the database and returns an *sqlx.Rows',
    }),
    ...each(['DB.Preparex', 'Tx.Preparex', 'DB.PrepareNamed', 'Tx.PrepareNamed'], {
      blocks: { category: 'sql', statement: 0 },
      mustRelease: { result: 0, path: [], by: ['Close'] },
      source: 'sqlx.go: Preparex returns an sqlx.Stmt instead of a sql.Stmt',
    }),
    ...each(['DB.Beginx', 'DB.MustBegin'], {
      blocks: { category: 'sql' },
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback'] },
      source: 'sqlx.go: Beginx begins a transaction and returns an *sqlx.Tx instead of an *sql.Tx',
    }),
    ...each(
      ['Get', 'Select', 'NamedExec', 'MustExec'],
      {
        blocks: { category: 'sql' },
        source: 'sqlx.go: Any placeholder parameters are replaced with supplied args',
      },
      ['DB', 'Tx'],
    ),
    // none of them closes the rows
    StructScan: {
      borrows: [0],
      source: 'sqlx.go: StructScan will scan in the entire rows result',
    },
    ...each(['SliceScan', 'MapScan'], {
      borrows: [0],
      source: 'sqlx.go: SliceScan a row, returning a []interface{} with values similar to MapScan',
    }),
    NewDb: {
      wraps: [{ argument: 0, result: 0, closesUnderlying: true }],
      source: 'sqlx.go: NewDb returns a new sqlx DB wrapper for a pre-existing *sql.DB',
    },
  },
};
