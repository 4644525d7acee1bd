package many

import (
	"context"
	"database/sql"

	_ "github.com/lib/pq"
)

func open(dsn string) (*sql.DB, error) {
	db, err := sql.Open("postgres", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(5)
	return db, nil
}

// Store is given a pool by others: every pool of the module has at most five connections.
type Store struct{ DB *sql.DB }

func (s *Store) Move(ctx context.Context, id int) error {
	tx, err := s.DB.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := s.DB.ExecContext(ctx, "DELETE FROM queue WHERE id = $1", id); err != nil { // want sql-nested-query-deadlock hint medium
		return err
	}
	return tx.Commit()
}
