package connect

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

// Client works on a server that somebody has named.
type Client interface {
	Create(name string) error
	Close()
}

type remote struct{ db *sql.DB }

// New opens a pool for one operation: who gets it closes it.
func New(dsn string) (Client, error) {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured hint low
	if err != nil {
		return nil, err
	}
	if err := db.Ping(); err != nil {
		return nil, err
	}
	return &remote{db: db}, nil
}

// NewShared opens one that its caller keeps.
func NewShared(dsn string) (Client, error) {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return &remote{db: db}, nil
}

func (r *remote) Create(name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_, err := r.db.ExecContext(ctx, "CREATE DATABASE "+name)
	return err
}

func (r *remote) Close() {
	_ = r.db.Close()
}

// NewSpare is called by nobody.
func NewSpare(dsn string) (Client, error) {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured low
	if err != nil {
		return nil, err
	}
	return &remote{db: db}, nil
}
