// Package relay has lists that are filled while a program is put together, and others that are filled later.
package relay

import "sync"

type Hook func(name string) error

type Hub struct {
	mu    sync.RWMutex
	hooks []Hook
	added int
}

func New() (h *Hub, err error) {
	h = &Hub{}
	h.added = 0
	return h, nil
}

// Use is only called by the function that makes the hub.
func (h *Hub) Use(hook Hook) {
	h.mu.Lock()
	h.hooks = append(h.hooks, hook)
	h.mu.Unlock()
}

func (h *Hub) Join(name string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, hook := range h.hooks {
		if err := hook(name); err != nil {
			h.Leave(name) // want mutex-double-lock hint low
		}
	}
}

func (h *Hub) Leave(name string) {
	h.mu.RLock()
	defer h.mu.RUnlock()
	for _, hook := range h.hooks {
		_ = hook("-" + name)
	}
}

type Board struct {
	mu    sync.RWMutex
	hooks []Hook
}

func NewBoard() *Board { return &Board{} }

// Use is called in a goroutine with the board, too.
func (b *Board) Use(hook Hook) {
	b.mu.Lock()
	b.hooks = append(b.hooks, hook)
	b.mu.Unlock()
}

func (b *Board) Join(name string) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, hook := range b.hooks {
		if err := hook(name); err != nil {
			b.Leave(name) // want mutex-double-lock info high
		}
	}
}

func (b *Board) Leave(name string) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, hook := range b.hooks {
		_ = hook("-" + name)
	}
}

type Desk struct {
	mu    sync.RWMutex
	hooks []Hook
}

var desks = map[string]*Desk{"main": {}}

// Find gives one that others have.
func Find(name string) *Desk { return desks[name] }

func (d *Desk) Use(hook Hook) {
	d.mu.Lock()
	d.hooks = append(d.hooks, hook)
	d.mu.Unlock()
}

func (d *Desk) Join(name string) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, hook := range d.hooks {
		if err := hook(name); err != nil {
			d.Leave(name) // want mutex-double-lock info high
		}
	}
}

func (d *Desk) Leave(name string) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, hook := range d.hooks {
		_ = hook("-" + name)
	}
}
