package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

type Store struct {
	db *sqlx.DB
}

func Open(dsn string) (*Store, error) {
	db, err := sqlx.Connect("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	return &Store{db: db}, nil
}

func MustOpen(dsn string) *Store {
	db := sqlx.MustConnect("mysql", dsn) // want sql-pool-unconfigured warning high
	return &Store{db: db}
}

func (s *Store) Ping(ctx context.Context) error {
	return s.db.PingContext(ctx)
}
