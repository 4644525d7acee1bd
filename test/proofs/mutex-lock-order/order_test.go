// Package order shows two goroutines that wait for each other when they take two locks in opposite orders.
package order

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

type pair struct{ a, b sync.Mutex }

// take takes two locks; between them it waits until the other goroutine has its first one too, where that can be.
func take(first, second *sync.Mutex, arrived *sync.WaitGroup, wait bool) {
	first.Lock()
	defer first.Unlock()
	if wait {
		arrived.Done()
		arrived.Wait()
	}
	second.Lock()
	defer second.Unlock()
}

// finish tells whether both goroutines come to their end.
func finish(t *testing.T, run ...func()) bool {
	t.Helper()
	var all sync.WaitGroup
	for _, each := range run {
		all.Add(1)
		go func() {
			defer all.Done()
			each()
		}()
	}
	done := make(chan struct{})
	go func() {
		all.Wait()
		close(done)
	}()
	select {
	case <-done:
		return true
	case <-time.After(300 * time.Millisecond):
		return false
	}
}

func TestOppositeOrdersWaitForEachOther(t *testing.T) {
	var p pair
	var arrived sync.WaitGroup
	arrived.Add(2)
	if finish(t,
		func() { take(&p.a, &p.b, &arrived, true) },
		func() { take(&p.b, &p.a, &arrived, true) },
	) {
		t.Fatal("both came to their end")
	}
	stacks := make([]byte, 1<<16)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if got := strings.Count(string(stacks), "[sync.Mutex.Lock"); got != 2 {
		t.Errorf("%d goroutines wait in sync.Mutex.Lock, want 2:\n%s", got, stacks)
	}
	// whoever comes next waits too
	if p.a.TryLock() || p.b.TryLock() {
		t.Error("a lock is free")
	}
}

func TestOneOrderEnds(t *testing.T) {
	var p pair
	if !finish(t,
		func() { take(&p.a, &p.b, nil, false) },
		func() { take(&p.a, &p.b, nil, false) },
	) {
		t.Fatal("they wait")
	}
}
