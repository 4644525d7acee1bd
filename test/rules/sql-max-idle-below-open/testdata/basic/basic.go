package basic

import (
	"database/sql"

	_ "github.com/go-sql-driver/mysql"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(100)
	db.SetMaxIdleConns(10) // want sql-max-idle-below-open info high
	return db, nil
}
