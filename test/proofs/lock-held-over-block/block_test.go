// Package block shows a stop that waits, under a lock, for a worker that needs the lock.
package block

import (
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

type pool struct {
	mu   sync.Mutex
	done int
	wg   sync.WaitGroup
	held chan struct{}
}

// work has something left to count when stop comes.
func (p *pool) work() {
	defer p.wg.Done()
	<-p.held
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
}

func (p *pool) stopUnderLock() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.held)
	p.wg.Wait()
}

func (p *pool) stopBehindLock() {
	p.mu.Lock()
	close(p.held)
	p.mu.Unlock()
	p.wg.Wait()
}

func ends(stop func(*pool)) bool {
	p := &pool{held: make(chan struct{})}
	p.wg.Add(1)
	go p.work()
	stopped := make(chan struct{})
	go func() {
		stop(p)
		close(stopped)
	}()
	select {
	case <-stopped:
		return true
	case <-time.After(300 * time.Millisecond):
		return false
	}
}

func TestWaitUnderTheLockNeverEnds(t *testing.T) {
	if ends((*pool).stopUnderLock) {
		t.Fatal("it ended")
	}
	stacks := make([]byte, 1<<16)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for _, want := range []string{"(*pool).stopUnderLock", "(*pool).work", "[sync.Mutex.Lock"} {
		if !strings.Contains(string(stacks), want) {
			t.Errorf("no %s in:\n%s", want, stacks)
		}
	}
}

func TestWaitBehindTheLockEnds(t *testing.T) {
	if !ends((*pool).stopBehindLock) {
		t.Fatal("it waits")
	}
}
