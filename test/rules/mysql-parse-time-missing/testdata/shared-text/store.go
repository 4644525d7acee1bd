// Two data sources are made from one text, or the text is part of another: the fix is only suggested.
package store

import (
	"database/sql"
	"fmt"
	"os"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

const base = "app@tcp(db:3306)/shop?charset=utf8mb4" // want mysql-parse-time-missing warning high

func open() (*sql.DB, error) {
	fmt.Println("connecting to", base)
	return sql.Open("mysql", base)
}

func openWithPassword() (*sql.DB, error) {
	dsn := fmt.Sprintf("app:%s@tcp(db:3306)/shop?charset=utf8mb4", os.Getenv("PASSWORD")) // want mysql-parse-time-missing warning high
	return sql.Open("mysql", dsn)
}

func first(db *sql.DB) (at *time.Time, err error) {
	err = db.QueryRow("SELECT MIN(created_at) FROM orders").Scan(&at)
	return at, err
}
