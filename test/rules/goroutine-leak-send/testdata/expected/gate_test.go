package expected

import (
	"testing"
	"time"
)

// The gate stays closed: the goroutine waits in enter, and never comes to the send.
func TestClosedGate(t *testing.T) {
	g := newGate(0)
	entered := make(chan struct{})
	go func() {
		g.enter()
		entered <- struct{}{}
	}()
	select {
	case <-entered:
		t.Error("entered a closed gate")
	case <-time.After(50 * time.Millisecond):
	}
}

// Here it is opened afterwards, and nobody receives.
func TestOpenedGate(t *testing.T) {
	g := newGate(0)
	entered := make(chan struct{})
	go func() {
		g.enter()
		entered <- struct{}{} // want goroutine-leak-send
	}()
	select {
	case <-entered:
		t.Error("entered a closed gate")
	case <-time.After(50 * time.Millisecond):
	}
	g.leave()
}

func TestGateWithCleanup(t *testing.T) {
	g := newGate(0)
	t.Cleanup(func() { g.leave() })
	entered := make(chan struct{})
	go func() {
		g.enter()
		entered <- struct{}{} // want goroutine-leak-send
	}()
	select {
	case <-entered:
		t.Error("entered a closed gate")
	case <-time.After(50 * time.Millisecond):
	}
}

// Here the value is wanted, and may be late.
func TestOpenGate(t *testing.T) {
	g := newGate(1)
	entered := make(chan struct{})
	go func() {
		g.enter()
		entered <- struct{}{} // want goroutine-leak-send
	}()
	select {
	case <-entered:
	case <-time.After(50 * time.Millisecond):
		t.Log("a slow machine")
	}
}

type door struct {
	opened chan struct{}
}

// newDoor opens by itself.
func newDoor(wait time.Duration) *door {
	d := &door{opened: make(chan struct{})}
	go func() {
		time.Sleep(wait)
		close(d.opened)
	}()
	return d
}

func (d *door) pass() { <-d.opened }

func TestDoor(t *testing.T) {
	d := newDoor(time.Second)
	passed := make(chan struct{})
	go func() {
		d.pass()
		passed <- struct{}{} // want goroutine-leak-send
	}()
	select {
	case <-passed:
		t.Error("opened too soon")
	case <-time.After(50 * time.Millisecond):
	}
}
