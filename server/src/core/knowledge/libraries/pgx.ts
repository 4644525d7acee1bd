/** Declarations of github.com/jackc/pgx/v5 v5.7: the parts that rules ask about. */
export const PGX_LIBRARIES: Readonly<Record<string, string>> = {
  // conn.go, tx.go, rows.go, batch.go
  'github.com/jackc/pgx/v5': `package pgx
import "context"
import "github.com/jackc/pgx/v5/pgconn"
type Conn struct { }
type ConnConfig struct { }
type TxOptions struct { }
type Batch struct { }
type Identifier []string
type CopyFromSource interface { Next() bool; Values() ([]interface{}, error); Err() error }
type BatchResults interface { Exec() (pgconn.CommandTag, error); Query() (Rows, error); QueryRow() Row; Close() error }
type Row interface { Scan(dest ...interface{}) error }
type Rows interface { Close(); Err() error; Next() bool; Scan(dest ...interface{}) error; Values() ([]interface{}, error) }
type Tx interface {
  Begin(ctx context.Context) (Tx, error)
  Commit(ctx context.Context) error
  Rollback(ctx context.Context) error
  CopyFrom(ctx context.Context, tableName Identifier, columnNames []string, rowSrc CopyFromSource) (int64, error)
  SendBatch(ctx context.Context, b *Batch) BatchResults
  Exec(ctx context.Context, sql string, arguments ...interface{}) (pgconn.CommandTag, error)
  Query(ctx context.Context, sql string, args ...interface{}) (Rows, error)
  QueryRow(ctx context.Context, sql string, args ...interface{}) Row
  Conn() *Conn
}
func Connect(ctx context.Context, connString string) (*Conn, error)
func ConnectConfig(ctx context.Context, connConfig *ConnConfig) (*Conn, error)
func (c *Conn) Close(ctx context.Context) error
func (c *Conn) Ping(ctx context.Context) error
func (c *Conn) Exec(ctx context.Context, sql string, arguments ...interface{}) (pgconn.CommandTag, error)
func (c *Conn) Query(ctx context.Context, sql string, args ...interface{}) (Rows, error)
func (c *Conn) QueryRow(ctx context.Context, sql string, args ...interface{}) Row
func (c *Conn) SendBatch(ctx context.Context, b *Batch) BatchResults
func (c *Conn) CopyFrom(ctx context.Context, tableName Identifier, columnNames []string, rowSrc CopyFromSource) (int64, error)
func (c *Conn) Begin(ctx context.Context) (Tx, error)
func (c *Conn) BeginTx(ctx context.Context, txOptions TxOptions) (Tx, error)
func (c *Conn) WaitForNotification(ctx context.Context) (*pgconn.Notification, error)
`,
  'github.com/jackc/pgx/v5/pgconn': `package pgconn
type CommandTag struct { }
type Notification struct { PID uint32; Channel string; Payload string }
func (ct CommandTag) RowsAffected() int64
`,
  // pgxpool/pool.go, conn.go
  'github.com/jackc/pgx/v5/pgxpool': `package pgxpool
import "context"
import "time"
import "github.com/jackc/pgx/v5"
import "github.com/jackc/pgx/v5/pgconn"
type Pool struct { }
type Conn struct { }
type Config struct { ConnConfig *pgx.ConnConfig; MaxConnLifetime time.Duration; MaxConnIdleTime time.Duration; MaxConns int32; MinConns int32 }
func New(ctx context.Context, connString string) (*Pool, error)
func NewWithConfig(ctx context.Context, config *Config) (*Pool, error)
func ParseConfig(connString string) (*Config, error)
func (p *Pool) Close()
func (p *Pool) Ping(ctx context.Context) error
func (p *Pool) Acquire(ctx context.Context) (*Conn, error)
func (p *Pool) AcquireFunc(ctx context.Context, f func(*Conn) error) error
func (p *Pool) Exec(ctx context.Context, sql string, arguments ...interface{}) (pgconn.CommandTag, error)
func (p *Pool) Query(ctx context.Context, sql string, args ...interface{}) (pgx.Rows, error)
func (p *Pool) QueryRow(ctx context.Context, sql string, args ...interface{}) pgx.Row
func (p *Pool) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
func (p *Pool) CopyFrom(ctx context.Context, tableName pgx.Identifier, columnNames []string, rowSrc pgx.CopyFromSource) (int64, error)
func (p *Pool) Begin(ctx context.Context) (pgx.Tx, error)
func (p *Pool) BeginTx(ctx context.Context, txOptions pgx.TxOptions) (pgx.Tx, error)
func (c *Conn) Release()
func (c *Conn) Exec(ctx context.Context, sql string, arguments ...interface{}) (pgconn.CommandTag, error)
func (c *Conn) Query(ctx context.Context, sql string, args ...interface{}) (pgx.Rows, error)
func (c *Conn) QueryRow(ctx context.Context, sql string, args ...interface{}) pgx.Row
func (c *Conn) Begin(ctx context.Context) (pgx.Tx, error)
func (c *Conn) Ping(ctx context.Context) error
`,
};
