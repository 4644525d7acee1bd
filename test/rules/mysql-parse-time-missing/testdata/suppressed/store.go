package store

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open() (*sql.DB, error) {
	//premortem:ignore mysql-parse-time-missing every time is read as text
	return sql.Open("mysql", "app@tcp(db:3306)/shop")
}
