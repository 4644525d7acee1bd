// The limits of one pool are not those of the other.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"time"

	_ "github.com/lib/pq"
	"github.com/samber/lo"
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

func openNamed(dsn string) (db *sql.DB, err error) {
	db, err = sql.Open("postgres", dsn)
	if err != nil {
		return
	}
	db.SetMaxOpenConns(10)
	return
}

func main() {
	named, err := openNamed("dbname=n")
	if err != nil {
		log.Fatal(err)
	}
	must := lo.Must(sql.Open("postgres", "dbname=m")) // want sql-pool-unconfigured warning high
	mustLimited := lo.Must(sql.Open("postgres", "dbname=l"))
	mustLimited.SetMaxOpenConns(10)
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
		log.Print(limited.Ping(), unlimited.Ping(), named.Ping(), must.Ping(), mustLimited.Ping())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
