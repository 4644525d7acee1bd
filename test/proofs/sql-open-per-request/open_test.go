// Package open shows what a pool per request costs, and what closing a shared one does.
package open

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const requests = 20

// database counts logins and connections that are open.
type database struct{ logins, open atomic.Int32 }

func (d *database) Connect(context.Context) (driver.Conn, error) {
	d.logins.Add(1)
	d.open.Add(1)
	return &conn{d}, nil
}

func (d *database) Driver() driver.Driver { return nil }

type conn struct{ database *database }

func (c *conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed here") }
func (c *conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed here") }

func (c *conn) Close() error {
	c.database.open.Add(-1)
	return nil
}

func (c *conn) ExecContext(context.Context, string, []driver.NamedValue) (driver.Result, error) {
	return driver.RowsAffected(1), nil
}

// serve sends requests to a handler and gives the errors of its statements.
func serve(handle func(ctx context.Context) error) []error {
	var failures []error
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := handle(r.Context()); err != nil {
			failures = append(failures, err)
		}
	})
	for range requests {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	}
	return failures
}

// openers counts the goroutines of pools that nobody has closed.
func openers() int {
	text := make([]byte, 1<<20)
	return strings.Count(string(text[:runtime.Stack(text, true)]), "database/sql.(*DB).connectionOpener(")
}

// settled gives the number of such goroutines more than before, once it is the one that is expected, or after two seconds.
func settled(before, want int) int {
	deadline := time.Now().Add(2 * time.Second)
	for openers()-before != want && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	return openers() - before
}

func execute(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "UPDATE visits SET n = n + 1")
	return err
}

func TestPoolPerRequestIsLeftBehind(t *testing.T) {
	before := openers()
	var d database
	var pools []*sql.DB
	t.Cleanup(func() {
		for _, db := range pools {
			db.Close()
		}
		settled(before, 0)
	})
	serve(func(ctx context.Context) error {
		db := sql.OpenDB(&d)
		pools = append(pools, db) // only so that the test can tidy up
		return execute(ctx, db)
	})
	if got := d.open.Load(); got != requests {
		t.Errorf("%d connections are open after %d requests, want one each", got, requests)
	}
	if got := settled(before, requests); got != requests {
		t.Errorf("%d goroutines connectionOpener are left, want %d", got, requests)
	}
}

func TestPoolClosedPerRequestLogsInEachTime(t *testing.T) {
	before := openers()
	var d database
	serve(func(ctx context.Context) error {
		db := sql.OpenDB(&d)
		defer db.Close()
		return execute(ctx, db)
	})
	if got := d.logins.Load(); got != requests {
		t.Errorf("%d logins for %d requests, want one each", got, requests)
	}
	if got := settled(before, 0); got != 0 {
		t.Errorf("%d goroutines connectionOpener are left, want none", got)
	}
}

func TestSharedPoolLogsInOnce(t *testing.T) {
	var d database
	db := sql.OpenDB(&d)
	defer db.Close()
	if failures := serve(func(ctx context.Context) error { return execute(ctx, db) }); len(failures) > 0 {
		t.Fatal(failures[0])
	}
	if got := d.logins.Load(); got != 1 {
		t.Errorf("%d logins for %d requests, want 1", got, requests)
	}
}

func TestSharedPoolClosedByTheFirstRequestFailsTheOthers(t *testing.T) {
	var d database
	db := sql.OpenDB(&d)
	failures := serve(func(ctx context.Context) error {
		defer db.Close()
		return execute(ctx, db)
	})
	if len(failures) != requests-1 {
		t.Fatalf("%d of %d requests failed, want all but the first", len(failures), requests)
	}
	if got := failures[0].Error(); got != "sql: database is closed" {
		t.Errorf("got %q", got)
	}
}
