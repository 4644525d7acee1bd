package edge

import (
	"context"
	"database/sql"
	"log"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

type store struct{ db *sql.DB }

type finder interface {
	find(ctx context.Context, id string) error
}

type service struct {
	store  *store
	finder finder
}

func (s *store) find(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return s.db.QueryRowContext(ctx, "SELECT 1 WHERE id = $1", id).Err()
}

// Functions of the module do the work.
func (s *service) show(w http.ResponseWriter, r *http.Request) {
	if s.store.find(context.Background(), r.URL.Path) != nil { // want context-background-in-request warning high
		w.WriteHeader(http.StatusNotFound)
	}
}

// So does the only implementation of an interface.
func (s *service) list(c *gin.Context) {
	ctx := context.Background() // want context-background-in-request warning high
	c.JSON(http.StatusOK, s.finder.find(ctx, c.Param("id")))
}

// echo holds the request.
func (s *service) get(c echo.Context) error {
	return s.store.find(context.Background(), c.Param("id")) // want context-background-in-request warning high
}

// What it calls is not known, but the context ends with the handler.
func (s *service) warm(w http.ResponseWriter, r *http.Request, load func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background()) // want context-background-in-request warning high
	defer cancel()
	if load(ctx) == nil {
		w.WriteHeader(http.StatusNoContent)
	}
}

// A handler calls it.
func (s *service) answer(w http.ResponseWriter, r *http.Request) {
	if s.count(r.Context()) {
		w.WriteHeader(http.StatusNoContent)
	}
}

func (s *service) count(ctx context.Context) bool {
	tx, err := s.store.db.BeginTx(context.Background(), nil) // want context-background-in-request warning high
	if err != nil {
		return false
	}
	defer func() { _ = tx.Rollback() }()
	return tx.Commit() == nil
}

// Nobody is seen to call it.
func (s *service) Fetch(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil) // want context-background-in-request info low
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Only the handler of a literal in it has a request.
func routes(mux *http.ServeMux, s *service) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		log.Println(s.store.find(context.Background(), r.URL.Path)) // want context-background-in-request warning high
	})
}
