package store

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

var DB *sql.DB

func Open(dsn string) (err error) {
	DB, err = sql.Open("mysql", dsn)
	return err
}
