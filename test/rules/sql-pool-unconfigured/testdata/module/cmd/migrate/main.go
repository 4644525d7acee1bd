// A one-shot command of a module that also has a server.
package main

import (
	"database/sql"
	"log"

	_ "github.com/go-sql-driver/mysql"
)

var db *sql.DB

func main() {
	var err error
	db, err = sql.Open("mysql", "root@tcp(db:3306)/shop")
	if err != nil {
		log.Fatal(err)
	}
	step("CREATE TABLE a (id INT)")
	step("CREATE TABLE b (id INT)")
}

func step(statement string) {
	if _, err := db.Exec(statement); err != nil {
		log.Fatal(err)
	}
}
