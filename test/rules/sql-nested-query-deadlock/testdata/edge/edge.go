package edge

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
	_ "github.com/mattn/go-sqlite3"
)

type store struct{ db *sqlx.DB }

func open(file string) *store {
	db := sqlx.MustConnect("sqlite3", file)
	db.SetMaxOpenConns(1)
	return &store{db: db}
}

// A method of the same store asks the same pool.
func (s *store) all(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryxContext(ctx, "SELECT id FROM posts")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		tag, err := s.tagOf(ctx, id) // want sql-nested-query-deadlock info high
		if err != nil {
			return nil, err
		}
		all = append(all, tag)
	}
	return all, rows.Err()
}

func (s *store) tagOf(ctx context.Context, id int) (string, error) {
	var tag string
	err := s.db.GetContext(ctx, &tag, "SELECT tag FROM tags WHERE post = ?", id)
	return tag, err
}

// So does a function that is given the pool.
func (s *store) count(ctx context.Context, name string) error {
	tx, err := s.db.Beginx()
	if err != nil {
		return err
	}
	if err := log(ctx, s.db, name); err != nil { // want sql-nested-query-deadlock info high
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

func log(ctx context.Context, db *sqlx.DB, name string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO log VALUES (?)", name)
	return err
}

// A helper that gets the transaction does not end it.
func (s *store) both(ctx context.Context, id int) error {
	tx, err := s.db.Beginx()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := insert(ctx, tx, id); err != nil {
		return err
	}
	if err := s.db.PingContext(ctx); err != nil { // want sql-nested-query-deadlock info high
		return err
	}
	return tx.Commit()
}

func insert(ctx context.Context, tx *sqlx.Tx, id int) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO done VALUES (?)", id)
	return err
}

// A second begin inside the first one.
func (s *store) twice(ctx context.Context) (*sql.Tx, error) {
	first, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	second, err := s.db.BeginTx(ctx, nil) // want sql-nested-query-deadlock info high
	if err != nil {
		first.Rollback()
		return nil, err
	}
	first.Rollback()
	return second, nil
}
