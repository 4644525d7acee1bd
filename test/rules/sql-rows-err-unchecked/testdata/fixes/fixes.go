package fixes

import (
	"database/sql"
	"sync"
)

// The lock is given back by hand: an additional return would keep it.
func locked(db *sql.DB, mu *sync.Mutex) (int, error) {
	mu.Lock()
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		mu.Unlock()
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	mu.Unlock()
	return n, nil
}

// The transaction is ended by hand.
func inTransaction(db *sql.DB) (int, error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	rows, err := tx.Query("SELECT n FROM t")
	if err != nil {
		tx.Rollback()
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n, tx.Commit()
}

// Closing the rows themselves by hand is no obstacle: they are closed at the end of the loop.
func closedByHand(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	rows.Close()
	return n, nil
}

// Deferred releases run whatever returns.
func deferred(db *sql.DB, mu *sync.Mutex) (int, error) {
	mu.Lock()
	defer mu.Unlock()
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n, nil
}
