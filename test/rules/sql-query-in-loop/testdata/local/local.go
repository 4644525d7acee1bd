package local

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

// SQLite answers without a way there and back.
func file(ctx context.Context, ids []int) error {
	db, err := sql.Open("sqlite3", "file:local.db")
	if err != nil {
		return err
	}
	defer db.Close()
	for _, id := range ids {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT n FROM counts WHERE id = ?", id).Scan(&n); err != nil {
			return err
		}
	}
	return nil
}

// It may be either.
func any(ctx context.Context, db *sql.DB, ids []int) error {
	for _, id := range ids {
		var n int
		if err := db.QueryRowContext(ctx, "SELECT n FROM counts WHERE id = ?", id).Scan(&n); err != nil { // want sql-query-in-loop hint low
			return err
		}
	}
	return nil
}
