package ledger

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// pgx gives rows beside an error, too: closing them does nothing
func count(ctx context.Context, pool *pgxpool.Pool) (int, error) {
	rows, err := pool.Query(ctx, "select id from ledger")
	defer rows.Close()
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

func countIn(ctx context.Context, tx pgx.Tx) (int, error) {
	rows, err := tx.Query(ctx, "select id from ledger")
	defer rows.Close()
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// database/sql gives nil
func countOver(ctx context.Context, db *sql.DB) (int, error) {
	rows, err := db.QueryContext(ctx, "select id from ledger")
	defer rows.Close() // want close-before-err-check
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}
