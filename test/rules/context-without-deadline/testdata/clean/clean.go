package clean

import (
	"bufio"
	"context"
	"database/sql"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"time"

	"github.com/redis/go-redis/v9"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

type Store struct {
	db     *sql.DB
	ctx    context.Context
	client *http.Client
	rdb    *redis.Client
}

func NewStore(db *sql.DB) *Store {
	return &Store{db: db, ctx: context.Background(), client: &http.Client{Timeout: 5 * time.Second}}
}

func (s *Store) Caller(ctx context.Context) error { return s.db.PingContext(ctx) }

func (s *Store) Field() error { return s.db.PingContext(s.ctx) }

func (s *Store) Bounded() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.db.PingContext(ctx)
}

func (s *Store) BoundedLater(id int) error {
	ctx := context.Background()
	if id > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, time.Now().Add(time.Second))
		defer cancel()
	}
	return s.db.PingContext(ctx) // bounded on one path: somebody decided
}

func (s *Store) Shadowed(parent context.Context) error {
	ctx := context.Background()
	_ = ctx
	{
		ctx := parent
		return s.db.PingContext(ctx)
	}
}

func (s *Store) Handler(w http.ResponseWriter, r *http.Request) {
	if err := s.db.PingContext(r.Context()); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// the client has a timeout of its own
func (s *Store) Fetch(url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// nothing is known of a client that somebody else made
func Given(client *http.Client, url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func Dial(addr string) (net.Conn, error) {
	d := &net.Dialer{Timeout: time.Second}
	return d.DialContext(context.Background(), "tcp", addr)
}

func DialLater(addr string) (net.Conn, error) {
	var d net.Dialer
	d.Timeout = time.Second
	return d.DialContext(context.Background(), "tcp", addr)
}

func DialLocal(path string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(context.Background(), "unix", path)
}

// a lazy connection waits for nothing
func Connect(target string) (*grpc.ClientConn, error) {
	return grpc.NewClient(target, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

// go-redis looks at the context only with ContextTimeoutEnabled
func (s *Store) Cached(key string) (string, error) {
	return s.rdb.Get(context.Background(), key).Result()
}

// the root of a long-running loop ends with a signal
func (s *Store) Run(updates <-chan int) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	for {
		select {
		case id := <-updates:
			if _, err := s.db.ExecContext(ctx, "UPDATE users SET seen = 1 WHERE id = ?", id); err != nil {
				return err
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// a timer cancels it
func (s *Store) Timer() error {
	ctx, cancel := context.WithCancel(context.Background())
	timer := time.AfterFunc(time.Second, cancel)
	defer timer.Stop()
	return s.db.PingContext(ctx)
}

// another goroutine cancels it
func (s *Store) Watched(stop <-chan struct{}) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-stop
		cancel()
	}()
	return s.db.PingContext(ctx)
}

// cancelled by the function that waits for it
func (s *Store) Raced() error {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.db.PingContext(ctx) }()
	select {
	case err := <-done:
		cancel()
		return err
	case <-time.After(time.Second):
		cancel()
		return ctx.Err()
	}
}

// schema changes take as long as they take
func (s *Store) Migrate() error {
	ctx := context.Background()
	if _, err := s.db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS versions (id int)`); err != nil {
		return err
	}
	var version int
	return s.db.QueryRowContext(ctx, `SELECT max(id) FROM versions`).Scan(&version)
}

var steps = []struct{ name, text string }{
	{"users", "CREATE TABLE users (id int)"},
	{"index", "CREATE INDEX users_id ON users (id)"},
}

func (s *Store) Steps() error {
	for _, step := range steps {
		if _, err := s.db.ExecContext(context.Background(), step.text); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) Script(path string) error {
	script, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(context.Background(), string(script))
	return err
}

// a stream of lines is meant to stay open
func Tail(url string, each func(string)) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		each(lines.Text())
	}
	return lines.Err()
}

// a person at the terminal ends it
func Edit(path string) error {
	cmd := exec.CommandContext(context.Background(), "vi", path)
	cmd.Stdin = os.Stdin
	return cmd.Run()
}

// something else kills it
func Killed(path string) error {
	cmd := exec.CommandContext(context.Background(), "convert", path)
	timer := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	return cmd.Run()
}

// callers with and without a deadline
func (s *Store) One() error { return s.both(context.Background()) }
func (s *Store) Two(ctx context.Context) error {
	return s.both(ctx)
}
func (s *Store) both(ctx context.Context) error { return s.db.PingContext(ctx) }

// anybody can call an exported function
func (s *Store) Three() error                       { return s.Exported(context.Background()) }
func (s *Store) Exported(ctx context.Context) error { return s.db.PingContext(ctx) }

// a request without a context is another rule's business
func Plain(url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// asked to wait
func (s *Store) Lock() error {
	_, err := s.db.ExecContext(context.Background(), "SELECT pg_advisory_lock($1)", 7)
	return err
}

// a local port answers or fails at once
func DialLoopback() (net.Conn, error) {
	return (&net.Dialer{}).DialContext(context.Background(), "tcp", "127.0.0.1:6060")
}

func DialPackets(addr string) (net.Conn, error) {
	return (&net.Dialer{}).DialContext(context.Background(), "udp", addr)
}
