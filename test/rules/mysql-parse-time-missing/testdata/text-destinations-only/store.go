// Bytes and strings work without parseTime: a hint, no more.
package store

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop") // want mysql-parse-time-missing hint high
}

func last(db *sql.DB) (at string, raw []byte, err error) {
	err = db.QueryRow("SELECT MAX(created_at), MIN(created_at) FROM events").Scan(&at, &raw)
	return at, raw, err
}
