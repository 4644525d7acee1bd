/**
 * Drivers of database/sql whose connectors end every read and write by themselves, with what a program sets to have that otherwise.
 * github.com/uptrace/bun/driver/pgdriver config.go: `ReadTimeout: 10 * time.Second`, `WriteTimeout: 5 * time.Second` in
 * newDefaultConfig, and driver.go, (*Conn).setReadDeadline: `cn.netConn.SetReadDeadline(cn.deadline(ctx, timeout))`, which sets no
 * deadline for zero; a number in the data source name that is not positive means -1, "disable timeouts".
 */
export const LIMITED_CONNECTORS: ReadonlyMap<string, LimitedConnector> = new Map([
  [
    'github.com/uptrace/bun/driver/pgdriver.NewConnector',
    {
      setters: new Map([
        ['github.com/uptrace/bun/driver/pgdriver.WithTimeout', 0],
        ['github.com/uptrace/bun/driver/pgdriver.WithReadTimeout', 0],
      ]),
      replaced: 'github.com/uptrace/bun/driver/pgdriver.WithConfig',
      off: /[?&](?:read_)?timeout=(?:0|-)/,
    },
  ],
]);

export interface LimitedConnector {
  /** Options that set the time, with the argument that is it. */
  readonly setters: ReadonlyMap<string, number>;
  /** The option that replaces all of the configuration. */
  readonly replaced: string;
  /** What in a data source name turns the limit off. */
  readonly off: RegExp;
}

/**
 * Which argument of a connector's maker is the data source name, or the configuration it is made of.
 * github.com/lib/pq connector.go; github.com/go-sql-driver/mysql driver.go and dsn.go (`FormatDSN`); github.com/jackc/pgx stdlib/sql.go.
 */
export const CONNECTOR_SOURCES: ReadonlyMap<string, number> = new Map([
  ['github.com/lib/pq.NewConnector', 0],
  ['github.com/go-sql-driver/mysql.NewConnector', 0],
  ...['v4', 'v5'].flatMap((version) => [
    [`github.com/jackc/pgx/${version}.ParseConfig`, 0] as const,
    [`github.com/jackc/pgx/${version}/stdlib.GetConnector`, 0] as const,
  ]),
]);

/** github.com/go-sql-driver/mysql dsn.go: `func (cfg *Config) FormatDSN() string` writes `readTimeout` for `cfg.ReadTimeout > 0`. */
export const MYSQL_FORMAT = 'github.com/go-sql-driver/mysql.Config.FormatDSN';
