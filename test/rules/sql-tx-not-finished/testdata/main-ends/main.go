package main

import (
	"database/sql"
	"log"
	"os"
)

// The rest of main misses the connection, the database the commit.
func main() {
	db, err := sql.Open("sqlite", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	tx, err := db.Begin() // want sql-tx-not-finished info high
	if err != nil {
		log.Fatal(err)
	}
	if _, err := tx.Exec("DELETE FROM t"); err != nil {
		log.Fatal(err)
	}
	if _, err := db.Exec("VACUUM"); err != nil {
		log.Fatal(err)
	}
}
