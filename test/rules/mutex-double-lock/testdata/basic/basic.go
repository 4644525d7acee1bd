package basic

import (
	"fmt"
	"sort"
	"sync"
)

type cache struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	once  sync.Once
	items map[string]int
	child *cache
}

func (c *cache) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.items)
}

func (c *cache) direct() {
	c.mu.Lock()
	c.items = nil
	c.mu.Lock() // want mutex-double-lock warning high
	c.mu.Unlock()
}

func (c *cache) throughMethod() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size() // want mutex-double-lock warning high
}

func (c *cache) throughTwo() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sizePlusOne() // want mutex-double-lock warning high
}

func (c *cache) sizePlusOne() int { return c.size() + 1 }

func sizeOf(c *cache) int { return c.size() }

func (c *cache) throughFunction() int {
	c.mu.Lock()
	n := sizeOf(c) // want mutex-double-lock warning high
	c.mu.Unlock()
	return n
}

func (c *cache) ofChild() int {
	c.child.mu.Lock()
	defer c.child.mu.Unlock()
	return c.child.size() // want mutex-double-lock warning high
}

func (c *cache) upgrade() {
	c.rw.RLock()
	defer c.rw.RUnlock()
	c.rw.Lock() // want mutex-double-lock warning high
	c.items = nil
	c.rw.Unlock()
}

func (c *cache) downgrade() int {
	c.rw.Lock()
	defer c.rw.Unlock()
	c.rw.RLock() // want mutex-double-lock warning high
	defer c.rw.RUnlock()
	return len(c.items)
}

// Meant to be Unlock.
func (c *cache) deferredLock() {
	c.mu.Lock()
	defer c.mu.Lock() // want mutex-double-lock warning high
	c.items = nil
}

// Deferred calls run last in, first out: the literal runs before the Unlock.
func (c *cache) deferredLiteral() {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer func() { // want mutex-double-lock warning high
		c.mu.Lock()
		c.items = nil
		c.mu.Unlock()
	}()
}

func (c *cache) localLiteral() {
	reset := func() {
		c.mu.Lock()
		c.items = nil
		c.mu.Unlock()
	}
	c.mu.Lock()
	reset() // want mutex-double-lock warning high
	c.mu.Unlock()
}

func (c *cache) onOnePath(fail bool) {
	c.mu.Lock()
	if fail {
		c.report() // want mutex-double-lock warning high
	}
	c.mu.Unlock()
}

func (c *cache) report() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.items["failed"]++
}

func (c *cache) afterRelock() {
	c.mu.Lock()
	c.mu.Unlock()
	c.mu.Lock()
	c.report() // want mutex-double-lock warning high
	c.mu.Unlock()
}

func (c *cache) String() string {
	c.rw.RLock()
	defer c.rw.RUnlock()
	return fmt.Sprint(len(c.items))
}

func (c *cache) prints() {
	c.rw.Lock()
	defer c.rw.Unlock()
	fmt.Printf("resetting %v\n", c) // want mutex-double-lock warning high
	c.items = nil
}

type embedded struct {
	sync.Mutex
	n int
}

func (e *embedded) raise() {
	e.Lock()
	defer e.Unlock()
	e.n++
}

func (e *embedded) raiseTwice() {
	e.Mutex.Lock()
	defer e.Mutex.Unlock()
	e.raise() // want mutex-double-lock warning high
}

type wrapper struct {
	*embedded
}

func (w wrapper) promoted() {
	w.Lock()
	defer w.Unlock()
	w.raise() // want mutex-double-lock warning high
}

var (
	globalMu sync.Mutex
	global   int
)

func raiseGlobal() {
	globalMu.Lock()
	global++
	globalMu.Unlock()
}

func raiseTwice() {
	globalMu.Lock()
	defer globalMu.Unlock()
	raiseGlobal() // want mutex-double-lock warning high
}

func (c *cache) lock()   { c.mu.Lock() }
func (c *cache) unlock() { c.mu.Unlock() }

func (c *cache) lockedByHelper() int {
	c.lock()
	defer c.unlock()
	return c.size() // want mutex-double-lock warning high
}

func (c *cache) maybeLock(lock bool) int {
	if lock {
		c.mu.Lock()
		defer c.mu.Unlock()
	}
	return len(c.items)
}

func (c *cache) saysLock() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.maybeLock(true) // want mutex-double-lock warning high
}

func (c *cache) callbacks(keys []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	sort.Slice(keys, func(i, j int) bool { // want mutex-double-lock info medium
		return c.size() > 0 && keys[i] < keys[j]
	})
	c.once.Do(func() { c.report() }) // want mutex-double-lock info medium
}
