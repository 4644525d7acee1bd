package read

import (
	"sync"
	"testing"
)

// Nobody else runs: nothing can come between.
func TestAlone(t *testing.T) {
	s := &state{values: map[string]int{}}
	s.Set("a", 1)
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") != 1 {
		t.Fatal("not there")
	}
}

// The goroutine only reads.
func TestReaders(t *testing.T) {
	s := &state{values: map[string]int{}}
	done := make(chan int)
	go func() { done <- s.Get("a") }()
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") != <-done {
		t.Fatal("not the same")
	}
}

func TestWriter(t *testing.T) {
	s := &state{values: map[string]int{}}
	go func() { s.Set("a", 1) }()
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") > 1 { // want mutex-double-lock info high
		t.Fatal("too many")
	}
}

// start runs what it is given in a goroutine.
func start(group *sync.WaitGroup, run func()) {
	group.Add(1)
	go func() {
		defer group.Done()
		run()
	}()
}

func TestStarted(t *testing.T) {
	s := &state{values: map[string]int{}}
	var group sync.WaitGroup
	start(&group, func() { s.Set("a", 1) })
	s.RLock()
	defer s.RUnlock()
	if s.Get("a") > 1 { // want mutex-double-lock info high
		t.Fatal("too many")
	}
}
