package bounds

import "sync"

type stats struct {
	mu      sync.Mutex
	sizes   []int
	retries int
}

// The two conditions exclude each other.
func (s *stats) start(retry, size int) {
	if retry == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sizes = append(s.sizes, size)
	}
	if retry > 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.retries++
	}
}

// Both may hold.
func (s *stats) overlapping(retry, size int) {
	if retry >= 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sizes = append(s.sizes, size)
	}
	if retry > 0 {
		s.mu.Lock() // want mutex-double-lock
		defer s.mu.Unlock()
		s.retries++
	}
}

// The constant stands in front.
func (s *stats) mirrored(retry int) {
	if retry < 1 {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	if 1 <= retry {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.retries++
	}
}

// The integer changes in between.
func (s *stats) changed(retry int) {
	if retry == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	retry++
	if retry > 0 {
		s.mu.Lock() // want mutex-double-lock
		defer s.mu.Unlock()
		s.retries++
	}
}

// Between 0 and 1 lie other numbers, if they are no integers.
func (s *stats) share(part float64) {
	if part > 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	if part < 1 {
		s.mu.Lock() // want mutex-double-lock
		defer s.mu.Unlock()
		s.retries++
	}
}

// No unsigned integer is less than 0, so that it is 0 or more than 0.
func (s *stats) unsigned(retry uint) {
	if retry != 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	if retry < 1 {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
}
