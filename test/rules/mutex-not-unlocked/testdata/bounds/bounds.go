package bounds

import "sync"

type stats struct {
	mu    sync.Mutex
	total int
}

// What is not 0 or less is more than 0.
func (s *stats) add(retry int) {
	if retry > 0 {
		s.mu.Lock()
	}
	s.total += retry
	if retry >= 1 {
		s.mu.Unlock()
	}
}

func (s *stats) some(retry int) {
	if retry > 0 {
		s.mu.Lock() // want mutex-not-unlocked
	}
	s.total += retry
	if retry > 1 {
		s.mu.Unlock()
	}
}
