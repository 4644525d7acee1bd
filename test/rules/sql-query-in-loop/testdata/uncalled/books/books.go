package books

import (
	"context"
	"database/sql"
	"net/http"
)

type Shelf interface {
	Titles(ctx context.Context, ids []int) ([]string, error)
}

type shelf struct{ db *sql.DB }

func New(db *sql.DB) Shelf {
	return &shelf{db: db}
}

func (s *shelf) Titles(ctx context.Context, ids []int) ([]string, error) {
	var titles []string
	for _, id := range ids {
		var title string
		err := s.db.QueryRowContext(ctx, "SELECT title FROM books WHERE id = $1", id).Scan(&title) // want sql-query-in-loop hint high
		if err != nil {
			return nil, err
		}
		titles = append(titles, title)
	}
	return titles, nil
}

// The interface leaves it out, and nothing calls it.
func (s *shelf) Authors(ctx context.Context, ids []int) ([]string, error) {
	var authors []string
	for _, id := range ids {
		var author string
		err := s.db.QueryRowContext(ctx, "SELECT author FROM books WHERE id = $1", id).Scan(&author)
		if err != nil {
			return nil, err
		}
		authors = append(authors, author)
	}
	return authors, nil
}

type pages struct{ db *sql.DB }

// NewPages returns what a library calls: its interface names the method.
func NewPages(db *sql.DB) http.Handler {
	return &pages{db: db}
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, id := range r.URL.Query()["id"] {
		var title string
		_ = p.db.QueryRowContext(r.Context(), "SELECT title FROM books WHERE id = $1", id).Scan(&title) // want sql-query-in-loop hint high
		_, _ = w.Write([]byte(title))
	}
}

// Catalogue is exported: other modules could use it too.
type Catalogue struct{ db *sql.DB }

// NewCatalogue makes one.
func NewCatalogue(db *sql.DB) *Catalogue { return &Catalogue{db: db} }

// Size is one of the two that the program asks for.
func (c *Catalogue) Size() int { return c.db.Stats().OpenConnections }

func (c *Catalogue) Years(ctx context.Context, ids []int) error {
	for _, id := range ids {
		var year int
		err := c.db.QueryRowContext(ctx, "SELECT year FROM books WHERE id = $1", id).Scan(&year) // want sql-query-in-loop hint high
		if err != nil {
			return err
		}
	}
	return nil
}
