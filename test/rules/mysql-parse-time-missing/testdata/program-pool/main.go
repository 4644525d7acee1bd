// Nothing imports a program: its variables are all that its own files do with them.
package main

import (
	"database/sql"
	"log"

	_ "github.com/go-sql-driver/mysql"
)

var Ledger *sql.DB

func connect() {
	var err error
	if Ledger, err = sql.Open("mysql", "app@tcp(db:3306)/ledger"); err != nil {
		log.Fatal(err)
	}
}

var Reader *sql.DB

func connectReader() {
	var err error
	if Reader, err = sql.Open("mysql", "app@tcp(db:3306)/reader"); err != nil { // want mysql-parse-time-missing hint high
		log.Fatal(err)
	}
}

func read(query string, into ...any) error { return Reader.QueryRow(query).Scan(into...) }

func main() {
	connect()
	connectReader()
	if _, err := Ledger.Exec("INSERT INTO entries (at) VALUES (now())"); err != nil {
		log.Print(err)
	}
	log.Print(read("SELECT 1"))
}
