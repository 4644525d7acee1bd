package replaced

import (
	"database/sql"
	"errors"
)

// What is returned is lost: the deferred literal gives the error of Close instead.
func lost(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	defer func(rows *sql.Rows) {
		err = rows.Close()
	}(rows)
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n, nil
}

// The error of Close goes in only where there is none.
func kept(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n, nil
}

// Both errors come out.
func joined(db *sql.DB) (n int, err error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	defer func() {
		err = errors.Join(err, rows.Close())
	}()
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n, nil
}
