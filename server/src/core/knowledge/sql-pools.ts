/** How a call makes a connection pool. */
export interface PoolOpener {
  /** Position of the argument that names the driver; undefined where the connector or dialector decides. */
  readonly driver: number | undefined;
  /** Position of the argument with the data source name, connector or dialector. */
  readonly source: number;
  /** What the pool's setters are called on: the result, or what its `DB` method returns with or without an error. */
  readonly setters: 'result' | 'DB() (*sql.DB, error)' | 'DB() *sql.DB';
}

/**
 * Functions that make a `*sql.DB`, directly or behind a wrapper; the pool is their first result.
 * Sources: database/sql/sql.go; github.com/jmoiron/sqlx sqlx.go (`DB` embeds `*sql.DB`); gorm.io/gorm gorm.go
 * (`DB.DB`); github.com/jinzhu/gorm main.go; xorm.io/xorm engine.go (the engine has the setters itself).
 */
export const POOL_OPENERS: ReadonlyMap<string, PoolOpener> = new Map<string, PoolOpener>([
  ['database/sql.Open', { driver: 0, source: 1, setters: 'result' }],
  ['database/sql.OpenDB', { driver: undefined, source: 0, setters: 'result' }],
  ['github.com/jmoiron/sqlx.Open', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/jmoiron/sqlx.MustOpen', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/jmoiron/sqlx.Connect', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/jmoiron/sqlx.MustConnect', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/jmoiron/sqlx.ConnectContext', { driver: 1, source: 2, setters: 'result' }],
  ['gorm.io/gorm.Open', { driver: undefined, source: 0, setters: 'DB() (*sql.DB, error)' }],
  ['github.com/jinzhu/gorm.Open', { driver: 0, source: 1, setters: 'DB() *sql.DB' }],
  ['xorm.io/xorm.NewEngine', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/go-xorm/xorm.NewEngine', { driver: 0, source: 1, setters: 'result' }],
  ['github.com/xorm-io/xorm.NewEngine', { driver: 0, source: 1, setters: 'result' }],
]);

/**
 * A parameter of a data source name that limits the connect with all that belongs to it. github.com/lib/pq conn.go: "connect_timeout
 * should apply to the entire connection establishment"; github.com/jackc/pgx/v5 pgconn/pgconn.go: "ConnectTimeout restricts the
 * whole connection process." The `timeout` of go-sql-driver/mysql is that of the dial alone.
 */
export const DSN_CONNECT_LIMIT = /\bconnect_timeout\s*=\s*[1-9]/;

/** Which argument the data source name comes in, as a text or parsed: github.com/jackc/pgx/v5 conn.go, stdlib/sql.go; github.com/lib/pq connector.go. */
export const CONNECT_SOURCES: ReadonlyMap<string, number> = new Map([
  ...[...POOL_OPENERS].map(([id, { source }]) => [id, source] as const),
  ...['v4', 'v5'].flatMap((version) => [
    [`github.com/jackc/pgx/${version}.ParseConfig`, 0] as const,
    [`github.com/jackc/pgx/${version}/stdlib.OpenDB`, 0] as const,
  ]),
  ['github.com/lib/pq.NewConnector', 0],
]);

/** Functions that wrap a pool they are given, or give it back: the pool is this argument. */
export const POOL_WRAPPERS: ReadonlyMap<string, number> = new Map([
  ['github.com/jmoiron/sqlx.NewDb', 0],
  ['github.com/uptrace/bun.NewDB', 0],
]);

/** Methods of `*sql.DB` (and of wrappers that pass them on) that limit a pool; database/sql/sql.go. */
export const POOL_SETTERS = [
  'SetMaxOpenConns',
  'SetMaxIdleConns',
  'SetConnMaxLifetime',
  'SetConnMaxIdleTime',
] as const;
export type PoolSetter = (typeof POOL_SETTERS)[number];

/** `server`: every connection costs the database server a slot. `embedded`: it runs inside the process, or is a fake, or speaks HTTP per query. */
export type DriverKind = 'mysql' | 'server' | 'embedded';

/** Names under which drivers register; each from the driver's own `sql.Register` call. */
const DRIVERS: ReadonlyMap<string, DriverKind> = new Map<string, DriverKind>([
  ['mysql', 'mysql'],
  ['postgres', 'server'], // github.com/lib/pq
  ['pgx', 'server'], // github.com/jackc/pgx/v5/stdlib
  ['pgx/v4', 'server'],
  ['pgx/v5', 'server'],
  ['pg', 'server'], // github.com/uptrace/bun/driver/pgdriver
  ['cloudsqlpostgres', 'server'],
  ['sqlserver', 'server'], // github.com/microsoft/go-mssqldb
  ['mssql', 'server'],
  ['azuresql', 'server'],
  ['oracle', 'server'], // github.com/sijms/go-ora
  ['godror', 'server'],
  ['oci8', 'server'],
  ['clickhouse', 'server'],
  ['firebirdsql', 'server'],
  ['hdb', 'server'],
  ['vertica', 'server'],
  ['dm', 'server'],
  ['kingbase', 'server'],
  ['sqlite3', 'embedded'], // github.com/mattn/go-sqlite3
  ['sqlite', 'embedded'], // modernc.org/sqlite
  ['duckdb', 'embedded'],
  ['ql', 'embedded'],
  ['ql-mem', 'embedded'],
  ['ramsql', 'embedded'],
  ['genji', 'embedded'],
  ['chai', 'embedded'],
  ['libsql', 'embedded'],
  ['sqlmock', 'embedded'],
  ['txdb', 'embedded'],
  ['bigquery', 'embedded'],
  ['athena', 'embedded'],
  ['trino', 'embedded'],
  ['presto', 'embedded'],
  ['snowflake', 'embedded'],
  ['databricks', 'embedded'],
]);

/** @returns undefined for a name that is not in the table, such as one that an instrumentation wrapper made up */
export function driverKind(name: string): DriverKind | undefined {
  return DRIVERS.get(name);
}

/** What importing a package says about the drivers of a program; by import path prefix, first match. */
const DRIVER_IMPORTS: readonly (readonly [string, DriverKind])[] = [
  ['github.com/go-sql-driver/mysql', 'mysql'],
  ['gorm.io/driver/mysql', 'mysql'],
  ['github.com/jinzhu/gorm/dialects/mysql', 'mysql'],
  ['github.com/lib/pq', 'server'],
  ['github.com/jackc/pgx', 'server'],
  ['gorm.io/driver/postgres', 'server'],
  ['github.com/jinzhu/gorm/dialects/postgres', 'server'],
  ['github.com/jinzhu/gorm/dialects/mssql', 'server'],
  ['gorm.io/driver/sqlserver', 'server'],
  ['gorm.io/driver/clickhouse', 'server'],
  ['github.com/ClickHouse/clickhouse-go', 'server'],
  ['github.com/microsoft/go-mssqldb', 'server'],
  ['github.com/denisenkom/go-mssqldb', 'server'],
  ['github.com/sijms/go-ora', 'server'],
  ['github.com/godror/godror', 'server'],
  ['github.com/uptrace/bun/driver/pgdriver', 'server'],
  ['github.com/uptrace/bun/driver/sqliteshim', 'embedded'],
  ['modernc.org/sqlite', 'embedded'],
  ['github.com/glebarez', 'embedded'],
  ['gorm.io/driver/sqlite', 'embedded'],
  ['github.com/jinzhu/gorm/dialects/sqlite', 'embedded'],
  ['github.com/marcboeker/go-duckdb', 'embedded'],
  ['github.com/DATA-DOG/go-sqlmock', 'embedded'],
];

/** The drivers of SQLite that are copied most, by the name that they keep: github.com/mattn/go-sqlite3, github.com/mutecomm/go-sqlcipher/v4. */
const SQLITE_DRIVER = /\/go-(?:sqlite3|sqlcipher)(?:\/|$)/;

export function driverOfImport(path: string): DriverKind | undefined {
  if (SQLITE_DRIVER.test(path)) return 'embedded';
  return DRIVER_IMPORTS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
}

/**
 * Functions that make a connector or a dialector. `given` means that it uses a pool or connection that somebody else
 * opened and limits (`stdlib.GetPoolConnector`: pgxpool's own MaxConns).
 */
const CONNECTORS: ReadonlyMap<string, DriverKind | 'given'> = new Map<string, DriverKind | 'given'>([
  ['github.com/go-sql-driver/mysql.NewConnector', 'mysql'],
  ['github.com/lib/pq.NewConnector', 'server'],
  ['github.com/jackc/pgx/v4/stdlib.GetConnector', 'server'],
  ['github.com/jackc/pgx/v5/stdlib.GetConnector', 'server'],
  ['github.com/jackc/pgx/v5/stdlib.GetPoolConnector', 'given'],
  ['github.com/uptrace/bun/driver/pgdriver.NewConnector', 'server'],
  ['github.com/microsoft/go-mssqldb.NewConnector', 'server'],
  ['gorm.io/driver/mysql.Open', 'mysql'],
  ['gorm.io/driver/mysql.New', 'mysql'],
  ['gorm.io/driver/postgres.Open', 'server'],
  ['gorm.io/driver/postgres.New', 'server'],
  ['gorm.io/driver/sqlserver.Open', 'server'],
  ['gorm.io/driver/sqlserver.New', 'server'],
  ['gorm.io/driver/clickhouse.Open', 'server'],
  ['gorm.io/driver/sqlite.Open', 'embedded'],
  ['gorm.io/driver/sqlite.New', 'embedded'],
  ['github.com/glebarez/sqlite.Open', 'embedded'],
]);

export function connectorKind(calleeId: string): DriverKind | 'given' | undefined {
  return CONNECTORS.get(calleeId);
}

/** Packages that are given pools and leave their limits alone; by import path prefix. */
const LEAVES_LIMITS_ALONE: readonly string[] = [
  'gorm.io/gorm',
  'gorm.io/driver',
  'github.com/jinzhu/gorm',
  'github.com/jmoiron/sqlx',
  'xorm.io',
  'github.com/go-xorm',
  'github.com/xorm-io',
  'github.com/uptrace/bun',
  'github.com/pressly/goose',
  'github.com/golang-migrate/migrate',
  'github.com/rubenv/sql-migrate',
  'github.com/amacneil/dbmate',
  'github.com/Masterminds/squirrel',
  'github.com/doug-martin/goqu',
  'github.com/huandu/go-sqlbuilder',
  'github.com/go-gorp/gorp',
  'github.com/volatiletech/sqlboiler',
  'github.com/aarondl/sqlboiler',
  'github.com/georgysavva/scany',
  'github.com/prometheus/client_golang',
  'github.com/dlmiddlecote/sqlstats',
  'github.com/alexedwards/scs',
  'github.com/casbin',
  'github.com/gin-gonic/gin',
  'github.com/stretchr/testify',
  'github.com/sirupsen/logrus',
  'go.uber.org/zap',
  'google.golang.org/grpc',
  'entgo.io/ent/dialect/sql',
  'go.uber.org/fx',
  'go.uber.org/dig',
  'github.com/google/wire',
  'github.com/XSAM/otelsql',
  'github.com/labstack/echo',
  'github.com/gofiber/fiber',
];

/** @param calleeId canonical name of a function outside the module; '' is unknown */
export function leavesLimitsAlone(calleeId: string): boolean {
  if (calleeId === '') return false;
  const [first] = calleeId.split('/');
  const isStandard = first === calleeId || !first!.includes('.');
  if (isStandard) return true;
  return LEAVES_LIMITS_ALONE.some(
    (prefix) => calleeId.startsWith(`${prefix}.`) || calleeId.startsWith(`${prefix}/`),
  );
}

/** PgBouncer's own port (`listen_port` default): connections go through a pooler that closes idle ones. */
export const PGBOUNCER_PORT = '6432';
