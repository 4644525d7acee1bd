package main

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/lib/pq"
)

// The configuration of the driver limits its reads.
func limited(w http.ResponseWriter, r *http.Request) {
	cfg := mysql.Config{User: "shop", Net: "tcp", Addr: "db:3306", ReadTimeout: 5 * time.Second}
	db, err := sql.Open("mysql", cfg.FormatDSN())
	if err != nil {
		return
	}
	defer db.Close()
	_, _ = db.Exec("UPDATE carts SET open = false") // want sql-query-without-context info low
}

// The server ends the statement.
func ended(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("postgres", "host=db statement_timeout=3000")
	if err != nil {
		return
	}
	defer db.Close()
	_, _ = db.Exec("UPDATE carts SET open = false") // want sql-query-without-context info low
}

// A dial timeout is none for a statement.
func open(w http.ResponseWriter, r *http.Request) {
	connector, err := pq.NewConnector("host=db connect_timeout=3")
	if err != nil {
		return
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	_, _ = db.Exec("UPDATE carts SET open = false") // want sql-query-without-context info medium
}

// The goroutine goes on when the handler has answered, which ends the context of the request.
func start(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	go renew(ctx, cancel, shop)
	w.WriteHeader(http.StatusAccepted)
}

func renew(ctx context.Context, cancel context.CancelFunc, db *sql.DB) {
	defer cancel()
	tx, err := db.Begin() // want sql-query-without-context info low
	if err != nil {
		return
	}
	defer tx.Commit()
	use(ctx)
}

// The handler waits for it.
func wait(w http.ResponseWriter, r *http.Request) { again(r.Context(), shop) }

func again(ctx context.Context, db *sql.DB) {
	tx, err := db.Begin() // want sql-query-without-context info medium
	if err != nil {
		return
	}
	defer tx.Commit()
	use(ctx)
}

func use(ctx context.Context) {}

var shop, _ = sql.Open("postgres", "host=db")

func main() {
	http.HandleFunc("/limited", limited)
	http.HandleFunc("/ended", ended)
	http.HandleFunc("/open", open)
	http.HandleFunc("/start", start)
	http.HandleFunc("/wait", wait)
	_ = http.ListenAndServe(":8080", nil)
}
