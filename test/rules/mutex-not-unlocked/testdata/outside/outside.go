package outside

import (
	"errors"
	"sync"
)

// Cache can be unlocked by whoever has it.
type Cache struct {
	sync.Mutex
	items map[string]int
}

// Open comes back locked unless it fails.
func (c *Cache) Open() error {
	c.Lock()
	if c.items == nil {
		c.Unlock()
		return errors.New("closed")
	}
	return nil
}

// Begin comes back locked.
func (c *Cache) Begin() {
	c.Lock()
}

// Take fails with the lock held.
func (c *Cache) Take(key string) (int, error) {
	c.Lock() // want mutex-not-unlocked warning high
	n, ok := c.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	c.Unlock()
	return n, nil
}

// Only functions of the package call it, and they do not unlock.
func (c *Cache) cleanUp() error {
	c.Lock() // want mutex-not-unlocked warning high
	if len(c.items) == 0 {
		return nil
	}
	c.Unlock()
	return errors.New("not empty")
}

// CleanUp calls it.
func (c *Cache) CleanUp() error { return c.cleanUp() }

type locker interface {
	Lock()
	Unlock()
}

func through(l locker, early bool) {
	l.Lock() // want mutex-not-unlocked info medium
	if early {
		return
	}
	l.Unlock()
}

func throughLocker(l sync.Locker, early bool) {
	l.Lock() // want mutex-not-unlocked warning high
	if early {
		return
	}
	l.Unlock()
}
