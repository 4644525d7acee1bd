package main

import (
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/forks/go-sqlite3"
	_ "github.com/lib/pq"
)

// Which of the two it opens, the environment says.
func main() {
	name := fmt.Sprintf("sqlite3_%d", os.Getpid())
	sql.Register(name, &sqlite3.SQLiteDriver{})
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	db, err := sql.Open(name, os.Getenv("DSN")) // want sql-pool-unconfigured info low
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := db.PingContext(r.Context()); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}
