// Package server keeps its rows in PostgreSQL, as its statements say.
package server

import (
	"context"
	"database/sql"
)

const schema = `CREATE TABLE IF NOT EXISTS keys (id BIGSERIAL PRIMARY KEY, name TEXT)`

// Keys is the table.
type Keys struct{ db *sql.DB }

// New makes the table.
func New(ctx context.Context, db *sql.DB) (*Keys, error) {
	_, err := db.ExecContext(ctx, schema)
	return &Keys{db: db}, err
}

// Remove removes a key.
func (k *Keys) Remove(ctx context.Context, name string) error {
	_, err := k.db.Exec("DELETE FROM keys WHERE name = $1", name) // want sql-query-without-context warning high
	return err
}
