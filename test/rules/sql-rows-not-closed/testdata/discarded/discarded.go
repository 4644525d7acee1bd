package discarded

import (
	"context"
	"database/sql"
)

func update(db *sql.DB) error {
	_, err := db.Query("UPDATE t SET n = 1") // want sql-rows-not-closed warning high
	return err
}

func bare(ctx context.Context, db *sql.DB) {
	db.QueryContext(ctx, "DELETE FROM t") // want sql-rows-not-closed
}

func inGoroutine(db *sql.DB) {
	go db.Query("DELETE FROM t") // want sql-rows-not-closed
}

type querier interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// The interface has no Exec to use instead.
func throughInterface(q querier) error {
	_, err := q.Query("UPDATE t SET n = 1") // want sql-rows-not-closed
	return err
}

func row(db *sql.DB) error {
	_, err := db.Exec("UPDATE t SET n = 1")
	return err
}
