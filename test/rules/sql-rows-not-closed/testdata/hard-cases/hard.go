package hard

import (
	"database/sql"
	"errors"
	"sync"
)

type store struct {
	db   *sql.DB
	open *sql.Rows
	mu   sync.Mutex
}

func (s *store) keep() error {
	rows, err := s.db.Query("SELECT n FROM t")
	if err != nil {
		return err
	}
	s.open = rows
	return nil
}

func (s *store) query(q string) (*sql.Rows, error) { return s.db.Query(q) }

// The helper of the program gives fresh rows.
func (s *store) throughHelper() (int, error) {
	rows, err := s.query("SELECT n FROM t") // want sql-rows-not-closed
	if err != nil {
		return 0, err
	}
	if !rows.Next() {
		return 0, errors.New("nothing")
	}
	var n int
	return n, rows.Scan(&n)
}

// A helper that only reads leaves closing to its caller.
func (s *store) helperReads() (int, error) {
	rows, err := s.db.Query("SELECT n FROM t") // want sql-rows-not-closed
	if err != nil {
		return 0, err
	}
	return first(rows)
}

func first(rows *sql.Rows) (int, error) {
	var n int
	if !rows.Next() {
		return 0, rows.Err()
	}
	return n, rows.Scan(&n)
}

// One variable, two queries: the first rows are lost when it gets the second.
func (s *store) overwritten() error {
	rows, err := s.db.Query("SELECT 1") // want sql-rows-not-closed
	if err != nil {
		return err
	}
	if rows.Next() {
		rows, err = s.db.Query("SELECT 2")
		if err != nil {
			return err
		}
	}
	return rows.Close()
}

func (s *store) retried() error {
	var rows *sql.Rows
	var err error
	for range 3 {
		rows, err = s.db.Query("SELECT 1")
		if err == nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return rows.Close()
}

// Several result sets: the end of the first one closes nothing, but Close does.
func (s *store) resultSets() error {
	rows, err := s.db.Query("SELECT 1; SELECT 2")
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

func (s *store) inLiteral() error {
	return s.with(func() error {
		rows, err := s.db.Query("SELECT 1") // want sql-rows-not-closed
		if err != nil {
			return err
		}
		if rows.Next() {
			return errors.New("found")
		}
		return rows.Err()
	})
}

func (s *store) with(f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return f()
}

// The flag says whether the rows are open.
func (s *store) flagged(also bool) error {
	var rows *sql.Rows
	if also {
		var err error
		rows, err = s.db.Query("SELECT 1")
		if err != nil {
			return err
		}
	}
	if rows != nil {
		defer rows.Close()
	}
	return nil
}
