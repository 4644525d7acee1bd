package handover

import (
	"errors"
	"sync"
)

type store struct {
	mu     sync.Mutex
	items  map[string]int
	closed bool
}

// No path unlocks: the caller does.
func (s *store) lock()   { s.mu.Lock() }
func (s *store) unlock() { s.mu.Unlock() }

// Locks and says whether it did.
func (s *store) lockIfOpen() bool {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return false
	}
	return true
}

func (s *store) lockOrFail() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return errors.New("closed")
	}
	return nil
}

func (s *store) use() error {
	if !s.lockIfOpen() {
		return errors.New("closed")
	}
	s.items = nil
	s.unlock()
	if err := s.lockOrFail(); err != nil {
		return err
	}
	defer s.mu.Unlock()
	s.items = nil
	return nil
}

func (s *store) withUnlock() (func(), error) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, errors.New("closed")
	}
	return s.mu.Unlock, nil
}

func (s *store) withLiteral() func() {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return func() {}
	}
	return func() {
		s.items = nil
		s.mu.Unlock()
	}
}

type entry struct {
	mu   sync.Mutex
	dead bool
}

// Comes back locked.
func locked(entries map[string]*entry, key string) *entry {
	e := entries[key]
	e.mu.Lock()
	if e.dead {
		e.mu.Unlock()
		return nil
	}
	return e
}

type batch struct {
	s *store
}

func (s *store) begin() (*batch, error) {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, errors.New("closed")
	}
	return &batch{s: s}, nil
}

func (b *batch) end() { b.s.mu.Unlock() }

func visit(entries map[string]*entry, keys []string) {
	for _, key := range keys {
		if e := locked(entries, key); e != nil {
			e.mu.Unlock()
		}
	}
}

// Although others hand over, this one forgets: an error says that nothing is left to do.
func (s *store) forgets(key string) error {
	s.mu.Lock() // want mutex-not-unlocked warning
	if _, ok := s.items[key]; !ok {
		return errors.New("no such item")
	}
	delete(s.items, key)
	s.mu.Unlock()
	return nil
}
