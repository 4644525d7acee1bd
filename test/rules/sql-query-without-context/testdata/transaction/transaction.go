package transaction

import (
	"database/sql"
	"net/http"

	_ "github.com/lib/pq"
)

var db, _ = sql.Open("postgres", "host=db.internal")

// The end of the request ends the transaction, and with lib/pq the statement.
func bound(w http.ResponseWriter, r *http.Request) {
	tx, err := db.BeginTx(r.Context(), nil)
	if err != nil {
		return
	}
	defer tx.Rollback()
	_, _ = tx.Exec("UPDATE carts SET open = false") // want sql-query-without-context info low
	_ = tx.Commit()
}

func unbound(w http.ResponseWriter, r *http.Request) {
	tx, err := db.Begin() // want sql-query-without-context warning high
	if err != nil {
		return
	}
	defer tx.Rollback()
	_, _ = tx.Exec("UPDATE carts SET open = false") // want sql-query-without-context warning high
	_ = tx.Commit()
}

// Its callers have begun it.
func given(r *http.Request, tx *sql.Tx) error {
	_, err := tx.Exec("UPDATE carts SET open = false") // want sql-query-without-context info low
	return err
}

func handler(w http.ResponseWriter, r *http.Request) {
	tx, err := db.BeginTx(r.Context(), nil)
	if err != nil {
		return
	}
	defer tx.Rollback()
	_ = given(r, tx)
	_ = tx.Commit()
}

func main() {
	http.HandleFunc("/bound", bound)
	http.HandleFunc("/unbound", unbound)
	http.HandleFunc("/given", handler)
}
