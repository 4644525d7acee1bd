package basic

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"
)

func files(names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop warning high
		if _, err := io.Copy(io.Discard, f); err != nil {
			return err
		}
	}
	return nil
}

func bodies(urls []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 512))
	}
}

// the body of an answer that failed is not read
func someBodies(urls []string) {
	for _, url := range urls {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		defer resp.Body.Close() // want defer-in-loop warning high
		if resp.StatusCode != http.StatusOK {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
	}
}

// what is collected are the answers, and no answer needs its context any more
func deadlines(ask func(context.Context) (int, error)) ([]int, error) {
	var all []int
	for range 100 {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel() // want defer-in-loop warning high
		n, err := ask(ctx)
		if err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, nil
}

type registry struct {
	mu    sync.Mutex
	names []string
}

func (r *registry) add(names []string) {
	for _, name := range names {
		r.mu.Lock()
		defer r.mu.Unlock() // want defer-in-loop
		r.names = append(r.names, name)
	}
}

type table struct {
	mu   sync.RWMutex
	rows map[string]int
}

func (t *table) sum(names []string) (sum int) {
	for _, name := range names {
		t.mu.RLock()
		defer t.mu.RUnlock() // want defer-in-loop
		sum += t.rows[name]
	}
	return sum
}

func (t *table) set(name string, value int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows[name] = value
}

func heartbeat(ctx context.Context, every <-chan time.Time) {
	for range every {
		one, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop
		_ = exec.CommandContext(one, "true").Run()
	}
}

func batches(db *sql.DB, batches [][]string) error {
	for _, batch := range batches {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer tx.Rollback() // want defer-in-loop
		if len(batch) == 0 {
			continue
		}
		for _, query := range batch {
			if _, err := tx.Exec(query); err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

func timers(done <-chan struct{}) {
	for {
		timer := time.NewTimer(time.Second)
		defer timer.Stop() // want defer-in-loop warning
		select {
		case <-timer.C:
		case <-done:
			return
		}
	}
}

func inLiteral(names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer func() { // want defer-in-loop
			_ = f.Close()
		}()
	}
}
