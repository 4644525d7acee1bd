/**
 * Data source names of github.com/go-sql-driver/mysql, read as `ParseDSN` reads them (dsn.go, v1.9.3):
 * `[user[:password]@][net[(addr)]]/dbname[?param1=value1&paramN=valueN]`; the last `/` ends the address, the first `?`
 * after it starts the parameters, names are case-sensitive, and a later parameter wins over an earlier one.
 */

/** What a text that may be partly unknown says about `parseTime`. */
export interface ParseTimeReading {
  /** `absent`: the driver's default, off. `unknown`: the text may set it, or is no DSN. */
  readonly setting: 'on' | 'off' | 'absent' | 'unknown';
  /** False when an unknown part could in principle hold parameters: a database name at the very end, the value of a parameter. */
  readonly isProved: boolean;
  /** Whether the known text has started its parameters. */
  readonly hasParameters: boolean;
}

const UNKNOWN: ParseTimeReading = { setting: 'unknown', isProved: false, hasParameters: false };
/** Stands for an unknown part; no DSN holds it. */
const HOLE = '\0';

/** @param parts known text and `undefined` for what is not known, as in a folded string constant */
export function readParseTime(parts: readonly (string | undefined)[]): ParseTimeReading {
  const text = parts.map((part) => part ?? HOLE).join('');
  if (/^\w+:\/\//.test(text)) return UNKNOWN; // a URL is no DSN
  const slash = text.lastIndexOf('/');
  const question = text.indexOf('?', slash + 1);
  if (slash < 0 && question < 0) return UNKNOWN;
  // an unescaped slash in a parameter (`loc=Asia/Shanghai`) moves the end of the address: the driver rejects it
  if (question < 0 && text.includes('?')) return UNKNOWN;
  if (question < 0) {
    const database = text.slice(slash + 1);
    if (database.includes(')')) return UNKNOWN; // `@unix(/path)`: the slash belongs to the address
    return { setting: 'absent', isProved: !database.includes(HOLE), hasParameters: false };
  }
  let setting: ParseTimeReading['setting'] = 'absent';
  let isProved = true;
  for (const parameter of text.slice(question + 1).split('&')) {
    const equals = parameter.indexOf('=');
    const name = equals < 0 ? parameter : parameter.slice(0, equals);
    const value = equals < 0 ? '' : parameter.slice(equals + 1);
    if (name.includes(HOLE)) return UNKNOWN;
    if (name === 'parseTime') {
      setting = boolOf(value);
      if (setting === 'unknown') return UNKNOWN;
    } else if (value.includes(HOLE)) isProved = false;
  }
  return { setting, isProved: setting === 'on' || isProved, hasParameters: true };
}

/** As `readBool` in utils.go. */
function boolOf(value: string): 'on' | 'off' | 'unknown' {
  if (['1', 'true', 'TRUE', 'True'].includes(value)) return 'on';
  return ['0', 'false', 'FALSE', 'False'].includes(value) ? 'off' : 'unknown';
}

/** A function that takes a DSN of this driver. */
export interface DsnTaker {
  /** Position of the DSN. */
  readonly dsn: number;
  /** Position of the driver's name, which has to be `mysql`; undefined when the function knows only this driver. */
  readonly driver: number | undefined;
  /** Whether the library turns the text of a date column into a time itself. */
  readonly convertsTimes?: boolean;
}

/**
 * Sources: database/sql; github.com/jmoiron/sqlx; gorm.io/driver/mysql mysql.go (both forms call ParseDSN);
 * github.com/jinzhu/gorm; xorm.io/xorm, whose session.go
 * reads bytes into a time itself: "t, err := session.byte2Time(col, d)"; beego orm; go-zero core/stores/sqlx (NewMysql opens driver `mysql`).
 */
export const DSN_TAKERS: ReadonlyMap<string, DsnTaker> = new Map<string, DsnTaker>([
  ['database/sql.Open', { driver: 0, dsn: 1 }],
  ['github.com/jmoiron/sqlx.Open', { driver: 0, dsn: 1 }],
  ['github.com/jmoiron/sqlx.MustOpen', { driver: 0, dsn: 1 }],
  ['github.com/jmoiron/sqlx.Connect', { driver: 0, dsn: 1 }],
  ['github.com/jmoiron/sqlx.MustConnect', { driver: 0, dsn: 1 }],
  ['github.com/jmoiron/sqlx.ConnectContext', { driver: 1, dsn: 2 }],
  ['gorm.io/driver/mysql.Open', { driver: undefined, dsn: 0 }],
  ['github.com/jinzhu/gorm.Open', { driver: 0, dsn: 1 }],
  ['xorm.io/xorm.NewEngine', { driver: 0, dsn: 1, convertsTimes: true }],
  ['github.com/go-xorm/xorm.NewEngine', { driver: 0, dsn: 1, convertsTimes: true }],
  ['github.com/xorm-io/xorm.NewEngine', { driver: 0, dsn: 1, convertsTimes: true }],
  ['github.com/beego/beego/v2/client/orm.RegisterDataBase', { driver: 1, dsn: 2 }],
  ['github.com/astaxie/beego/orm.RegisterDataBase', { driver: 1, dsn: 2 }],
  ['github.com/zeromicro/go-zero/core/stores/sqlx.NewMysql', { driver: undefined, dsn: 0 }],
  ['github.com/zeromicro/go-zero/core/stores/sqlx.NewSqlConn', { driver: 0, dsn: 1 }],
]);

/** Other drivers that register as `mysql`; where one is imported the name says nothing about this driver. */
export const OTHER_MYSQL_DRIVERS: readonly string[] = [
  'github.com/go-mysql-org/go-mysql/driver',
  'github.com/siddontang/go-mysql/driver',
  'github.com/ziutek/mymysql/godrv',
];

/** The driver's own configuration value (dsn.go): `ParseTime bool`, and `Params`, which may name it too. */
export const MYSQL_CONFIG = 'github.com/go-sql-driver/mysql.Config';
export const NEW_MYSQL_CONFIG = 'github.com/go-sql-driver/mysql.NewConfig';
export const PARSE_MYSQL_DSN = 'github.com/go-sql-driver/mysql.ParseDSN';
export const NEW_MYSQL_CONNECTOR = 'github.com/go-sql-driver/mysql.NewConnector';

/** gorm's dialector configuration, whose `DSN` is one, and whose `DSNConfig` is a `MYSQL_CONFIG`. */
export const GORM_MYSQL_CONFIG = 'gorm.io/driver/mysql.Config';
