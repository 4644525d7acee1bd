package scripts

import (
	"context"
	"database/sql"
	"io"
	"strings"
)

type Store struct{ conn *sql.Conn }

// Apply runs what it is given to read, however long that takes.
func (s *Store) Apply(script io.Reader) error {
	text, err := io.ReadAll(script)
	if err != nil {
		return err
	}
	statements := string(text[:])
	_, err = s.conn.ExecContext(context.Background(), statements)
	return err
}

// Mark runs one statement of its own.
func (s *Store) Mark(notes io.Reader) error {
	text, err := io.ReadAll(notes)
	if err != nil {
		return err
	}
	_, err = s.conn.ExecContext(context.Background(), "UPDATE marks SET text = $1", string(text)) // want context-without-deadline
	return err
}

// Built puts its statement together.
func (s *Store) Built(names []string) error {
	statement := "UPDATE marks SET text = '' WHERE name IN (" + strings.Join(names, ",") + ")"
	_, err := s.conn.ExecContext(context.Background(), statement) // want context-without-deadline
	return err
}
