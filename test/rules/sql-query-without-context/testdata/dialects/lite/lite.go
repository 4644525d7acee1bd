// Package lite keeps its rows in SQLite, as its statements say.
package lite

import (
	"context"
	"database/sql"
)

const schema = `CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)`

// Keys is the table.
type Keys struct{ db *sql.DB }

// New makes the table.
func New(ctx context.Context, db *sql.DB) (*Keys, error) {
	_, err := db.ExecContext(ctx, schema)
	return &Keys{db: db}, err
}

// Forget removes a key.
func (k *Keys) Forget(ctx context.Context, name string) error {
	_, err := k.db.Exec("DELETE FROM notes WHERE name = $1", name) // want sql-query-without-context info low
	return err
}
