// Package nested shows a goroutine that waits for the connection which its own transaction keeps.
package nested

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
	"testing"
	"time"
)

const limit = 200 * time.Millisecond

type database struct{}

func (database) Connect(context.Context) (driver.Conn, error) { return conn{}, nil }
func (database) Driver() driver.Driver                        { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed here") }
func (conn) Begin() (driver.Tx, error)           { return tx{}, nil }
func (conn) Close() error                        { return nil }

func (conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), nil
}

type tx struct{}

func (tx) Commit() error   { return nil }
func (tx) Rollback() error { return nil }

func pool(t *testing.T, most int) *sql.DB {
	t.Helper()
	db := sql.OpenDB(database{})
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(most)
	return db
}

// executor is a pool or a transaction.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// within begins a transaction, waits until the others have done so, and executes a statement on what it is told.
func within(db *sql.DB, others *sync.WaitGroup, on func(*sql.Tx) executor) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	others.Done()
	others.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	_, err = on(tx).ExecContext(ctx, "DELETE FROM queue")
	return err
}

// callers counts those who run into their deadline.
func callers(t *testing.T, db *sql.DB, n int, on func(*sql.Tx) executor) (late int) {
	t.Helper()
	var others sync.WaitGroup
	others.Add(n)
	failed := make(chan error, n)
	for range n {
		go func() { failed <- within(db, &others, on) }()
	}
	for range n {
		switch err := <-failed; {
		case errors.Is(err, context.DeadlineExceeded):
			late++
		case err != nil:
			t.Error(err)
		}
	}
	return late
}

func TestOneCallerWaitsForItself(t *testing.T) {
	db := pool(t, 1)
	if late := callers(t, db, 1, func(*sql.Tx) executor { return db }); late != 1 {
		t.Errorf("%d late, want 1", late)
	}
	if n := db.Stats().WaitCount; n != 1 {
		t.Errorf("%d waits, want 1", n)
	}
}

func TestAsManyCallersAsConnectionsWaitForEachOther(t *testing.T) {
	db := pool(t, 3)
	if late := callers(t, db, 3, func(*sql.Tx) executor { return db }); late == 0 {
		t.Error("nobody was late")
	}
}

func TestTheTransactionNeedsNoSecondConnection(t *testing.T) {
	db := pool(t, 3)
	if late := callers(t, db, 3, func(tx *sql.Tx) executor { return tx }); late != 0 {
		t.Errorf("%d late, want none", late)
	}
	if n := db.Stats().WaitCount; n != 0 {
		t.Errorf("%d waits, want none", n)
	}
}
