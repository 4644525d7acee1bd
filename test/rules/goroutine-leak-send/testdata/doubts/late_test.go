package doubts

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// The send is there for a call that does not heed its context: the test has cancelled it before it leaves.
func TestHeeds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error)
	stop := make(chan struct{})
	go func() {
		_ = work()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			failed <- errors.New("late") // want goroutine-leak-send low
		}
	}()
	go func() {
		_ = work()
		cancel()
		close(stop)
	}()
	select {
	case err := <-failed:
		t.Fatal(err)
	case <-stop:
	}
}

// Here nobody cancels before the test leaves.
func TestLeaves(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	failed := make(chan error)
	stop := make(chan struct{})
	go func() {
		_ = work()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			failed <- errors.New("late") // want goroutine-leak-send high
		}
	}()
	go func() {
		_ = work()
		close(stop)
	}()
	select {
	case err := <-failed:
		t.Fatal(err)
	case <-stop:
	}
}

// Two of the callers succeed, as the test asks in the end.
func TestTwoSucceed(t *testing.T) {
	good := make(chan int, 2)
	var group sync.WaitGroup
	for i := 0; i < 10; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			if err := work(); err != nil {
				return
			}
			good <- i // want goroutine-leak-send low
		}()
	}
	group.Wait()
	if <-good+<-good != 3 {
		t.Fatal("others")
	}
}
