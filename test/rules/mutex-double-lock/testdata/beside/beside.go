package beside

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

func (s *state) Set(key string, n int) {
	s.Lock()
	defer s.Unlock()
	s.values[key] = n
}

// Run starts the writer, which ends by itself.
func (s *state) Run() {
	go func() {
		for n := range 3 {
			s.Set("a", n)
		}
	}()
}
