// Package accounts has words that only a server understands.
package accounts

import (
	"context"
	"database/sql"
	"net/http"
)

type Store struct{ DB *sql.DB }

func (s *Store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := s.DB.ExecContext(context.Background(), "DELETE FROM accounts WHERE id = ANY($1)", r.URL.Path); err != nil { // want context-without-deadline warning high
		w.WriteHeader(http.StatusInternalServerError)
	}
}
