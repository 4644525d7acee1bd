package store

import (
	"database/sql"
	"testing"

	_ "github.com/go-sql-driver/mysql"
)

var db *sql.DB

func TestPing(t *testing.T) {
	var err error
	db, err = sql.Open("mysql", "root@tcp(localhost:3306)/test")
	if err != nil {
		t.Fatal(err)
	}
	go db.Ping()
}
