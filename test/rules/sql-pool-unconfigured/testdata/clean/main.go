// Limits set in the function, in a helper, through an interface, on a method value and behind a wrapper.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"time"

	_ "github.com/lib/pq"
)

type limiter interface {
	SetMaxOpenConns(n int)
}

type wrapped struct {
	*sql.DB
}

func openHere(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(10)
	return db, nil
}

func openAndDelegate(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	limit(db)
	return db, nil
}

func limit(l limiter) {
	l.SetMaxOpenConns(10)
}

func openWrapped(dsn string) (*wrapped, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	w := &wrapped{DB: db}
	set := w.SetMaxOpenConns
	set(5)
	w.SetConnMaxLifetime(time.Minute)
	return w, nil
}

// No limit, in so many words: somebody decided.
func openUnlimited(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(0)
	return db, nil
}

func main() {
	db, err := openHere("")
	if err != nil {
		log.Fatal(err)
	}
	other, err := openAndDelegate("")
	if err != nil {
		log.Fatal(err)
	}
	third, err := openWrapped("")
	if err != nil {
		log.Fatal(err)
	}
	fourth, err := openUnlimited("")
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		log.Print(db.Ping(), other.Ping(), third.Ping(), fourth.Ping())
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
