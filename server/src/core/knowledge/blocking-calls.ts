import { BEHAVIOUR } from './behaviour/index.ts';
import type { BlockingCategory as AnyCategory, Blocking } from './behaviour/model.ts';

export type BlockingCategory = Extract<AnyCategory, 'http' | 'sql' | 'dial' | 'grpc' | 'exec'>;

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

const settled = { category: 'sql', context: 0, result: 'settled' } as const;
const tied = { category: 'sql', context: 0, result: 'tied' } as const;

const CATEGORIES: ReadonlySet<string> = new Set<BlockingCategory>(['http', 'sql', 'dial', 'grpc', 'exec']);

function withContext({ category, context, result, statement }: Blocking): BlockingCall | undefined {
  return CATEGORIES.has(category) && context !== undefined && result !== undefined
    ? { category: category as BlockingCategory, context, result, statement }
    : undefined;
}

/**
 * Calls by canonical name that a context ends. Clients of stores and queues are not here: go-redis ignores context
 * deadlines on the socket by default.
 */
export const BLOCKING_CALLS: ReadonlyMap<string, BlockingCall> = new Map(
  [...BEHAVIOUR].flatMap(([id, { blocks }]) => {
    const call = blocks && withContext(blocks);
    return call ? [[id, call] as const] : [];
  }),
);

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

/**
 * Unary calls that are asked to wait for others, by package, interface and method. etcd: v3lock.proto, "Lock acquires a
 * distributed shared lock on a given named lock"; v3election.proto, "Campaign waits to acquire leadership in an election".
 */
export const WAITING_RPC =
  /\/(v3lock\/v3lockpb\.LockClient\.Lock|v3election\/v3electionpb\.ElectionClient\.Campaign)$/;

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

/** Packages whose Open gives gorm.Open a database of the process (gorm.io/gorm: `gorm.Open(sqlite.Open(...))`). */
export const IN_PROCESS_DIALECTORS: ReadonlySet<string> = new Set([
  'github.com/glebarez/sqlite.Open',
  'github.com/libtnb/sqlite.Open',
  'github.com/ncruces/go-sqlite3/gormlite.Open',
  'gorm.io/driver/sqlite.Open',
]);

/**
 * Parameters of a DSN that bound a statement: readTimeout (go-sql-driver/mysql dsn.go), max_execution_time (MySQL),
 * statement_timeout (PostgreSQL; also inside `options=`).
 */
export const DSN_LIMITS = /\b(readTimeout|max_execution_time|statement_timeout)\b/;

const SQLX = 'github.com/jmoiron/sqlx';

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

/** Statements that only read. */
export const SELECT_STATEMENT = /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(select|with)\b/i;

/** Statements that are asked to wait: advisory locks and locks on tables (PostgreSQL, MySQL), notifications. */
export const WAITING_STATEMENT =
  /\b(pg_advisory(_xact)?_lock(_shared)?|get_lock)\s*\(|^\s*(listen|lock\s+(?:\/\*[\s\S]*?\*\/\s*)*tables?)\b/i;

/**
 * Takes a lock that its connection holds until it is released or the connection ends: PostgreSQL, "Explicit Locking", advisory
 * locks of the session; MySQL reference manual, "Locking Functions".
 */
export const SESSION_LOCK = /\b(pg_(try_)?advisory_lock(_shared)?|get_lock)\s*\(/i;

/** A DSN of SQLite whose database is in memory: https://www.sqlite.org/inmemorydb.html. */
export const IN_MEMORY_DSN = /^:memory:|[?&]mode=memory\b/;

/** Reads a file or an embedded one: a statement from there is a script. */
export const FILE_READERS: ReadonlySet<string> = new Set([
  'os.ReadFile',
  'io/ioutil.ReadFile',
  'embed.FS.ReadFile',
  'io/fs.ReadFile',
]);
