export type BlockingCategory = 'http' | 'sql' | 'dial' | 'grpc' | 'exec';

/** A call that waits for somebody else, and the context that ends the wait. */
export interface BlockingCall {
  readonly category: BlockingCategory;
  /** Index of the context among the arguments, or what carries it: the request argument, or the command it is called on. */
  readonly context: number | 'request' | 'command';
  /**
   * Whether what the call returns lives on the context: cancelling it closes sql.Rows, rolls a sql.Tx back and ends the
   * read of a response body.
   */
  readonly result: 'settled' | 'tied';
  /** Index of the SQL text among the arguments. */
  readonly statement: number | undefined;
}

type Entry = readonly [string, BlockingCall];

function methods(
  owners: readonly string[],
  names: readonly string[],
  call: Pick<BlockingCall, 'category' | 'context' | 'result'> & { readonly statement?: number },
): Entry[] {
  const value: BlockingCall = { ...call, statement: call.statement };
  return owners.flatMap((owner) => names.map((name): Entry => [`${owner}.${name}`, value]));
}

const settled = { category: 'sql', context: 0, result: 'settled' } as const;
const tied = { category: 'sql', context: 0, result: 'tied' } as const;

/**
 * database/sql/sql.go: QueryContext closes its rows and BeginTx rolls back when the context is done ("The provided
 * context is used until the transaction is committed or rolled back"); PrepareContext uses it for the preparation
 * only, Conn for the acquisition only.
 */
const DATABASE_SQL: readonly Entry[] = [
  ...methods(['database/sql.DB'], ['PingContext', 'Conn'], settled),
  ...methods(['database/sql.Conn'], ['PingContext'], settled),
  ...methods(['database/sql.DB', 'database/sql.Conn'], ['BeginTx'], tied),
  ...methods(['database/sql.DB', 'database/sql.Conn', 'database/sql.Tx'], ['ExecContext', 'PrepareContext'], {
    ...settled,
    statement: 1,
  }),
  ...methods(
    ['database/sql.DB', 'database/sql.Conn', 'database/sql.Tx'],
    ['QueryContext', 'QueryRowContext'],
    {
      ...tied,
      statement: 1,
    },
  ),
  ...methods(['database/sql.Stmt'], ['ExecContext'], settled),
  ...methods(['database/sql.Stmt'], ['QueryContext', 'QueryRowContext'], tied),
];

const SQLX = 'github.com/jmoiron/sqlx';

/** github.com/jmoiron/sqlx v1.4, sqlx_context.go: wrappers of database/sql; Get and Select read and close their rows. */
const SQLX_CALLS: readonly Entry[] = [
  ...methods([`${SQLX}.DB`, `${SQLX}.Tx`, `${SQLX}.Conn`], ['GetContext', 'SelectContext'], {
    ...settled,
    statement: 2,
  }),
  ...methods([`${SQLX}.DB`, `${SQLX}.Tx`], ['NamedExecContext', 'MustExecContext', 'PrepareNamedContext'], {
    ...settled,
    statement: 1,
  }),
  ...methods([`${SQLX}.DB`, `${SQLX}.Tx`, `${SQLX}.Conn`], ['PreparexContext'], { ...settled, statement: 1 }),
  ...methods(
    [`${SQLX}.DB`, `${SQLX}.Tx`, `${SQLX}.Conn`],
    ['QueryxContext', 'QueryRowxContext', 'NamedQueryContext'],
    { ...tied, statement: 1 },
  ),
  ...methods([`${SQLX}.DB`, `${SQLX}.Conn`], ['BeginTxx', 'MustBeginTx'], tied),
  ...methods([`${SQLX}.DB`], ['Connx'], settled),
  ...methods(
    [`${SQLX}.Stmt`, `${SQLX}.NamedStmt`],
    ['GetContext', 'SelectContext', 'MustExecContext'],
    settled,
  ),
  ...methods([`${SQLX}.NamedStmt`], ['ExecContext'], settled),
  ...methods([`${SQLX}.Stmt`], ['QueryxContext', 'QueryRowxContext'], tied),
  ...methods(
    [`${SQLX}.NamedStmt`],
    ['QueryContext', 'QueryRowContext', 'QueryxContext', 'QueryRowxContext'],
    tied,
  ),
  ...methods([SQLX], ['ConnectContext'], settled),
  ...methods([SQLX], ['GetContext', 'SelectContext'], { ...settled, statement: 3 }),
  ...methods([SQLX], ['NamedExecContext', 'MustExecContext'], { ...settled, statement: 2 }),
  ...methods([SQLX], ['NamedQueryContext'], { ...tied, statement: 2 }),
];

const PGX = 'github.com/jackc/pgx/v5';

/**
 * github.com/jackc/pgx/v5 v5.7, conn.go, tx.go, pgxpool/pool.go. "Unlike database/sql, the context only affects the
 * begin command" (tx.go). Commit and Rollback are left out: a caller may want them to outlive a request.
 * pgxpool.New connects in the background and does not wait; Connect may have a connect_timeout of its own.
 */
const PGX_CALLS: readonly Entry[] = [
  ...methods(
    [`${PGX}.Conn`, `${PGX}.Tx`, `${PGX}/pgxpool.Pool`, `${PGX}/pgxpool.Conn`, `${PGX}/pgxpool.Tx`],
    ['Exec'],
    {
      ...settled,
      statement: 1,
    },
  ),
  ...methods(
    [`${PGX}.Conn`, `${PGX}.Tx`, `${PGX}/pgxpool.Pool`, `${PGX}/pgxpool.Conn`, `${PGX}/pgxpool.Tx`],
    ['Query', 'QueryRow'],
    { ...tied, statement: 1 },
  ),
  ...methods(
    [`${PGX}.Conn`, `${PGX}.Tx`, `${PGX}/pgxpool.Pool`, `${PGX}/pgxpool.Conn`, `${PGX}/pgxpool.Tx`],
    ['CopyFrom'],
    settled,
  ),
  ...methods(
    [`${PGX}.Conn`, `${PGX}.Tx`, `${PGX}/pgxpool.Pool`, `${PGX}/pgxpool.Conn`, `${PGX}/pgxpool.Tx`],
    ['SendBatch'],
    tied,
  ),
  ...methods(
    [`${PGX}.Conn`, `${PGX}/pgxpool.Pool`, `${PGX}/pgxpool.Conn`],
    ['Begin', 'BeginTx', 'Ping'],
    settled,
  ),
  ...methods([`${PGX}/pgxpool.Pool`], ['Acquire', 'AcquireFunc'], settled),
];

/** net/dial.go: "Once successfully connected, any expiration of the context will not affect the connection". */
const DIAL: readonly Entry[] = methods(['net.Dialer', 'crypto/tls.Dialer'], ['DialContext'], {
  category: 'dial',
  context: 0,
  result: 'settled',
});

/** net/http/client.go: the request's context covers the whole exchange, the read of the body included. */
const HTTP: readonly Entry[] = methods(['net/http.Client'], ['Do'], {
  category: 'http',
  context: 'request',
  result: 'tied',
});

/** os/exec/exec.go: the context of CommandContext kills the process. Wait alone is how supervisors live with a child. */
const EXEC: readonly Entry[] = methods(['os/exec.Cmd'], ['Run', 'Output', 'CombinedOutput'], {
  category: 'exec',
  context: 'command',
  result: 'settled',
});

/** google.golang.org/grpc call.go: what generated unary methods call. */
const GRPC: readonly Entry[] = methods(
  ['google.golang.org/grpc.ClientConn', 'google.golang.org/grpc.ClientConnInterface'],
  ['Invoke'],
  { category: 'grpc', context: 0, result: 'settled' },
);

/** Blocking calls by canonical name. Redis is not here: go-redis ignores context deadlines on the socket by default. */
export const BLOCKING_CALLS: ReadonlyMap<string, BlockingCall> = new Map([
  ...DATABASE_SQL,
  ...SQLX_CALLS,
  ...PGX_CALLS,
  ...DIAL,
  ...HTTP,
  ...EXEC,
  ...GRPC,
]);

/** Method names of the table, to pass over other calls quickly. */
export const BLOCKING_NAMES: ReadonlySet<string> = new Set(
  [...BLOCKING_CALLS.keys()].map((id) => id.slice(id.lastIndexOf('.') + 1)),
);

/** A unary method of a generated gRPC client: `(context.Context, *Request, ...grpc.CallOption) (*Response, error)`. */
export const GRPC_UNARY: BlockingCall = {
  category: 'grpc',
  context: 0,
  result: 'settled',
  statement: undefined,
};

/** A method of an interface that looks like database/sql's, by the type of its first result. */
export const SQL_SHAPES: ReadonlyMap<string, { readonly returns: string; readonly call: BlockingCall }> =
  new Map([
    ['QueryContext', { returns: 'database/sql.Rows', call: { ...tied, statement: 1 } }],
    ['QueryRowContext', { returns: 'database/sql.Row', call: { ...tied, statement: 1 } }],
    ['ExecContext', { returns: 'database/sql.Result', call: { ...settled, statement: 1 } }],
    ['PrepareContext', { returns: 'database/sql.Stmt', call: { ...settled, statement: 1 } }],
    ['BeginTx', { returns: 'database/sql.Tx', call: { ...tied, statement: undefined } }],
  ]);

/** Drivers that run inside the process: no server that may not answer. */
export const IN_PROCESS_DRIVERS: ReadonlySet<string> = new Set([
  'sqlite3',
  'sqlite',
  'duckdb',
  'ramsql',
  'sqlmock',
]);

/**
 * Parameters of a DSN that bound a statement: readTimeout (go-sql-driver/mysql dsn.go), max_execution_time (MySQL),
 * statement_timeout (PostgreSQL; also inside `options=`).
 */
export const DSN_LIMITS = /\b(readTimeout|max_execution_time|statement_timeout)\b/;

/** Opens a pool: index of the driver's name, index of the DSN. */
export const POOL_OPENERS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['database/sql.Open', [0, 1]],
  [`${SQLX}.Open`, [0, 1]],
  [`${SQLX}.MustOpen`, [0, 1]],
  [`${SQLX}.Connect`, [0, 1]],
  [`${SQLX}.MustConnect`, [0, 1]],
  [`${SQLX}.ConnectContext`, [1, 2]],
]);

/** Statements that change the schema: what migrations run, and what may take as long as it takes. */
export const SCHEMA_STATEMENT =
  /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(create|alter|drop|rename|truncate|comment|grant|revoke|vacuum|reindex|analyze|optimize|refresh)\b/i;

/** Statements that are asked to wait: advisory locks (PostgreSQL, MySQL), notifications. */
export const WAITING_STATEMENT =
  /\b(pg_advisory(_xact)?_lock(_shared)?|get_lock)\s*\(|^\s*(listen|lock\s+table)\b/i;

/** Reads a file or an embedded one: a statement from there is a script. */
export const FILE_READERS: ReadonlySet<string> = new Set([
  'os.ReadFile',
  'io/ioutil.ReadFile',
  'embed.FS.ReadFile',
  'io/fs.ReadFile',
]);
