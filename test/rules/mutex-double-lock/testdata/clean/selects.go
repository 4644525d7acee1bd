package clean

import "sync"

type sweeper struct {
	mu      sync.Mutex
	stopped chan struct{}
	left    int
}

func (s *sweeper) add() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left++
	s.ensure()
}

// The goroutine that a case starts locks for itself.
func (s *sweeper) ensure() {
	select {
	case <-s.stopped:
		go s.sweep()
	default:
	}
}

func (s *sweeper) sweep() {
	s.mu.Lock()
	s.left--
	s.mu.Unlock()
	s.stopped <- struct{}{}
}
