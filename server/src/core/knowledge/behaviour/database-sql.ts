import { type Blocking, each, type PackageBehaviour } from './model.ts';

const settled: Blocking = { category: 'sql', context: 0, result: 'settled' };
const tied: Blocking = { category: 'sql', context: 0, result: 'tied' };

export const DATABASE_SQL: PackageBehaviour = {
  paths: ['database/sql'],
  functions: {
    OpenDB: {
      takesOver: [0],
      source: 'sql.go: OpenDB opens a database using a [driver.Connector]',
    },
    ...each(
      ['PingContext'],
      { blocks: settled, source: 'sql.go: PingContext verifies a connection to the database is still alive' },
      ['DB', 'Conn'],
    ),
    'DB.Conn': {
      blocks: settled,
      source: 'sql.go: Conn will block until either a connection is returned or ctx is canceled',
    },
    ...each(
      ['BeginTx'],
      {
        blocks: tied,
        storesContext: 0,
        source: 'sql.go: The provided context is used until the transaction is committed or rolled back',
      },
      ['DB', 'Conn'],
    ),
    ...each(
      ['ExecContext'],
      {
        blocks: { ...settled, statement: 1 },
        source: 'sql.go: ExecContext executes a query without returning any rows',
      },
      ['DB', 'Conn', 'Tx'],
    ),
    ...each(
      ['PrepareContext'],
      {
        blocks: { ...settled, statement: 1 },
        source:
          'sql.go: The provided context is used for the preparation of the statement, not for the execution of the statement',
      },
      ['DB', 'Conn', 'Tx'],
    ),
    // cancelling it closes the rows
    ...each(
      ['QueryContext', 'QueryRowContext'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        source: 'sql.go: awaitDone blocks until ctx, txctx, or closectx is canceled',
      },
      ['DB', 'Conn', 'Tx'],
    ),
    'Stmt.ExecContext': {
      blocks: settled,
      source: 'sql.go: ExecContext executes a prepared statement with the given arguments',
    },
    ...each(
      ['QueryContext', 'QueryRowContext'],
      {
        blocks: tied,
        storesContext: 0,
        source: 'sql.go: QueryContext executes a prepared query statement with the given arguments',
      },
      ['Stmt'],
    ),
    // without a context nothing ends the wait for a connection or an answer
    ...each(
      ['Exec', 'Query', 'QueryRow', 'Prepare'],
      {
        blocks: { category: 'sql', statement: 0 },
        source: 'sql.go: Exec uses [context.Background] internally',
      },
      ['DB', 'Tx'],
    ),
    ...each(['DB.Ping', 'DB.Begin', 'Tx.Commit', 'Tx.Rollback', 'Stmt.Exec', 'Stmt.Query', 'Stmt.QueryRow'], {
      blocks: { category: 'sql' },
      source: 'sql.go: Ping uses [context.Background] internally',
    }),
    ...each(
      ['Next', 'NextResultSet'],
      {
        blocks: { category: 'sql' },
        source: 'sql.go: Next prepares the next result row for reading with the [Rows.Scan] method',
      },
      ['Rows'],
    ),
    'Tx.Stmt': {
      wraps: [{ argument: 0, result: 0, closesUnderlying: false }],
      source: 'sql.go: Stmt returns a transaction-specific prepared statement from an existing statement',
    },
    'Tx.StmtContext': {
      wraps: [{ argument: 1, result: 0, closesUnderlying: false }],
      source:
        'sql.go: StmtContext returns a transaction-specific prepared statement from an existing statement',
    },
    'Row.Scan': {
      closes: [-1],
      source: 'sql.go: defer r.rows.Close()',
    },
  },
};
