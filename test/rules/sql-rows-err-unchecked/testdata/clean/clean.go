package clean

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"log"
)

func returned(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	count := 0
	for rows.Next() {
		count++
	}
	return count, rows.Err()
}

func afterClose(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	count := 0
	for rows.Next() {
		count++
	}
	rows.Close()
	if rows.Err() != nil {
		return 0, fmt.Errorf("reading: %w", rows.Err())
	}
	return count, nil
}

func inDeferredLiteral(db *sql.DB) (count int, err error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer func() {
		rows.Close()
		if err == nil {
			err = rows.Err()
		}
	}()
	for rows.Next() {
		count++
	}
	return count, nil
}

// A helper asks.
func finish(rows *sql.Rows, err *error) {
	rows.Close()
	if *err == nil {
		*err = rows.Err()
	}
}

func byHelper(db *sql.DB) (count int, err error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return 0, err
	}
	defer finish(rows, &err)
	for rows.Next() {
		count++
	}
	return count, nil
}

func throughCopy(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	defer rows.Close()
	same := rows
	for same.Next() {
	}
	return rows.Err()
}

// The caller has the rows and may ask.
func handedOn(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		log.Print("row")
	}
	return rows, nil
}

// Its caller asks.
func count(rows *sql.Rows) int {
	n := 0
	for rows.Next() {
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
	n := count(rows)
	return n, rows.Err()
}

// Callers in other packages may ask.
func Exported(rows *sql.Rows) []int {
	var out []int
	for rows.Next() {
		var n int
		if rows.Scan(&n) == nil {
			out = append(out, n)
		}
	}
	return out
}

// The owner of the field asks.
type iterator struct{ rows *sql.Rows }

func (i *iterator) each(f func()) {
	for i.rows.Next() {
		f()
	}
}

func (i *iterator) Err() error { return i.rows.Err() }

func kept(db *sql.DB) (*iterator, error) {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		log.Print("row")
	}
	return &iterator{rows}, nil
}

// Who fails without a row does not take an error for the end.
func mustExist(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t WHERE id = 1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	if !rows.Next() {
		return 0, errors.New("no such row")
	}
	var n int
	err = rows.Scan(&n)
	return n, err
}

func resultSets(db *sql.DB) error {
	rows, err := db.Query("SELECT 1; SELECT 2")
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		for rows.Next() {
		}
		if !rows.NextResultSet() {
			break
		}
	}
	return rows.Err()
}

// A sequence gives the error to whoever ranges over it.
func sequence(db *sql.DB) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		rows, err := db.Query("SELECT n FROM t")
		if err != nil {
			yield(0, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var n int
			if !yield(n, rows.Scan(&n)) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(0, err)
		}
	}
}

// rowserrcheck wants Err where nothing was read as well: before the first Next there is no error to tell.
func neverRead(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	return rows.Close()
}

// Not rows: another type with the same method.
type list struct{ at int }

func (l *list) Next() bool { l.at++; return l.at < 3 }

func other() int {
	l := &list{}
	n := 0
	for l.Next() {
		n++
	}
	return n
}
