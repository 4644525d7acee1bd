import { type Blocking, each, type PackageBehaviour } from '../model.ts';

const settled: Blocking = { category: 'sql', context: 0, result: 'settled' };
const tied: Blocking = { category: 'sql', context: 0, result: 'tied' };
const CLOSE = { result: 0, path: [], by: ['Close'] };

/** Commit and Rollback are left out of what blocks: a caller may want them to outlive a request. */
export const PGX: PackageBehaviour = {
  paths: ['github.com/jackc/pgx/v5', 'github.com/jackc/pgx/v4'],
  functions: {
    ...each(
      ['Exec'],
      {
        blocks: { ...settled, statement: 1 },
        source: 'conn.go: Exec executes sql. sql can be either a prepared statement name or an SQL string',
      },
      ['Conn', 'Tx'],
    ),
    ...each(
      ['Query'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        mustRelease: CLOSE,
        source: 'conn.go: The returned Rows must be closed before the connection can be used again',
      },
      ['Conn', 'Tx'],
    ),
    ...each(
      ['QueryRow'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        source: 'conn.go: QueryRow is a convenience wrapper over Query',
      },
      ['Conn', 'Tx'],
    ),
    ...each(
      ['CopyFrom'],
      {
        blocks: settled,
        source: 'copy_from.go: CopyFrom uses the PostgreSQL copy protocol to perform bulk data insertion',
      },
      ['Conn', 'Tx'],
    ),
    ...each(
      ['SendBatch'],
      {
        blocks: tied,
        storesContext: 0,
        mustRelease: CLOSE,
        source: 'conn.go: The returned BatchResults must be closed before the connection',
      },
      ['Conn', 'Tx'],
    ),
    ...each(['Conn.Begin', 'Conn.BeginTx'], {
      blocks: settled,
      mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback'] },
      source: 'tx.go: Unlike database/sql, the context only affects the begin command',
    }),
    'Conn.Ping': { blocks: settled, source: 'conn.go: func (c *Conn) Ping(ctx context.Context) error' },
    'Conn.WaitForNotification': {
      blocks: { category: 'wait', context: 0, result: 'settled' },
      source: 'conn.go: WaitForNotification waits for a PostgreSQL notification',
    },
    ...each(['Connect', 'ConnectConfig'], {
      mustRelease: CLOSE,
      source: 'conn.go: Connect establishes a connection with a PostgreSQL server',
    }),
    'Row.Scan': { closes: [-1], source: 'rows.go: rows.Close()' },
  },
};

export const PGX_POOL: PackageBehaviour = {
  paths: ['github.com/jackc/pgx/v5/pgxpool', 'github.com/jackc/pgx/v4/pgxpool'],
  functions: {
    ...each(
      ['Exec'],
      {
        blocks: { ...settled, statement: 1 },
        source: 'pool.go: The acquired connection is returned to the pool when the Exec function returns',
      },
      ['Pool', 'Conn', 'Tx'],
    ),
    ...each(
      ['Query'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        mustRelease: CLOSE,
        source:
          'pool.go: See pgx.Rows documentation to close the returned Rows and return the acquired connection to the Pool',
      },
      ['Pool', 'Conn', 'Tx'],
    ),
    ...each(
      ['QueryRow'],
      {
        blocks: { ...tied, statement: 1 },
        storesContext: 0,
        source: "pool.go: is returned to the Pool when pgx.Row's Scan method is called",
      },
      ['Pool', 'Conn', 'Tx'],
    ),
    ...each(
      ['CopyFrom'],
      { blocks: settled, source: 'pool.go: return c.Conn().CopyFrom(ctx, tableName, columnNames, rowSrc)' },
      ['Pool', 'Conn', 'Tx'],
    ),
    ...each(
      ['SendBatch'],
      {
        blocks: tied,
        storesContext: 0,
        mustRelease: CLOSE,
        source: 'pool.go: br := c.SendBatch(ctx, b)',
      },
      ['Pool', 'Conn', 'Tx'],
    ),
    ...each(
      ['Begin', 'BeginTx'],
      {
        blocks: settled,
        mustRelease: { result: 0, path: [], by: ['Commit', 'Rollback'] },
        source:
          'pool.go: Commit or Rollback must be called on the returned transaction to finalize the transaction block',
      },
      ['Pool', 'Conn'],
    ),
    ...each(['Pool.Ping', 'Conn.Ping'], {
      blocks: settled,
      source: 'pool.go: Ping acquires a connection from the Pool',
    }),
    'Pool.Acquire': {
      blocks: settled,
      mustRelease: { result: 0, path: [], by: ['Release', 'Hijack'] },
      source: 'pool.go: Acquire returns a connection (*Conn) from the Pool',
    },
    'Pool.AcquireFunc': {
      blocks: settled,
      source: 'pool.go: AcquireFunc acquires a *Conn and calls f with that *Conn',
    },
    'Pool.Close': {
      blocks: { category: 'wait' },
      source: 'pool.go: Blocks until all connections are returned to pool and closed',
    },
  },
};

/** Version 5 reads rows for its callers. */
export const PGX_ROWS_READERS: PackageBehaviour = {
  paths: ['github.com/jackc/pgx/v5'],
  functions: {
    ...each(['CollectRows', 'CollectOneRow', 'CollectExactlyOneRow', 'ForEachRow'], {
      closes: [0],
      source: 'rows.go: defer rows.Close()',
    }),
    AppendRows: { closes: [1], source: 'rows.go: defer rows.Close()' },
  },
};
