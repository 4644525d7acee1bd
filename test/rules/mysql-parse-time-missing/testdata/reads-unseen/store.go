// Pools of which not every use is seen, or through which anything is read.
package main

import (
	"database/sql"
	"fmt"

	_ "github.com/go-sql-driver/mysql"
)

type store struct{ DB *sql.DB }

// An exported field is anybody's.
func open() (*store, error) {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/one") // want mysql-parse-time-missing hint high
	if err != nil {
		return nil, err
	}
	return &store{DB: db}, db.Ping()
}

var pools = map[string]*sql.DB{}

func shared() error {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/two") // want mysql-parse-time-missing hint high
	if err != nil {
		return err
	}
	pools["two"] = db
	return db.Ping()
}

func rowsOf(query string, into ...any) error {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/three") // want mysql-parse-time-missing hint high
	if err != nil {
		return err
	}
	defer db.Close()
	return db.QueryRow(query).Scan(into...)
}

func main() {
	fmt.Println(open())
	fmt.Println(shared(), pools)
	fmt.Println(rowsOf("SELECT 1"))
}
