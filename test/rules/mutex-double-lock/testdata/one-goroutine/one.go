// Package one writes what a lock guards under its read lock.
package one

import "sync"

type shelf struct {
	mu    sync.RWMutex
	boxes map[string]int
	total int
}

func (s *shelf) Put(name string, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[name] = size
}

// empty would race with anybody else who puts or empties: there is nobody.
func (s *shelf) empty() {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.boxes = map[string]int{}
}

func (s *shelf) Take() []int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sizes := make([]int, 0, len(s.boxes))
	for _, size := range s.boxes {
		sizes = append(sizes, size)
	}
	s.empty() // want mutex-double-lock hint low
	return sizes
}

type store struct {
	mu    sync.RWMutex
	boxes map[string]int
	reads int
}

func (s *store) Put(name string, size int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes[name] = size
}

func (s *store) size(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.boxes[name]
}

// Reset takes the Lock for the number too.
func (s *store) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads = 0
}

// Sum writes a number under the read lock: that is a race of its own, which nobody may have noticed.
func (s *store) Sum(names []string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	sum := 0
	for _, name := range names {
		sum += s.size(name) // want mutex-double-lock info high
	}
	s.reads = sum
	return sum
}

// Swap has let go of the read lock where it writes.
func (s *store) Swap(names []string) {
	s.mu.RLock()
	size := s.size(names[0]) // want mutex-double-lock info high
	s.mu.RUnlock()
	s.mu.Lock()
	s.boxes = map[string]int{names[0]: size}
	s.mu.Unlock()
}
