package handover

import "sync"

type table struct {
	mu   sync.RWMutex
	rows map[string]int
}

// Comes back read-locked each time; the locks of earlier rounds are released.
func (t *table) ready() {
	for {
		t.mu.RLock()
		if t.rows != nil {
			return
		}
		t.mu.RUnlock()
		t.mu.Lock()
		t.rows = map[string]int{}
		t.mu.Unlock()
	}
}

func (t *table) row(key string) int {
	t.ready()
	defer t.mu.RUnlock()
	return t.rows[key]
}

func (t *table) sum() int {
	t.ready()
	n := 0
	for _, row := range t.rows {
		n += row
	}
	t.mu.RUnlock()
	return n
}

type chart struct {
	mu   sync.RWMutex
	rows map[string]int
}

// Nobody releases what the second caller gets.
func (c *chart) ready() {
	for {
		c.mu.RLock() // want mutex-not-unlocked
		if c.rows != nil {
			return
		}
		c.mu.RUnlock()
		c.mu.Lock()
		c.rows = map[string]int{}
		c.mu.Unlock()
	}
}

func (c *chart) row(key string) int {
	c.ready()
	defer c.mu.RUnlock()
	return c.rows[key]
}

func (c *chart) size() int {
	c.ready()
	return len(c.rows)
}
