package transaction

import (
	"database/sql"
	"log"
	"net/http"
)

// fail rolls back for its callers.
func fail(w http.ResponseWriter, tx *sql.Tx, err error) {
	if tx != nil {
		if err := tx.Rollback(); err != nil {
			log.Print(err)
		}
	}
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

func tell(w http.ResponseWriter, tx *sql.Tx, err error) {
	log.Print(tx != nil, err)
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

type request struct{ tx *sql.Tx }

// rolledBack leaves its rows to a helper that ends the transaction.
func rolledBack(w http.ResponseWriter, r request) {
	rows, err := r.tx.Query("SELECT n FROM t")
	if err != nil {
		fail(w, r.tx, err)
		return
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			fail(w, r.tx, err)
			return
		}
	}
	if err := rows.Err(); err != nil {
		fail(w, r.tx, err)
	}
}

// told leaves them to one that does not.
func told(w http.ResponseWriter, r request) {
	rows, err := r.tx.Query("SELECT n FROM t") // want sql-rows-not-closed hint low
	if err != nil {
		tell(w, r.tx, err)
		return
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			tell(w, r.tx, err)
			return
		}
	}
	if err := rows.Err(); err != nil {
		tell(w, r.tx, err)
	}
}

// another rolls another transaction back.
func another(w http.ResponseWriter, r, other request) {
	rows, err := r.tx.Query("SELECT n FROM t") // want sql-rows-not-closed hint low
	if err != nil {
		tell(w, r.tx, err)
		return
	}
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			fail(w, other.tx, err)
			return
		}
	}
	if err := rows.Err(); err != nil {
		tell(w, r.tx, err)
	}
}

// first ends its own transaction when it returns.
func first(db *sql.DB) (bool, error) {
	tx, err := db.Begin()
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	rows, err := tx.Query("SELECT n FROM t")
	if err != nil {
		return false, err
	}
	for rows.Next() {
		return true, nil
	}
	return false, rows.Err()
}
