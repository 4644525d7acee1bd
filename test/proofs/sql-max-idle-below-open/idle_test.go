// Package idle shows that a pool closes the connections that come back beyond its idle limit, and dials them anew.
package idle

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync/atomic"
	"testing"
)

const (
	most   = 10
	rounds = 5
)

// database counts logins.
type database struct{ logins atomic.Int32 }

func (d *database) Connect(context.Context) (driver.Conn, error) {
	d.logins.Add(1)
	return conn{}, nil
}

func (d *database) Driver() driver.Driver { return nil }

type conn struct{}

func (conn) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not needed here") }
func (conn) Begin() (driver.Tx, error)           { return nil, errors.New("not needed here") }
func (conn) Close() error                        { return nil }

// load takes every connection at once and gives all back, round after round.
func load(t *testing.T, limit func(*sql.DB)) (logins int32, closed int64) {
	t.Helper()
	var d database
	db := sql.OpenDB(&d)
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(most)
	limit(db)
	for range rounds {
		var taken []*sql.Conn
		for range most {
			c, err := db.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			taken = append(taken, c)
		}
		for _, c := range taken {
			c.Close()
		}
	}
	return d.logins.Load(), db.Stats().MaxIdleClosed
}

func TestDefaultIdleLimitClosesAllButTwo(t *testing.T) {
	logins, closed := load(t, func(*sql.DB) {})
	if want := int64(rounds * (most - 2)); closed != want {
		t.Errorf("%d connections closed, want %d", closed, want)
	}
	if want := int32(most + (rounds-1)*(most-2)); logins != want {
		t.Errorf("%d logins, want %d", logins, want)
	}
}

func TestLowerIdleLimitClosesTheSurplus(t *testing.T) {
	_, closed := load(t, func(db *sql.DB) { db.SetMaxIdleConns(most / 2) })
	if want := int64(rounds * most / 2); closed != want {
		t.Errorf("%d connections closed, want %d", closed, want)
	}
}

func TestEqualIdleLimitKeepsAll(t *testing.T) {
	logins, closed := load(t, func(db *sql.DB) { db.SetMaxIdleConns(most) })
	if closed != 0 || logins != most {
		t.Errorf("%d connections closed and %d logins, want none and %d", closed, logins, most)
	}
}
