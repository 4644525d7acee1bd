// A string destination would see another format: the fix is only suggested.
package store

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop") // want mysql-parse-time-missing warning high
}

func lastOrder(ctx context.Context, db *sql.DB) (created time.Time, updated string, err error) {
	row := db.QueryRowContext(ctx, "SELECT created_at, updated_at FROM orders")
	err = row.Scan(&created, &updated)
	return created, updated, err
}
