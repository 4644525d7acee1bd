package doubt

import (
	"context"
	"database/sql"
	"net/http"
	"os/exec"
)

type store struct{ db *sql.DB }

type service struct{ store *store }

func (s *store) find(ctx context.Context, id string) error {
	return s.db.QueryRowContext(ctx, "SELECT 1 WHERE id = $1", id).Err()
}

// What came before went well, and got the context: this may be meant to go on.
func (s *service) move(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	if err := s.store.find(ctx, "a"); err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if s.store.find(context.Background(), "b") != nil { // want context-background-in-request info low
		w.WriteHeader(http.StatusNotFound)
	}
}

// Somebody has said why.
func (s *service) pay(w http.ResponseWriter, r *http.Request) {
	// the payment must not end halfway
	if s.store.find(context.Background(), r.URL.Path) != nil { // want context-background-in-request info low
		w.WriteHeader(http.StatusNotFound)
	}
}

// The other command gets the context: whoever runs this one ends it.
func (s *service) run(ctx context.Context, own func(context.Context, *exec.Cmd) error) error {
	if own == nil {
		return exec.CommandContext(ctx, "git", "fetch").Run()
	}
	cmd := exec.CommandContext(context.TODO(), "git", "fetch") // want context-background-in-request info low
	return own(ctx, cmd)
}

// It is not seen that anything is waited for.
func (s *service) note(w http.ResponseWriter, r *http.Request) {
	remember(context.Background()) // want context-background-in-request info low
}

func remember(ctx context.Context) {}

func (s *service) replace(ctx context.Context) {
	ctx = context.Background() // want context-background-in-request info low
	remember(ctx)
}

// The function that is called takes no context, although those that call it have one.
func (s *service) open(w http.ResponseWriter, r *http.Request) {
	if s.refresh() != nil {
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *service) refresh() error {
	return s.store.find(context.Background(), "c") // want context-background-in-request info low
}

// Ended between its steps it leaves orders without their items.
func (s *service) remove(w http.ResponseWriter, r *http.Request) {
	if err := s.purge(context.Background(), r.URL.Path); err != nil { // want context-background-in-request info low
		w.WriteHeader(http.StatusInternalServerError)
	}
}

func (s *service) purge(ctx context.Context, id string) error {
	if _, err := s.store.db.ExecContext(ctx, "DELETE FROM items WHERE id = $1", id); err != nil {
		return err
	}
	return s.store.forget(ctx, id)
}

func (s *store) forget(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, "DELETE FROM orders WHERE id = $1", id)
	return err
}

// One step is done or not.
func (s *service) drop(w http.ResponseWriter, r *http.Request) {
	if err := s.store.forget(context.Background(), r.URL.Path); err != nil { // want context-background-in-request warning high
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// What is looked for leaves nothing behind.
func (s *service) look(w http.ResponseWriter, r *http.Request) {
	if s.both(context.Background(), r.URL.Path) != nil { // want context-background-in-request warning high
		w.WriteHeader(http.StatusNotFound)
	}
}

func (s *service) both(ctx context.Context, id string) error {
	var name string
	if err := s.store.db.QueryRowContext(ctx, "SELECT name FROM a WHERE id = $1", id).Scan(&name); err != nil {
		return err
	}
	return s.store.db.QueryRowContext(ctx, "SELECT name FROM b WHERE id = $1", id).Scan(&name)
}
