package hard

import (
	"database/sql"
	"errors"
	"log"
)

// One row at most: an error is taken for "no such row".
func exists(db *sql.DB) (bool, error) {
	rows, err := db.Query("SELECT 1 FROM t WHERE id = 1")
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if rows.Next() { // want sql-rows-err-unchecked info high
		return true, nil
	}
	return false, nil
}

func firstOfLoop(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked info high
		var n int
		err := rows.Scan(&n)
		return n, err
	}
	return 0, nil
}

func resultSets(db *sql.DB) error {
	rows, err := db.Query("SELECT 1; SELECT 2")
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		for rows.Next() { // want sql-rows-err-unchecked warning high
		}
		if !rows.NextResultSet() { // want sql-rows-err-unchecked info high
			break
		}
	}
	return nil
}

func withBreak(db *sql.DB) int {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0
	}
	defer rows.Close()
	n := 0
	for {
		if !rows.Next() { // want sql-rows-err-unchecked warning high
			break
		}
		n++
	}
	return n
}

func limited(db *sql.DB, limit int) int {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0
	}
	defer rows.Close()
	n := 0
	for n < limit && rows.Next() { // want sql-rows-err-unchecked warning high
		n++
	}
	return n
}

// Neither the helper nor its only caller asks.
func count(rows *sql.Rows) int {
	n := 0
	for rows.Next() { // want sql-rows-err-unchecked
		n++
	}
	return n
}

func counted(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	return count(rows), nil
}

// A helper that reads one row does not ask for the end of all.
func byHelper(db *sql.DB) ([]int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int
	for rows.Next() { // want sql-rows-err-unchecked
		n, err := scanOne(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

type scanner interface{ Scan(dest ...any) error }

func scanOne(row scanner) (n int, err error) {
	err = row.Scan(&n)
	return n, err
}

func inLiteral(db *sql.DB) func() int {
	return func() int {
		rows, err := db.Query("SELECT n FROM t")
		if err != nil {
			return 0
		}
		defer rows.Close()
		n := 0
		for rows.Next() { // want sql-rows-err-unchecked
			n++
		}
		return n
	}
}

func printed(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked
	}
	log.Println("read", rows)
	return errors.Join()
}
