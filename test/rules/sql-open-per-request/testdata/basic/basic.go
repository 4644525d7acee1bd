package basic

import (
	"database/sql"
	"net/http"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func closed(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", os.Getenv("DSN")) // want sql-open-per-request warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer db.Close()
	if _, err := db.ExecContext(r.Context(), "UPDATE visits SET n = n + 1"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func left(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/app") // want sql-open-per-request warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := db.PingContext(r.Context()); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	}
}

var shared *sql.DB

func health(w http.ResponseWriter, r *http.Request) {
	defer shared.Close() // want sql-open-per-request warning high
	if err := shared.PingContext(r.Context()); err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
	}
}
