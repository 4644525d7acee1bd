package fixes

import (
	"errors"
	"sync"
)

type store struct {
	mu    sync.RWMutex
	items map[string]int
	seen  chan string
}

func (s *store) size() int { return len(s.items) }

// One defer replaces both.
func (s *store) simple(key string) (int, error) {
	s.mu.RLock() // want mutex-not-unlocked
	n, ok := s.items[key]
	if !ok {
		return 0, errors.New("no such item")
	}
	if n < 0 {
		s.mu.RUnlock()
		return 0, nil
	}
	s.mu.RUnlock()
	return n, nil
}

// The last statement unlocks.
func (s *store) atEnd(key string) {
	s.mu.Lock() // want mutex-not-unlocked
	if s.items == nil {
		return
	}
	delete(s.items, key)
	s.mu.Unlock()
}

// What follows the Unlock would run under the lock.
func (s *store) callFollows(key string) error {
	s.mu.Lock() // want mutex-not-unlocked
	if s.items == nil {
		return nil
	}
	delete(s.items, key)
	s.mu.Unlock()
	s.size()
	return nil
}

// So would what is returned.
func (s *store) callReturned(key string) error {
	s.mu.Lock() // want mutex-not-unlocked
	if s.items == nil {
		return nil
	}
	s.mu.Unlock()
	return errors.New(key)
}

func (s *store) receiveReturned() string {
	s.mu.Lock() // want mutex-not-unlocked
	if s.items == nil {
		return ""
	}
	s.mu.Unlock()
	return <-s.seen
}

// The lock would be held until the function ends, not until the iteration does.
func (s *store) inLoop(keys []string) int {
	for _, key := range keys {
		s.mu.Lock() // want mutex-not-unlocked
		if n := s.items[key]; n > 0 {
			return n
		}
		s.mu.Unlock()
	}
	return 0
}

// The lock is taken again.
func (s *store) relocked(early bool) int {
	s.mu.Lock() // want mutex-not-unlocked
	if early {
		return 1
	}
	s.mu.Unlock()
	s.mu.Lock()
	n := len(s.items)
	s.mu.Unlock()
	return n
}

// A deferred call would run before the Unlock instead of after it.
func (s *store) deferFollows(early bool, done func()) int {
	s.mu.Lock() // want mutex-not-unlocked
	defer done()
	if early {
		return 1
	}
	s.mu.Unlock()
	return 2
}

// The block ends before the function does.
func (s *store) inBlock(early bool) int {
	if s.items != nil {
		s.mu.Lock() // want mutex-not-unlocked
		if early {
			return 1
		}
		s.mu.Unlock()
		return 2
	}
	return 3
}

// No statement stands where one could unlock.
func (s *store) goesRound(keys []string) {
	for _, key := range keys {
		s.mu.Lock() // want mutex-not-unlocked
		if s.items[key] == 0 {
			continue
		}
		delete(s.items, key)
		s.mu.Unlock()
	}
}
