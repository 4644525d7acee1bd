package sqlite

import (
	"context"
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

type Store struct{ db *sql.DB }

// the database is in the process
func (s *Store) Clear() error {
	_, err := s.db.ExecContext(context.Background(), "DELETE FROM sessions")
	return err
}
