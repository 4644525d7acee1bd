package main

import (
	"context"
	"database/sql"
	"fmt"
	"log"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

type tool struct{ db *sql.DB }

// one run for the person who waits for it
func (t *tool) count(table string) (n int, err error) {
	err = t.db.QueryRowContext(context.Background(), "SELECT count(*) FROM "+table).Scan(&n) // want context-without-deadline hint low
	return n, err
}

func main() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	t := &tool{db}
	n, err := t.count(os.Args[1])
	fmt.Println(n, err)
}
