package basic

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func names(ctx context.Context, db *sql.DB, ids []int) ([]string, error) {
	names := make([]string, len(ids))
	for i, id := range ids {
		row := db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id) // want sql-query-in-loop hint high
		if err := row.Scan(&names[i]); err != nil {
			return nil, err
		}
	}
	return names, nil
}
