// The time may come from the other database: one step less sure.
package store

import (
	"database/sql"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/lib/pq"
)

func orders() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop") // want mysql-parse-time-missing info medium
}

func events() (*sql.DB, error) { return sql.Open("postgres", "dbname=events") }

func last(db *sql.DB) (at time.Time, err error) {
	err = db.QueryRow("SELECT MAX(created_at) FROM events").Scan(&at)
	return at, err
}
