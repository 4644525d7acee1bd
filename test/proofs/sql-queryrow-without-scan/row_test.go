// Package row shows that a row which nobody scans keeps its connection, and what Err does not tell.
package row

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"testing"
	"time"
)

var errBroken = errors.New("connection reset while the rows are read")

// connector makes connections whose queries start, and give one row, or the error of their statement in place of it.
type connector struct{ failure error }

func (c connector) Connect(context.Context) (driver.Conn, error) { return conn{c.failure}, nil }
func (c connector) Driver() driver.Driver                        { return nil }

type conn struct{ failure error }

func (c conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed here") }
func (c conn) Close() error                        { return nil }
func (c conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed here") }

func (c conn) QueryContext(context.Context, string, []driver.NamedValue) (driver.Rows, error) {
	return &rows{failure: c.failure}, nil
}

func (c conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), c.failure
}

type rows struct {
	failure error
	isOver  bool
}

func (r *rows) Columns() []string { return []string{"n"} }
func (r *rows) Close() error      { return nil }

func (r *rows) Next(dest []driver.Value) error {
	if r.failure != nil {
		return r.failure
	}
	if r.isOver {
		return io.EOF
	}
	r.isOver = true
	dest[0] = int64(1)
	return nil
}

// open gives a pool of one connection.
func open(t *testing.T, failure error) *sql.DB {
	t.Helper()
	db := sql.OpenDB(connector{failure})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// next runs a statement for which the pool must have a connection left.
func next(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	_, err := db.ExecContext(ctx, "UPDATE t SET n = 2")
	return err
}

func TestRowThatIsOnlyAskedKeepsTheConnection(t *testing.T) {
	db := open(t, nil)
	if err := db.QueryRow("UPDATE t SET n = 1").Err(); err != nil {
		t.Fatal(err)
	}
	if got := db.Stats().InUse; got != 1 {
		t.Errorf("%d connections in use, want 1", got)
	}
	if err := next(db); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the next statement gave %v, want it to wait until its deadline", err)
	}
}

func TestScanGivesTheConnectionBack(t *testing.T) {
	db := open(t, nil)
	var n int
	if err := db.QueryRow("SELECT n FROM t").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if got := db.Stats().InUse; got != 0 {
		t.Errorf("%d connections in use, want none", got)
	}
	if err := next(db); err != nil {
		t.Error(err)
	}
}

func TestExecKeepsNothing(t *testing.T) {
	db := open(t, nil)
	if _, err := db.Exec("UPDATE t SET n = 1"); err != nil {
		t.Fatal(err)
	}
	if err := next(db); err != nil {
		t.Error(err)
	}
}

func TestEndOfTheContextGivesTheConnectionBack(t *testing.T) {
	db := open(t, nil)
	ctx, cancel := context.WithCancel(context.Background())
	if err := db.QueryRowContext(ctx, "UPDATE t SET n = 1").Err(); err != nil {
		t.Fatal(err)
	}
	cancel()
	deadline := time.Now().Add(2 * time.Second)
	for db.Stats().InUse > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if got := db.Stats().InUse; got != 0 {
		t.Errorf("%d connections in use, want none", got)
	}
}

func TestErrDoesNotTellWhatComesWithTheFirstRow(t *testing.T) {
	db := open(t, errBroken)
	row := db.QueryRow("INSERT INTO t VALUES (1)")
	if err := row.Err(); err != nil {
		t.Errorf("Err gave %v, want nil", err)
	}
	var n int
	if err := row.Scan(&n); !errors.Is(err, errBroken) {
		t.Errorf("Scan gave %v, want the error of the statement", err)
	}
	if _, err := db.Exec("INSERT INTO t VALUES (1)"); !errors.Is(err, errBroken) {
		t.Errorf("Exec gave %v, want the error of the statement", err)
	}
}
