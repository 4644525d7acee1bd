package edge

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/jmoiron/sqlx"
)

type user struct {
	ID   int
	Name string
}

type store struct {
	*sqlx.DB
}

func (s *store) all(ctx context.Context) ([]user, error) {
	var users []user
	err := s.Select(&users, "SELECT id, name FROM users") // want sql-query-without-context warning high
	return users, err
}

func (s *store) one(ctx context.Context, id int) (user, error) {
	var u user
	err := s.Get(&u, "SELECT id, name FROM users WHERE id = ?", id) // want sql-query-without-context warning high
	return u, err
}

// The transaction leaves the function: it may be meant to outlive the context.
func (s *store) begin(ctx context.Context) (*sqlx.Tx, error) {
	return s.Beginx() // want sql-query-without-context info medium
}

type source struct {
	db   *sql.DB
	rows *sql.Rows
}

func (s *source) connect(ctx context.Context) (err error) {
	s.rows, err = s.db.Query("SELECT name FROM users") // want sql-query-without-context info medium
	return err
}

func (s *store) handle(c *gin.Context) {
	_, err := s.Exec("DELETE FROM sessions WHERE token = ?", c.Param("token")) // want sql-query-without-context warning high
	if err != nil {
		c.Error(err)
	}
}

// A literal that is handed on may run later, without the context.
func (s *store) later(ctx context.Context, do func(func() error) error) error {
	return do(func() error {
		_, err := s.Exec("DELETE FROM sessions") // want sql-query-without-context info medium
		return err
	})
}

// The work of a goroutine of its own outlives the request on purpose.
func (s *store) detached(ctx context.Context) {
	go func() {
		_, _ = s.Exec("DELETE FROM sessions") // want sql-query-without-context info high
	}()
}

// Behind the end of the context another one is needed.
func (s *store) last(ctx context.Context) error {
	<-ctx.Done()
	_, err := s.Exec("UPDATE workers SET running = 0") // want sql-query-without-context info high
	return err
}

func (s *store) case_(ctx context.Context, work <-chan int) error {
	select {
	case <-ctx.Done():
		_, err := s.Exec("UPDATE workers SET running = 0") // want sql-query-without-context info high
		return err
	case n := <-work:
		_, err := s.Exec("UPDATE workers SET n = ?", n) // want sql-query-without-context warning high
		return err
	}
}

// The rows leave the function, and would end with the context that it makes: no fix.
func rows(db *sql.DB) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		return nil, err
	}
	return db.Query("SELECT name FROM users") // want sql-query-without-context info medium
}

func prepared(ctx context.Context, stmt *sql.Stmt, id int) error {
	_, err := stmt.Exec(id) // want sql-query-without-context warning high
	return err
}

// A context that never ends is none.
func background(db *sql.DB, id int) error {
	ctx := context.Background()
	_ = ctx
	_, err := db.Exec("DELETE FROM users WHERE id = ?", id) // want sql-query-without-context info high
	return err
}

func forCaller(ctx context.Context, db *sql.DB, id int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return background(db, id)
}

type table struct{ name string }

func (t table) purge() string {
	return fmt.Sprintf("DELETE FROM %s WHERE closed", t.name)
}

// A method puts the text together, and it changes rows.
func purge(ctx context.Context, db *sql.DB, t table) error {
	statement := t.purge()
	_, err := db.Exec(statement) // want sql-query-without-context warning high
	return err
}
