// Package busyloop shows a loop that spins because its select has a default, and the same loop that waits without it.
package busyloop

import (
	"testing"
	"time"
)

const (
	idle  = 200 * time.Millisecond
	spins = 10_000
)

// rounds tells how often a loop goes round while nothing happens.
func rounds(loop func(stop <-chan struct{}, round func())) int {
	stop := make(chan struct{})
	done := make(chan int)
	go func() {
		count := 0
		loop(stop, func() { count++ })
		done <- count
	}()
	time.Sleep(idle)
	close(stop)
	return <-done
}

func TestLoopSpinsWithDefault(t *testing.T) {
	got := rounds(func(stop <-chan struct{}, round func()) {
		jobs := make(chan func())
		for {
			round()
			select {
			case job := <-jobs:
				job()
			case <-stop:
				return
			default:
			}
		}
	})
	if got < spins {
		t.Errorf("%d rounds in %v with nothing to do, want more than %d", got, idle, spins)
	}
}

func TestLoopWaitsWithoutDefault(t *testing.T) {
	got := rounds(func(stop <-chan struct{}, round func()) {
		jobs := make(chan func())
		for {
			round()
			select {
			case job := <-jobs:
				job()
			case <-stop:
				return
			}
		}
	})
	if got != 1 {
		t.Errorf("%d rounds in %v with nothing to do, want the one that waits", got, idle)
	}
}
