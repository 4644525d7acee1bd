// Times are scanned, and nothing else that parseTime would change.
package store

import (
	"context"
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset=utf8mb4") // want mysql-parse-time-missing warning high
}

func openWithoutParameters() (*sql.DB, error) {
	dsn := "app@tcp(db:3306)/shop" // want mysql-parse-time-missing warning high
	return sql.Open("mysql", dsn)
}

func lastOrder(ctx context.Context, db *sql.DB) (id int64, created time.Time, err error) {
	row := db.QueryRowContext(ctx, "SELECT id, created_at FROM orders ORDER BY id DESC LIMIT 1")
	err = row.Scan(&id, &created)
	return id, created, err
}
