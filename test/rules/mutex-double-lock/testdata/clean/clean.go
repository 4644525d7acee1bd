package clean

import (
	"fmt"
	"sync"
	"time"
)

type cache struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	items map[string]int
	next  *cache
	byKey map[string]*cache
}

func (c *cache) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}

func (c *cache) sizeLocked() int { return len(c.items) }

func (c *cache) locked() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sizeLocked()
}

func (c *cache) unlockedFirst() int {
	c.mu.Lock()
	c.items = nil
	c.mu.Unlock()
	return c.size()
}

func (c *cache) otherLock() int {
	c.rw.Lock()
	defer c.rw.Unlock()
	return c.size()
}

func (c *cache) otherObject() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.next.size()
}

func (c *cache) parameter(other *cache) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return other.size()
}

// The callee unlocks first.
func (c *cache) outside(work func()) {
	c.mu.Unlock()
	work()
	c.mu.Lock()
}

func (c *cache) callsOutside(work func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.outside(work)
}

// Another goroutine takes the lock when this one has released it.
func (c *cache) goroutine() {
	c.mu.Lock()
	defer c.mu.Unlock()
	go c.size()
	go func() {
		c.mu.Lock()
		c.items = nil
		c.mu.Unlock()
	}()
	time.AfterFunc(time.Second, func() { c.size() })
}

func (c *cache) maybeLock(lock bool) int {
	if lock {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	return len(c.items)
}

func (c *cache) saysNoLock() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.maybeLock(false)
}

func (c *cache) passesOn(lock bool) int {
	if lock {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	return c.maybeLock(!lock)
}

func (c *cache) list() int {
	n := 0
	for current := c; current != nil; current = current.next {
		current.mu.Lock()
		n += len(current.items)
		current.mu.Unlock()
	}
	return n
}

func (c *cache) handOver() {
	current := c
	current.mu.Lock()
	for current.next != nil {
		next := current.next
		next.mu.Lock()
		current.mu.Unlock()
		current = next
	}
	current.mu.Unlock()
}

func (c *cache) replaced() {
	c.next.mu.Lock()
	old := c.next
	c.next = &cache{}
	c.next.mu.Lock()
	c.next.mu.Unlock()
	old.mu.Unlock()
}

func (c *cache) elements(a, b string) {
	c.byKey[a].mu.Lock()
	c.byKey[b].mu.Lock()
	c.byKey[b].mu.Unlock()
	c.byKey[a].mu.Unlock()
}

func (c *cache) exclusive(first bool) {
	if first {
		c.mu.Lock()
	}
	c.items = nil
	if !first {
		c.mu.Lock()
	}
	c.mu.Unlock()
}

func (c *cache) tried() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rw.TryLock() {
		c.rw.Unlock()
	}
}

func (c *cache) String() string {
	c.rw.RLock()
	defer c.rw.RUnlock()
	return fmt.Sprint(len(c.items))
}

func (c *cache) printsOther(key string) {
	c.rw.Lock()
	defer c.rw.Unlock()
	fmt.Printf("resetting %s of %p\n", key, c.next)
	c.items = nil
}

// Readers share, and nobody writes.
type shared struct {
	mu sync.RWMutex
	n  int
}

func (s *shared) get() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.n
}

func (s *shared) twice() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.get() * 2
}

func recursive(c *cache, depth int) {
	if depth == 0 {
		return
	}
	c.mu.Lock()
	c.items = nil
	c.mu.Unlock()
	recursive(c, depth-1)
}
