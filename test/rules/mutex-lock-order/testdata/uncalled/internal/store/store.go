package store

import "sync"

type Calls struct {
	addMu sync.Mutex
	added []string
	allMu sync.Mutex
	all   []string
}

func (c *Calls) Add(name string) {
	c.addMu.Lock()
	defer c.addMu.Unlock()
	c.added = append(c.added, name)
	c.allMu.Lock()
	c.all = append(c.all, name)
	c.allMu.Unlock()
}

func (c *Calls) Count() int {
	c.addMu.Lock()
	defer c.addMu.Unlock()
	return len(c.added)
}

// Nobody asks for both.
func (c *Calls) Everything() int {
	c.allMu.Lock()
	defer c.allMu.Unlock()
	c.addMu.Lock() // want mutex-lock-order low
	defer c.addMu.Unlock()
	return len(c.added) + len(c.all)
}

type Both struct {
	addMu sync.Mutex
	added []string
	allMu sync.Mutex
	all   []string
}

func (b *Both) Add(name string) {
	b.addMu.Lock()
	defer b.addMu.Unlock()
	b.added = append(b.added, name)
	b.allMu.Lock()
	b.all = append(b.all, name)
	b.allMu.Unlock()
}

func (b *Both) All() int {
	b.allMu.Lock()
	defer b.allMu.Unlock()
	b.addMu.Lock() // want mutex-lock-order high
	defer b.addMu.Unlock()
	return len(b.added) + len(b.all)
}
