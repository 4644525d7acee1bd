package cancelled

import (
	"context"
	"database/sql"
	"testing"
	"time"
)

type store struct {
	db     *sql.DB
	halted bool
}

func opened(t *testing.T) *store {
	db, err := sql.Open("numbers", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &store{db: db}
}

func (s *store) halt() { s.halted = true }

// The rows end because the store does.
func TestHalt(t *testing.T) {
	s := opened(t)
	rows, err := s.db.QueryContext(context.Background(), "SELECT n FROM numbers")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	ended := make(chan struct{})
	go func() {
		for rows.Next() { // want sql-rows-err-unchecked hint low
			s.halt()
		}
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(time.Second):
		t.Fatal("still going on")
	}
}

// They are counted.
func TestCount(t *testing.T) {
	s := opened(t)
	rows, err := s.db.QueryContext(context.Background(), "SELECT n FROM numbers")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	count := 0
	for rows.Next() { // want sql-rows-err-unchecked info high
		t.Log("row")
		count++
	}
	if count != 3 {
		t.Fatal(count)
	}
}

// The statement is run for what it does.
func TestRun(t *testing.T) {
	s := opened(t)
	rows, err := s.db.QueryContext(context.Background(), "CALL tidy()")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() { // want sql-rows-err-unchecked info high
	}
}
