// Package waitgroupadd shows a Wait that waits for nobody, because the goroutine is counted only once it runs.
package waitgroupadd

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

const runs = 200

// early tells how often a caller comes back before the work is done.
func early(t *testing.T, run func(wg *sync.WaitGroup, work func())) int {
	t.Helper()
	// on one processor the new goroutine does not run before its starter waits
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	count := 0
	for range runs {
		var wg sync.WaitGroup
		var isDone atomic.Bool
		finished := make(chan struct{})
		run(&wg, func() {
			isDone.Store(true)
			close(finished)
		})
		wg.Wait()
		if !isDone.Load() {
			count++
		}
		<-finished
	}
	return count
}

func TestWaitReturnsBeforeTheWorkWithAddInTheGoroutine(t *testing.T) {
	got := early(t, func(wg *sync.WaitGroup, work func()) {
		go func() {
			wg.Add(1)
			defer wg.Done()
			work()
		}()
	})
	if got < runs/2 {
		t.Errorf("Wait came back early in %d of %d runs, want most", got, runs)
	}
}

func TestWaitWaitsWithAddBeforeTheGoroutine(t *testing.T) {
	got := early(t, func(wg *sync.WaitGroup, work func()) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			work()
		}()
	})
	if got != 0 {
		t.Errorf("Wait came back early in %d of %d runs, want none", got, runs)
	}
}
