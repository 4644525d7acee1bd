// The limits of one pool are not those of the other.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"time"

	_ "github.com/lib/pq"
)

func openLimited(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	return db, nil
}

func openUnlimited(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return nil, err
	}
	db.SetConnMaxLifetime(time.Hour)
	return db, nil
}

func main() {
	limited, err := openLimited("dbname=a")
	if err != nil {
		log.Fatal(err)
	}
	limited.SetMaxOpenConns(10)
	limited.SetMaxIdleConns(10)
	unlimited, err := openUnlimited("dbname=b")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		log.Print(limited.Ping(), unlimited.Ping())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
