// Package sqlcontext shows a query that goes on when its caller has given up, and a wait for a connection that nothing ends.
package sqlcontext

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 10 * limit
)

// database is one whose statements wait for a lock that nobody gives back.
type database struct{}

func (database) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (database) Driver() driver.Driver                        { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed here") }
func (conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed here") }
func (conn) Close() error                        { return nil }

func (conn) ExecContext(ctx context.Context, _ string, _ []driver.NamedValue) (driver.Result, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// call hands a context that ends soon to what asks the pool, and tells whether that is still waiting long after.
func call(t *testing.T, db *sql.DB, ask func(context.Context) error) (waits bool, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- ask(ctx) }()
	select {
	case err := <-done:
		return false, err
	case <-time.After(wait):
		return true, nil
	}
}

// pool has one connection.
func pool(t *testing.T) *sql.DB {
	t.Helper()
	db := sql.OpenDB(database{})
	db.SetMaxOpenConns(1)
	return db
}

func TestExecGoesOnWithoutItsCaller(t *testing.T) {
	db := pool(t)
	if waits, err := call(t, db, func(context.Context) error {
		_, err := db.Exec("UPDATE locked")
		return err
	}); !waits {
		t.Errorf("it came back: %v", err)
	}
	if used := db.Stats().InUse; used != 1 {
		t.Errorf("%d connections in use, want the one", used)
	}
}

func TestExecContextEndsWithItsCaller(t *testing.T) {
	db := pool(t)
	if waits, err := call(t, db, func(ctx context.Context) error {
		_, err := db.ExecContext(ctx, "UPDATE locked")
		return err
	}); waits || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("still waiting: %t, error %v; want a deadline", waits, err)
	}
	if used := db.Stats().InUse; used != 0 {
		t.Errorf("%d connections in use, want none", used)
	}
}

// taken is a pool whose connection somebody else keeps.
func taken(t *testing.T) *sql.DB {
	t.Helper()
	db := pool(t)
	if _, err := db.Conn(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestPingWaitsForAConnection(t *testing.T) {
	db := taken(t)
	if waits, err := call(t, db, func(context.Context) error { return db.Ping() }); !waits {
		t.Errorf("it came back: %v", err)
	}
	if n := db.Stats().WaitCount; n != 1 {
		t.Errorf("%d waits, want 1", n)
	}
}

func TestPingContextStopsWaiting(t *testing.T) {
	db := taken(t)
	if waits, err := call(t, db, db.PingContext); waits || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("still waiting: %t, error %v; want a deadline", waits, err)
	}
}
