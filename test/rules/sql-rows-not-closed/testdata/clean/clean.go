package clean

import (
	"database/sql"
	"errors"
	"io"
	"log"
	"net/http"
)

func deferred(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

func inDeferredLiteral(db *sql.DB) (err error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	defer func() {
		if closeErr := rows.Close(); err == nil {
			err = closeErr
		}
	}()
	rows.Next()
	return rows.Err()
}

func byHelper(db *sql.DB) error {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	defer shut(rows)
	rows.Next()
	return nil
}

func shut(c io.Closer) { _ = c.Close() }

func scanned(db *sql.DB) ([]int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func collect(rows *sql.Rows) ([]int, error) {
	defer rows.Close()
	var out []int
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

func handedOn(db *sql.DB) (*sql.Rows, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		log.Print(err)
	}
	return rows, err
}

func passedThrough(db *sql.DB) (*sql.Rows, error) { return db.Query("SELECT n FROM t") }

// The iterator closes what it holds.
type iterator struct{ rows *sql.Rows }

func (i *iterator) Next() bool   { return i.rows.Next() }
func (i *iterator) Close() error { return i.rows.Close() }

func iterate(db *sql.DB) (*iterator, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return nil, err
	}
	return &iterator{rows: rows}, nil
}

func sent(db *sql.DB, out chan<- *sql.Rows) error {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	out <- rows
	return nil
}

// The documented way without Close: the loop runs to its end, and Err is asked.
func drained(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	count := 0
	for rows.Next() {
		count++
	}
	if err := rows.Err(); err != nil {
		return 0, err
	}
	return count, nil
}

// sqlclosecheck marks this very code as wrong in one file of its tests and as right in another: log.Fatal ends the
// process, and every other path has run Next to its end.
func drainedOrFatal(db *sql.DB) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		log.Fatal(err)
	}
	names := []string{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			log.Fatal(err)
		}
		names = append(names, name)
	}
	if err := rows.Err(); err != nil {
		log.Fatal(err)
	}
	log.Print(names)
}

func closedBeforeReturn(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, errors.New("nothing")
	}
	var n int
	err = rows.Scan(&n)
	rows.Close()
	return n, err
}

func onlyWhenFound(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT n FROM t")
	if err == nil {
		defer rows.Close()
		for rows.Next() {
			var n int
			if err := rows.Scan(&n); err != nil {
				return 0, err
			}
		}
	}
	return 0, err
}

// The error goes through a function before it is looked at.
func converted(db *sql.DB, convert func(error) error) error {
	rows, err := db.Query("SELECT n FROM t")
	err = convert(err)
	if err != nil {
		return err
	}
	defer rows.Close()
	return nil
}

func convertedInPlace(db *sql.DB, convert func(error) error) error {
	rows, err := db.Query("SELECT n FROM t")
	if err := convert(err); err != nil {
		return err
	}
	return rows.Close()
}

// Not a query of a database.
func values(r *http.Request) string {
	query := r.URL.Query()
	return query.Get("q")
}
