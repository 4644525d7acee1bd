package basic

import (
	"context"
	"database/sql"
	"net"
	"net/http"
	"os/exec"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
)

type Store struct {
	db   *sql.DB
	dbx  *sqlx.DB
	pool *pgxpool.Pool
}

func (s *Store) Rename(id int, name string) error {
	_, err := s.db.ExecContext(context.Background(), "UPDATE users SET name = ? WHERE id = ?", name, id) // want context-without-deadline warning high
	return err
}

func (s *Store) Names() ([]string, error) {
	ctx := context.TODO()
	rows, err := s.db.QueryContext(ctx, "SELECT name FROM users") // want context-without-deadline warning high
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

type keyType struct{}

func (s *Store) Count() (count int, err error) {
	ctx := context.WithValue(context.Background(), keyType{}, "count")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM users").Scan(&count) // want context-without-deadline warning high
	return count, err
}

func (s *Store) Get(id int) (name string, err error) {
	err = s.dbx.GetContext(context.Background(), &name, "SELECT name FROM users WHERE id = ?", id) // want context-without-deadline warning high
	return name, err
}

func (s *Store) Touch(id int) error {
	tag, err := s.pool.Exec(context.Background(), "UPDATE users SET seen = now() WHERE id = $1", id) // want context-without-deadline warning high
	_ = tag
	return err
}

func (s *Store) Detached(ctx context.Context, id int) {
	go func() {
		_, _ = s.db.ExecContext(context.WithoutCancel(ctx), "INSERT INTO audit (id) VALUES (?)", id) // want context-without-deadline warning high
	}()
}

func Fetch(url string) (int, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func Replaced(url string) (int, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	req = req.WithContext(context.Background())
	resp, err := http.DefaultClient.Do(req) // want context-without-deadline warning high
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func Dial(addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(context.Background(), "tcp", addr) // want context-without-deadline warning high
}

func Convert(path string) ([]byte, error) {
	cmd := exec.CommandContext(context.Background(), "ssh", "images", "convert", path, "png:-")
	return cmd.Output() // want context-without-deadline warning high
}

func ConvertAll(path string) error {
	return exec.CommandContext(context.TODO(), "rsync", path, "images:out.png").Run() // want context-without-deadline warning high
}

// passed down to an unexported function that is only ever called so
func (s *Store) Reload() error { return s.reload(context.Background()) }
func (s *Store) Refresh() error {
	return reload(context.Background(), s.db)
}

func (s *Store) reload(ctx context.Context) error {
	return s.db.PingContext(ctx) // want context-without-deadline warning high
}

func reload(ctx context.Context, db *sql.DB) error {
	return db.PingContext(ctx) // want context-without-deadline warning high
}

var background = context.Background()

func (s *Store) Ping() error {
	return s.db.PingContext(background) // want context-without-deadline warning high
}

// Nothing says that it waits for others.
func Resize(path string) error {
	return exec.CommandContext(context.TODO(), "convert", path, "out.png").Run()
}

func Run(program string) error {
	return exec.CommandContext(context.TODO(), program).Run() // want context-without-deadline warning high
}
