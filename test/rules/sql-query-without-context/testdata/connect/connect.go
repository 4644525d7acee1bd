package connect

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func source(host, password string) (dsn string) {
	dsn = "connect_timeout=30"
	if host != "" {
		dsn += " host=" + host
	}
	dsn += " password=" + password
	return
}

// What a Ping waits for right behind Open is the connection, and the data source name limits that.
func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	if err := db.Ping(); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func Users(host string) (*sql.DB, error)  { return open(source(host, "users")) }
func Orders(host string) (*sql.DB, error) { return open(source(host, "orders") + " sslmode=require") }

// A data source name without a limit for the connect, and one that has it at a Ping of a pool in use.
func openPlain(host string) (*sql.DB, error) {
	db, err := sql.Open("postgres", "host="+host)
	if err != nil {
		return nil, err
	}
	return db, db.Ping() // want sql-query-without-context info high
}

func tenant(ctx context.Context, host string) error {
	db, err := openPlain(host)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.PingContext(ctx)
}

type health struct{ db *sql.DB }

func newHealth(host string) (*health, error) {
	db, err := sql.Open("postgres", "connect_timeout=5 host="+host)
	return &health{db: db}, err
}

// It looks again and again.
func (h *health) watch(ticks <-chan int, report func(error)) {
	for range ticks {
		report(h.check())
	}
}

func (h *health) check() error {
	return h.db.Ping() // want sql-query-without-context info high
}
