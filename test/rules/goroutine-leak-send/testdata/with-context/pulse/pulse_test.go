package pulse

import (
	"context"
	"testing"
)

func serve(ctx context.Context, ready chan<- bool) error {
	ready <- true
	<-ctx.Done()
	return ctx.Err()
}

// It comes to the send once the test ends its context.
func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	over := make(chan struct{})
	ready := make(chan bool)
	go func() {
		serve(ctx, ready)
		over <- struct{}{} // want goroutine-leak-send low
	}()
	defer func() {
		cancel()
		<-over
	}()
	worked := make(chan error, 1)
	go func() {
		if err := work(); err != nil {
			worked <- err
		}
	}()
	<-ready
	<-worked
}

func work() error { return nil }
