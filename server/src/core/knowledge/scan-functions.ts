/** How a function fills values from columns. */
export interface ScanFunction {
  /** Position of the first destination. */
  readonly first: number;
  /** Whether every argument from there on is one column (`rows.Scan`), or the one argument is a struct, slice or map of rows. */
  readonly destinations: 'columns' | 'rows';
}

const COLUMNS: ScanFunction = { first: 0, destinations: 'columns' };
const ROWS: ScanFunction = { first: 0, destinations: 'rows' };
const ROWS_AFTER_ONE: ScanFunction = { first: 1, destinations: 'rows' };
const GO_ZERO = 'github.com/zeromicro/go-zero/core/stores/sqlx';

/**
 * Sources: database/sql/sql.go; github.com/jmoiron/sqlx sqlx.go; gorm.io/gorm finisher_api.go and chainable_api.go;
 * github.com/jinzhu/gorm main.go; xorm.io/xorm engine.go; github.com/zeromicro/go-zero core/stores/sqlx/sqlconn.go.
 */
export const SCAN_FUNCTIONS: ReadonlyMap<string, ScanFunction> = new Map<string, ScanFunction>([
  ['database/sql.Row.Scan', COLUMNS],
  ['database/sql.Rows.Scan', COLUMNS],
  ['github.com/jmoiron/sqlx.Row.Scan', COLUMNS],
  ['github.com/jmoiron/sqlx.Row.StructScan', ROWS],
  ['github.com/jmoiron/sqlx.Rows.StructScan', ROWS],
  ...['DB', 'Tx'].flatMap((type): [string, ScanFunction][] => [
    [`github.com/jmoiron/sqlx.${type}.Get`, ROWS],
    [`github.com/jmoiron/sqlx.${type}.Select`, ROWS],
    [`github.com/jmoiron/sqlx.${type}.GetContext`, ROWS_AFTER_ONE],
    [`github.com/jmoiron/sqlx.${type}.SelectContext`, ROWS_AFTER_ONE],
  ]),
  ['github.com/jmoiron/sqlx.Get', ROWS_AFTER_ONE],
  ['github.com/jmoiron/sqlx.Select', ROWS_AFTER_ONE],
  ...['gorm.io/gorm', 'github.com/jinzhu/gorm'].flatMap((path) =>
    ['Find', 'First', 'Take', 'Last', 'Scan', 'FirstOrCreate', 'FirstOrInit'].map(
      (name): [string, ScanFunction] => [`${path}.DB.${name}`, ROWS],
    ),
  ),
  ['gorm.io/gorm.DB.Pluck', ROWS_AFTER_ONE],
  ...['Session', 'SqlConn'].flatMap((type) =>
    ['QueryRow', 'QueryRowPartial', 'QueryRows', 'QueryRowsPartial'].flatMap(
      (name): [string, ScanFunction][] => [
        [`${GO_ZERO}.${type}.${name}`, ROWS],
        [`${GO_ZERO}.${type}.${name}Ctx`, ROWS_AFTER_ONE],
      ],
    ),
  ),
  ['xorm.io/xorm.Engine.Find', ROWS],
  ['xorm.io/xorm.Engine.Get', ROWS],
]);

/** Names of `SCAN_FUNCTIONS`, and methods that fill values in ways that are not followed. */
export const SCAN_NAMES: ReadonlySet<string> = new Set(
  [...SCAN_FUNCTIONS.keys()]
    .map((id) => id.slice(id.lastIndexOf('.') + 1))
    .concat('MapScan', 'SliceScan', 'ScanRows'),
);

/** Names that fill values in some libraries, and give a row in most: `QueryRow`. */
export const QUERY_NAMES: ReadonlySet<string> = new Set(
  [...SCAN_NAMES].filter((name) => name.startsWith('Query')),
);

/** What a column type becomes when `parseTime` is switched on. */
export type ColumnKind = 'time' | 'text' | 'other' | 'unknown';

/**
 * Destinations of known meaning by canonical name. `time` cannot hold the driver's bytes; `text` takes bytes now and
 * a formatted `time.Time` afterwards. mysql.NullTime parses bytes itself (nulltime.go), so it is neither.
 */
export const COLUMN_TYPES: ReadonlyMap<string, ColumnKind> = new Map<string, ColumnKind>([
  ['time.Time', 'time'],
  ['database/sql.NullTime', 'time'],
  ['gorm.io/gorm.DeletedAt', 'time'],
  ['gorm.io/gorm.Model', 'time'],
  ['github.com/jinzhu/gorm.Model', 'time'],
  ['database/sql.RawBytes', 'text'],
  ['database/sql.NullString', 'text'],
  ['database/sql.NullBool', 'other'],
  ['database/sql.NullByte', 'other'],
  ['database/sql.NullFloat64', 'other'],
  ['database/sql.NullInt16', 'other'],
  ['database/sql.NullInt32', 'other'],
  ['database/sql.NullInt64', 'other'],
  ['github.com/go-sql-driver/mysql.NullTime', 'other'],
]);

/** Functions that scan the columns of a row which is there; without one `Row.Scan` fails. */
export const ANY_COLUMNS: ReadonlySet<string> = new Set([
  'database/sql.Rows.Scan',
  'github.com/jmoiron/sqlx.Rows.Scan',
]);

/**
 * Named types whose pointers take every value of a driver, NULL included (database/sql/convert.go, convertAssignRows: a
 * string takes each of them through asString, bytes through asBytes, and NullString.Scan takes nil for itself).
 */
export const ALWAYS_SCANNED: ReadonlySet<string> = new Set([
  'database/sql.NullString',
  'database/sql.RawBytes',
]);
