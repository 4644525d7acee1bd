package handover

import "sync"

type bookshelf struct {
	mu   sync.RWMutex
	rows map[string]int
}

// Comes back read-locked, unless it fails.
func (t *bookshelf) ensureLoaded(load func() (map[string]int, error)) error {
	for {
		t.mu.RLock()
		if t.rows != nil {
			return nil
		}
		t.mu.RUnlock()
		t.mu.Lock()
		if t.rows == nil {
			rows, err := load()
			if err != nil {
				t.mu.Unlock()
				return err
			}
			t.rows = rows
		}
		t.mu.Unlock()
	}
}

func (t *bookshelf) get(key string, isLazy bool, load func() (map[string]int, error)) (int, error) {
	if isLazy {
		if err := t.ensureLoaded(load); err != nil {
			return 0, err
		}
		defer t.mu.RUnlock()
	}
	return t.rows[key], nil
}

// It comes back read-locked: its Close unlocks.
func (t *bookshelf) snapshot() *snapshot {
	t.mu.RLock()
	return &snapshot{of: t}
}

type snapshot struct{ of *bookshelf }

func (s *snapshot) Close() { s.of.mu.RUnlock() }
