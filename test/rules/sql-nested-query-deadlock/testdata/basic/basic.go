package basic

import (
	"context"
	"database/sql"

	_ "github.com/mattn/go-sqlite3"
)

type store struct{ db *sql.DB }

func open(file string) (*store, error) {
	db, err := sql.Open("sqlite3", file)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &store{db: db}, nil
}

func (s *store) tags(ctx context.Context) (map[int][]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM posts")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := map[int][]string{}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		var tag string
		row := s.db.QueryRowContext(ctx, "SELECT tag FROM tags WHERE post = ?", id) // want sql-nested-query-deadlock info high
		if err := row.Scan(&tag); err != nil {
			return nil, err
		}
		found[id] = append(found[id], tag)
	}
	return found, rows.Err()
}

func (s *store) move(ctx context.Context, id int) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO done VALUES (?)", id); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, "DELETE FROM queue WHERE id = ?", id); err != nil { // want sql-nested-query-deadlock info high
		return err
	}
	return tx.Commit()
}
