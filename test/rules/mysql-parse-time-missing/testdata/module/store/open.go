package store

import (
	"database/sql"

	"example.com/shop/config"
	_ "github.com/go-sql-driver/mysql"
)

func Open() (*sql.DB, error) {
	return sql.Open("mysql", config.DSN) // want mysql-parse-time-missing warning high
}
