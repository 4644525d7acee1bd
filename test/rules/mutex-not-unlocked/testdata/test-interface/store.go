// Package store is a store for tests that does without an import of testing.
package store

import (
	"sync"

	"github.com/stretchr/testify/require"
)

// TB is the part of testing.TB that the store needs.
type TB interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	FailNow()
	SkipNow()
	Errorf(format string, args ...any)
}

type embedding interface {
	TB
	Name() string
}

// reporter may be anything: it has no Helper.
type reporter interface {
	Fatal(args ...any)
	FailNow()
}

// other has methods of the same names that are declared in another way.
type other interface {
	Helper()
	Fatal(reason string) bool
	FailNow(code int)
}

type store struct {
	mu        sync.Mutex
	suspended int
	tb        TB
	full      embedding
	reporter  reporter
	other     other
}

func (s *store) resume() {
	s.mu.Lock()
	switch s.suspended--; {
	case s.suspended < 0:
		s.tb.Fatal("negative")
	default:
		s.mu.Unlock()
	}
}

func (s *store) resumeFormatted() {
	s.mu.Lock()
	if s.suspended < 0 {
		s.full.Fatalf("negative: %d", s.suspended)
	}
	s.mu.Unlock()
}

func (s *store) skip() {
	s.mu.Lock()
	if s.suspended == 0 {
		s.tb.SkipNow()
	} else {
		s.mu.Unlock()
	}
}

func required(t require.TestingT, s *store) {
	s.mu.Lock()
	if s.suspended < 0 {
		t.FailNow()
	} else {
		s.mu.Unlock()
	}
}

func constrained[T TB](t T, s *store) {
	s.mu.Lock()
	if s.suspended < 0 {
		t.FailNow()
	} else {
		s.mu.Unlock()
	}
}

// An error of the test does not end it.
func (s *store) failing() {
	s.mu.Lock() // want mutex-not-unlocked
	if s.suspended < 0 {
		s.tb.Errorf("negative: %d", s.suspended)
	} else {
		s.mu.Unlock()
	}
}

func (s *store) reported() {
	s.mu.Lock() // want mutex-not-unlocked
	if s.suspended < 0 {
		s.reporter.FailNow()
	} else {
		s.mu.Unlock()
	}
}

func (s *store) differently() {
	s.mu.Lock() // want mutex-not-unlocked
	if s.suspended < 0 {
		s.other.Fatal("negative")
	} else {
		s.mu.Unlock()
	}
}
