/** Declarations of the SQL libraries that Go services use: the parts that rules ask about. */
export const SQL_LIBRARIES: Readonly<Record<string, string>> = {
  // github.com/jmoiron/sqlx v1.4.0, sqlx.go
  'github.com/jmoiron/sqlx': `package sqlx
import "context"
import "database/sql"
type DB struct { *sql.DB; Mapper *int }
type Tx struct { *sql.Tx }
type Stmt struct { *sql.Stmt }
type Conn struct { *sql.Conn }
type Rows struct { *sql.Rows }
type Row struct { }
type NamedStmt struct { Stmt *Stmt }
func Open(driverName, dataSourceName string) (*DB, error)
func MustOpen(driverName, dataSourceName string) *DB
func Connect(driverName, dataSourceName string) (*DB, error)
func ConnectContext(ctx context.Context, driverName, dataSourceName string) (*DB, error)
func MustConnect(driverName, dataSourceName string) *DB
func NewDb(db *sql.DB, driverName string) *DB
func (db *DB) Get(dest interface{}, query string, args ...interface{}) error
func (db *DB) GetContext(ctx context.Context, dest interface{}, query string, args ...interface{}) error
func (db *DB) Select(dest interface{}, query string, args ...interface{}) error
func (db *DB) SelectContext(ctx context.Context, dest interface{}, query string, args ...interface{}) error
func (db *DB) Queryx(query string, args ...interface{}) (*Rows, error)
func (db *DB) QueryxContext(ctx context.Context, query string, args ...interface{}) (*Rows, error)
func (db *DB) QueryRowx(query string, args ...interface{}) *Row
func (db *DB) NamedExec(query string, arg interface{}) (sql.Result, error)
func (db *DB) NamedExecContext(ctx context.Context, query string, arg interface{}) (sql.Result, error)
func (db *DB) NamedQuery(query string, arg interface{}) (*Rows, error)
func (db *DB) Beginx() (*Tx, error)
func (db *DB) BeginTxx(ctx context.Context, opts *sql.TxOptions) (*Tx, error)
func (db *DB) Preparex(query string) (*Stmt, error)
func (db *DB) Unsafe() *DB
func (tx *Tx) Get(dest interface{}, query string, args ...interface{}) error
func (tx *Tx) Select(dest interface{}, query string, args ...interface{}) error
func (r *Rows) StructScan(dest interface{}) error
func (r *Row) StructScan(dest interface{}) error
func (r *Row) Scan(dest ...interface{}) error
func Get(q interface{}, dest interface{}, query string, args ...interface{}) error
func Select(q interface{}, dest interface{}, query string, args ...interface{}) error
`,
  // github.com/go-sql-driver/mysql v1.9, dsn.go, driver.go
  'github.com/go-sql-driver/mysql': `package mysql
import "database/sql/driver"
import "time"
type Config struct {
  User string; Passwd string; Net string; Addr string; DBName string; Params map[string]string
  Collation string; Loc *time.Location; MaxAllowedPacket int; TLSConfig string
  Timeout time.Duration; ReadTimeout time.Duration; WriteTimeout time.Duration
  AllowAllFiles bool; AllowCleartextPasswords bool; AllowNativePasswords bool; AllowOldPasswords bool
  CheckConnLiveness bool; ClientFoundRows bool; ColumnsWithAlias bool; InterpolateParams bool
  MultiStatements bool; ParseTime bool; RejectReadOnly bool
}
type MySQLError struct { Number uint16; Message string }
func NewConfig() *Config
func ParseDSN(dsn string) (*Config, error)
func NewConnector(cfg *Config) (driver.Connector, error)
func (cfg *Config) FormatDSN() string
func (cfg *Config) Clone() *Config
`,
  // gorm.io/gorm v1.25, gorm.go, finisher_api.go, chainable_api.go, model.go
  'gorm.io/gorm': `package gorm
import "context"
import "database/sql"
import "time"
type Dialector interface { Name() string }
type Config struct { SkipDefaultTransaction bool; PrepareStmt bool; DryRun bool }
type Session struct { DryRun bool; PrepareStmt bool; NewDB bool }
type Option interface { Apply(*Config) error }
type DB struct { *Config; Error error; RowsAffected int64 }
type DeletedAt sql.NullTime
type Model struct { ID uint; CreatedAt time.Time; UpdatedAt time.Time; DeletedAt DeletedAt }
func Open(dialector Dialector, opts ...Option) (db *DB, err error)
func (db *DB) DB() (*sql.DB, error)
func (db *DB) WithContext(ctx context.Context) *DB
func (db *DB) Model(value interface{}) *DB
func (db *DB) Table(name string, args ...interface{}) *DB
func (db *DB) Where(query interface{}, args ...interface{}) *DB
func (db *DB) Order(value interface{}) *DB
func (db *DB) Limit(limit int) *DB
func (db *DB) Select(query interface{}, args ...interface{}) *DB
func (db *DB) Preload(query string, args ...interface{}) *DB
func (db *DB) Joins(query string, args ...interface{}) *DB
func (db *DB) Debug() *DB
func (db *DB) Raw(sql string, values ...interface{}) *DB
func (db *DB) Exec(sql string, values ...interface{}) *DB
func (db *DB) Scan(dest interface{}) *DB
func (db *DB) Find(dest interface{}, conds ...interface{}) *DB
func (db *DB) First(dest interface{}, conds ...interface{}) *DB
func (db *DB) Take(dest interface{}, conds ...interface{}) *DB
func (db *DB) Last(dest interface{}, conds ...interface{}) *DB
func (db *DB) FirstOrCreate(dest interface{}, conds ...interface{}) *DB
func (db *DB) FirstOrInit(dest interface{}, conds ...interface{}) *DB
func (db *DB) Create(value interface{}) *DB
func (db *DB) CreateInBatches(value interface{}, batchSize int) *DB
func (db *DB) Save(value interface{}) *DB
func (db *DB) Update(column string, value interface{}) *DB
func (db *DB) Updates(values interface{}) *DB
func (db *DB) Delete(value interface{}, conds ...interface{}) *DB
func (db *DB) Count(count *int64) *DB
func (db *DB) Offset(offset int) *DB
func (db *DB) Group(name string) *DB
func (db *DB) Having(query interface{}, args ...interface{}) *DB
func (db *DB) Distinct(args ...interface{}) *DB
func (db *DB) Not(query interface{}, args ...interface{}) *DB
func (db *DB) Or(query interface{}, args ...interface{}) *DB
func (db *DB) Omit(columns ...string) *DB
func (db *DB) InnerJoins(query string, args ...interface{}) *DB
func (db *DB) Scopes(funcs ...func(*DB) *DB) *DB
func (db *DB) Session(config *Session) *DB
func (db *DB) Unscoped() *DB
func (db *DB) Set(key string, value interface{}) *DB
func (db *DB) Attrs(attrs ...interface{}) *DB
func (db *DB) Assign(attrs ...interface{}) *DB
func (db *DB) Commit() *DB
func (db *DB) Rollback() *DB
func (db *DB) Pluck(column string, dest interface{}) *DB
func (db *DB) Row() *sql.Row
func (db *DB) Rows() (*sql.Rows, error)
func (db *DB) AutoMigrate(dst ...interface{}) error
func (db *DB) Begin(opts ...*sql.TxOptions) *DB
func (db *DB) Transaction(fc func(tx *DB) error, opts ...*sql.TxOptions) error
`,
  // gorm.io/driver/mysql v1.5, mysql.go
  'gorm.io/driver/mysql': `package mysql
import "gorm.io/gorm"
import "github.com/go-sql-driver/mysql"
type Config struct { DriverName string; ServerVersion string; DSN string; DSNConfig *mysql.Config; Conn interface{}; SkipInitializeWithVersion bool; DefaultStringSize uint; DisableDatetimePrecision bool; DontSupportRenameIndex bool; DontSupportRenameColumn bool }
func Open(dsn string) gorm.Dialector
func New(config Config) gorm.Dialector
`,
  'gorm.io/driver/postgres': `package postgres
import "gorm.io/gorm"
func Open(dsn string) gorm.Dialector
`,
  'gorm.io/driver/sqlite': `package sqlite
import "gorm.io/gorm"
func Open(dsn string) gorm.Dialector
`,
  // github.com/jinzhu/gorm v1.9, main.go
  'github.com/jinzhu/gorm': `package gorm
import "database/sql"
import "time"
type DB struct { Error error; RowsAffected int64 }
type Model struct { ID uint; CreatedAt time.Time; UpdatedAt time.Time; DeletedAt *time.Time }
func Open(dialect string, args ...interface{}) (db *DB, err error)
func (s *DB) DB() *sql.DB
func (s *DB) Model(value interface{}) *DB
func (s *DB) Where(query interface{}, args ...interface{}) *DB
func (s *DB) Find(out interface{}, where ...interface{}) *DB
func (s *DB) First(out interface{}, where ...interface{}) *DB
func (s *DB) Scan(dest interface{}) *DB
func (s *DB) Create(value interface{}) *DB
func (s *DB) Save(value interface{}) *DB
func (s *DB) Raw(sql string, values ...interface{}) *DB
`,
  // xorm.io/xorm v1.3, engine.go
  'xorm.io/xorm': `package xorm
import "database/sql"
import "time"
type Engine struct { }
type Session struct { }
func NewEngine(driverName string, dataSourceName string) (*Engine, error)
func (engine *Engine) SetMaxOpenConns(conns int)
func (engine *Engine) SetMaxIdleConns(conns int)
func (engine *Engine) SetConnMaxLifetime(d time.Duration)
func (engine *Engine) DB() *sql.DB
func (engine *Engine) Find(beans interface{}, condiBeans ...interface{}) error
func (engine *Engine) Get(beans ...interface{}) (bool, error)
func (engine *Engine) Sync(beans ...interface{}) error
`,
};
