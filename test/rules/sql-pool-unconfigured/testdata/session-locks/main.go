// The lock lives on one of the connections of the pool.
package main

import (
	"database/sql"
	"log"
	"net/http"

	_ "github.com/lib/pq"
)

type server struct {
	db *sql.DB
}

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn) // want sql-pool-unconfigured low
	if err != nil {
		return nil, err
	}
	return db, db.Ping()
}

func (s *server) lock(w http.ResponseWriter, r *http.Request) {
	if _, err := s.db.ExecContext(r.Context(), "SELECT pg_advisory_lock($1)", 7); err != nil {
		http.Error(w, "busy", http.StatusServiceUnavailable)
	}
}

func main() {
	db, err := open("host=db")
	if err != nil {
		log.Fatal(err)
	}
	s := &server{db: db}
	http.HandleFunc("/", s.lock)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
