package like

import (
	"database/sql"
	"errors"
	"log"
)

// size takes a table that it cannot ask about for an empty one, whatever the reason is.
func size(db *sql.DB, table string) int {
	var n int
	rows, err := db.Query("SELECT count FROM sizes WHERE name = ?", table)
	if rows != nil {
		defer rows.Close()
	}
	if err != nil || !rows.Next() || rows.Scan(&n) != nil {
		log.Print("no size of ", table)
		return 0
	}
	return n
}

// known says that a table does not exist where the question failed.
func known(db *sql.DB, table string) bool {
	rows, err := db.Query("SELECT count FROM sizes WHERE name = ?", table)
	if err != nil {
		log.Fatal(err)
	}
	defer rows.Close()
	if !rows.Next() { // want sql-rows-err-unchecked info high
		return false
	}
	return true
}

// either goes on where there was no error, and the end is no error for it.
func either(db *sql.DB, table string) bool {
	rows, err := db.Query("SELECT count FROM sizes WHERE name = ?", table)
	if rows != nil {
		defer rows.Close()
	}
	if err == nil && rows.Next() {
		return true
	}
	return false
}

// find fails whether the rows end or the reading does.
func find(db *sql.DB, name string) (int, error) {
	rows, err := db.Query("SELECT name, count FROM sizes")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var each string
		var n int
		if err := rows.Scan(&each, &n); err != nil {
			return 0, err
		}
		if each == name {
			return n, nil
		}
	}
	return 0, errors.New("no such table")
}

// sum fails only where there was nothing.
func sum(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT count FROM sizes")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	total := 0
	for rows.Next() { // want sql-rows-err-unchecked warning high
		var n int
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
		total += n
	}
	if total == 0 {
		return 0, errors.New("nothing")
	}
	return total, nil
}

// again reads on with the same variable.
func again(db *sql.DB) int {
	rows, err := db.Query("SELECT count FROM sizes")
	if err != nil {
		log.Fatal(err)
	}
	total := 0
	for rows.Next() { // want sql-rows-err-unchecked warning high
		total++
	}
	rows, err = db.Query("SELECT count FROM others")
	if err != nil {
		log.Fatal(err)
	}
	for rows.Next() { // want sql-rows-err-unchecked warning high
		total++
	}
	return total
}
