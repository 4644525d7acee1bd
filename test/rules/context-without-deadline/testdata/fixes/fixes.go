package fixes

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"os/exec"
	clock "time"

	"github.com/jackc/pgx/v5"
)

type store struct {
	db *sql.DB
	tx *sql.Tx
}

var started = clock.Now()

// in a loop each call gets its own deadline
func (s *store) DeleteAll(ids []int) error {
	ctx := context.Background()
	for _, id := range ids {
		_, err := s.db.ExecContext(ctx, "DELETE FROM users WHERE id = ?", id) // want context-without-deadline warning high
		if err != nil {
			return err
		}
	}
	return nil
}

// nowhere to cancel: no fix
func (s *store) DeleteEach(ids []int) error {
	for _, id := range ids {
		if _, err := s.db.ExecContext(context.Background(), "DELETE FROM users WHERE id = ?", id); err != nil { // want context-without-deadline warning high
			return err
		}
	}
	return nil
}

// the rows outlive the function: no fix
func (s *store) Rows() (*sql.Rows, error) {
	return s.db.QueryContext(context.Background(), "SELECT id FROM users") // want context-without-deadline warning high
}

func (s *store) RowsLater() (*sql.Rows, error) {
	rows, err := s.db.QueryContext(context.Background(), "SELECT id FROM users") // want context-without-deadline warning high
	if err != nil {
		return nil, err
	}
	return rows, nil
}

func (s *store) Begin() error {
	tx, err := s.db.BeginTx(context.Background(), nil) // want context-without-deadline hint low
	if err != nil {
		return err
	}
	s.tx = tx
	return nil
}

func open(url string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// read here
func (s *store) Name(id int) (name string, err error) {
	err = s.db.QueryRowContext(context.Background(), "SELECT name FROM users WHERE id = ?", id).Scan(&name) // want context-without-deadline warning high
	return name, err
}

func scan(row *sql.Row) (name string, err error) {
	err = row.Scan(&name)
	return name, err
}

func (s *store) Scanned(id int) (string, error) {
	return scan(s.db.QueryRowContext(context.Background(), "SELECT name FROM users WHERE id = ?", id)) // want context-without-deadline warning high
}

// the context is used again for something that must live longer
func (s *store) Watch(run func(context.Context) error) error {
	ctx := context.Background()
	if err := s.db.PingContext(ctx); err != nil { // want context-without-deadline warning high
		return err
	}
	return run(ctx)
}

// the deferred and the started call are evaluated at another time: no fix
func (s *store) Later() {
	defer s.db.ExecContext(context.Background(), "DELETE FROM locks") // want context-without-deadline warning high
	go s.db.ExecContext(context.Background(), "DELETE FROM locks")    // want context-without-deadline warning high
}

// names that are taken
func (s *store) Taken(ctx string, cancel bool) error {
	if cancel {
		return nil
	}
	_, err := s.db.ExecContext(context.Background(), "DELETE FROM users WHERE name = ?", ctx) // want context-without-deadline warning high
	return err
}

// an import that is hidden: no fix
func (s *store) Hidden(context_ context.Context, context string) error {
	return s.db.PingContext(background) // want context-without-deadline warning high
}

var background = context.Background()

func convert(path string) error {
	cmd := exec.CommandContext(context.Background(), "curl", "-T", path, "https://images.example")
	cmd.Dir = "/tmp"
	return cmd.Run() // want context-without-deadline warning high
}

func collect(conn *pgx.Conn) ([]string, error) {
	rows, err := conn.Query(context.Background(), "SELECT name FROM users") // want context-without-deadline warning high
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

// seen by a closure that runs later: no fix
func (s *store) Lazy() func() bool {
	rows, err := s.db.QueryContext(context.Background(), "SELECT id FROM users") // want context-without-deadline warning high
	if err != nil {
		return nil
	}
	return func() bool { return rows.Next() }
}
