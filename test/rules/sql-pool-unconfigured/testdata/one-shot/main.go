// One statement after the other, then the end: one connection.
package main

import (
	"database/sql"
	"log"

	_ "github.com/go-sql-driver/mysql"
)

type job struct {
	db *sql.DB
}

func (j *job) run() error {
	_, err := j.db.Exec("DELETE FROM sessions WHERE expired")
	return err
}

func main() {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/app")
	if err != nil {
		log.Fatal(err)
	}
	j := &job{db: db}
	if err := j.run(); err != nil {
		log.Fatal(err)
	}
}
