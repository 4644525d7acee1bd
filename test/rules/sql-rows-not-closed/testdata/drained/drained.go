package drained

import (
	"database/sql"
	"log"
)

// Every path runs Next to its end, but nobody asks for the error: half of the documented way.
func count(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t") // want sql-rows-not-closed info high
	if err != nil {
		return 0, err
	}
	total := 0
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			log.Print(err)
			continue
		}
		total += n
	}
	return total, nil
}

// Closed by the loop and by hand.
func both(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	total := 0
	for rows.Next() {
		total++
	}
	rows.Close()
	return total, nil
}
