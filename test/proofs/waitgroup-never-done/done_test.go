// Package waitgroupdone shows a Wait that never comes back, because a goroutine that fails does not call Done.
package waitgroupdone

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

var errFailed = errors.New("failed")

// isReleased tells whether Wait comes back once the goroutine has ended.
func isReleased(run func(wg *sync.WaitGroup, job func() error)) bool {
	var wg sync.WaitGroup
	wg.Add(1)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run(&wg, func() error { return errFailed })
	}()
	released := make(chan struct{})
	go func() {
		wg.Wait()
		close(released)
	}()
	<-ended
	select {
	case <-released:
		return true
	case <-time.After(500 * time.Millisecond):
		return false
	}
}

func TestWaitStaysWhenAPathSkipsDone(t *testing.T) {
	if isReleased(func(wg *sync.WaitGroup, job func() error) {
		if err := job(); err != nil {
			return
		}
		wg.Done()
	}) {
		t.Fatal("Wait came back, want it to block")
	}
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	if !strings.Contains(string(stacks), "sync.(*WaitGroup).Wait(") {
		t.Errorf("no goroutine waits in WaitGroup.Wait:\n%s", stacks)
	}
}

func TestWaitComesBackWithADeferredDone(t *testing.T) {
	if !isReleased(func(wg *sync.WaitGroup, job func() error) {
		defer wg.Done()
		if err := job(); err != nil {
			return
		}
	}) {
		t.Error("Wait blocks, want it to come back")
	}
}
