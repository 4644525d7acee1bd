// Package books does not say which database it is for.
package books

import (
	"context"
	"database/sql"
	"net/http"
)

type Store struct{ DB *sql.DB }

func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := s.DB.ExecContext(context.Background(), "DELETE FROM books"); err != nil { // want context-without-deadline hint low
		w.WriteHeader(http.StatusInternalServerError)
	}
}
