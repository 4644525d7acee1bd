package like

import (
	"database/sql"
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
