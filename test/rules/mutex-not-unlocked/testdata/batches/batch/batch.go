package batch

import "sync"

// Batch collects changes; who applies them holds its lock.
type Batch interface {
	Lock()
	Unlock()
	DropAndUnlock()
	Drop()
	Changes() []string
}

type list struct {
	mu      sync.Mutex
	changes []string
}

func New() Batch { return &list{} }

func (l *list) Lock()   { l.mu.Lock() }
func (l *list) Unlock() { l.mu.Unlock() }

func (l *list) DropAndUnlock() {
	defer l.mu.Unlock()
	l.changes = nil
}

func (l *list) Drop()             { l.changes = nil }
func (l *list) Changes() []string { return l.changes }

type counted struct {
	guard sync.Mutex
	inner Batch
	drops int
}

func Counted(inner Batch) Batch { return &counted{inner: inner} }

func (c *counted) Lock()   { c.guard.Lock() }
func (c *counted) Unlock() { c.guard.Unlock() }

func (c *counted) DropAndUnlock() {
	c.drops++
	c.inner.Drop()
	c.guard.Unlock()
}

func (c *counted) Drop()             { c.inner.Drop() }
func (c *counted) Changes() []string { return c.inner.Changes() }
