package read

import "sync"

type state struct {
	sync.RWMutex
	values map[string]int
}

func (s *state) Get(key string) int {
	s.RLock()
	defer s.RUnlock()
	return s.values[key]
}

func (s *state) GetOr(key, other string) int {
	s.RLock()
	defer s.RUnlock()
	if n := s.Get(key); n > 0 { // want mutex-double-lock info high
		return n
	}
	return s.Get(other) // want mutex-double-lock info high
}

func (s *state) Set(key string, n int) {
	s.Lock()
	defer s.Unlock()
	s.values[key] = n
}
