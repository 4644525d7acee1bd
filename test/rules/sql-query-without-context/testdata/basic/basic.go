package basic

import (
	"context"
	"database/sql"
	"net/http"
)

type store struct{ db *sql.DB }

func (s *store) names(ctx context.Context) ([]string, error) {
	rows, err := s.db.Query("SELECT name FROM users") // want sql-query-without-context warning high
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func (s *store) rename(ctx context.Context, id int, name string) error {
	tx, err := s.db.Begin() // want sql-query-without-context warning high
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("UPDATE users SET name = ? WHERE id = ?", name, id); err != nil { // want sql-query-without-context warning high
		return err
	}
	return tx.Commit()
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var n int
	err := s.db.QueryRow("SELECT count(*) FROM users").Scan(&n) // want sql-query-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	if err := s.db.Ping(); err != nil { // want sql-query-without-context warning high
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	if err := s.remove(n); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// A handler calls it.
func (s *store) remove(id int) error {
	_, err := s.db.Exec("DELETE FROM users WHERE id = ?", id) // want sql-query-without-context info high
	return err
}
