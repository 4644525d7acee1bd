package edge

import (
	"errors"
	"testing"
	"time"
)

type signal = chan struct{}

type answers chan int

// Types of the package and aliases are channels as well.
func byType(work func()) error {
	done := make(signal)
	go func() {
		work()
		done <- struct{}{} // want goroutine-leak-send warning high
	}()
	select {
	case <-done:
		return nil
	case <-time.After(time.Second):
		return errors.New("too slow")
	}
}

func byName(ask func() int) int {
	got := make(answers, 0)
	go func() { got <- ask() }() // want goroutine-leak-send warning high
	select {
	case v := <-got:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

// A test that has failed leaves nothing that matters.
func checks(t *testing.T, work func() error) {
	done := make(chan error)
	go func() { done <- work() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Second):
		t.Error("too slow")
	}
}

// Out of a loop with goto.
func jumps(work func() int) int {
	result := make(chan int)
	go func() { result <- work() }() // want goroutine-leak-send warning high
	for i := 0; ; i++ {
		select {
		case v := <-result:
			return v
		default:
			if i == 3 {
				goto out
			}
			time.Sleep(time.Millisecond)
		}
	}
out:
	return -1
}

// The first round of a loop is known.
func firstRound(n int, work func()) {
	started := make(chan struct{})
	go func() {
		started <- struct{}{}
		work()
	}()
	for i := 0; i < n; i++ {
		if i == 0 {
			<-started
		}
		work()
	}
}
