package ended

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// Nothing but its cancel function ends the context.
func TestCancelled(t *testing.T) {
	errors := make(chan string)
	stopped := make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-ctx.Done():
			if ctx.Err() != context.Canceled {
				errors <- fmt.Sprint("unexpected: ", ctx.Err())
			}
		}
	}()
	go func() {
		cancel()
		close(stopped)
	}()
	select {
	case err := <-errors:
		t.Fatal(err)
	case <-stopped:
	}
}

func TestCancelledAbove(t *testing.T) {
	errors := make(chan string)
	stopped := make(chan struct{})
	above, cancel := context.WithCancel(context.Background())
	ctx, end := context.WithCancelCause(above)
	defer end(nil)
	go func() {
		if ctx.Err() != nil {
			if context.DeadlineExceeded == ctx.Err() {
				errors <- "late"
			}
		}
	}()
	go func() {
		cancel()
		close(stopped)
	}()
	select {
	case err := <-errors:
		t.Fatal(err)
	case <-stopped:
	}
}

// It may have been late.
func TestLate(t *testing.T) {
	errors := make(chan string)
	stopped := make(chan struct{})
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	go func() {
		select {
		case <-ctx.Done():
			if ctx.Err() != context.Canceled {
				errors <- fmt.Sprint("unexpected: ", ctx.Err()) // want goroutine-leak-send warning high
			}
		}
	}()
	go func() {
		cancel()
		close(stopped)
	}()
	select {
	case err := <-errors:
		t.Fatal(err)
	case <-stopped:
	}
}

// Before the end there is no error.
func TestEarly(t *testing.T) {
	errors := make(chan string)
	stopped := make(chan struct{})
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		if ctx.Err() != context.Canceled {
			errors <- fmt.Sprint("unexpected: ", ctx.Err()) // want goroutine-leak-send warning high
		}
	}()
	go func() {
		cancel()
		close(stopped)
	}()
	select {
	case err := <-errors:
		t.Fatal(err)
	case <-stopped:
	}
}

func TestGiven(t *testing.T) {
	below(t, t.Context())
}

// Who gives the context may have set a deadline.
func below(t *testing.T, parent context.Context) {
	errors := make(chan string)
	stopped := make(chan struct{})
	ctx, cancel := context.WithCancel(parent)
	go func() {
		select {
		case <-ctx.Done():
			if ctx.Err() != context.Canceled {
				errors <- fmt.Sprint("unexpected: ", ctx.Err()) // want goroutine-leak-send warning high
			}
		}
	}()
	go func() {
		cancel()
		close(stopped)
	}()
	select {
	case err := <-errors:
		t.Fatal(err)
	case <-stopped:
	}
}
