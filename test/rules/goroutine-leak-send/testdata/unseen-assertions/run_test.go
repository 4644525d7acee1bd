package unseen

import (
	"context"
	"testing"
	"time"

	"gotest.tools/assert"
)

type runner struct{}

func (runner) run(ctx context.Context) error {
	<-ctx.Done()
	time.Sleep(time.Millisecond)
	return ctx.Err()
}

// The test ends where the time is up: its error is never nil then.
func TestRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() {
		done <- runner{}.run(ctx)
	}()
	cancel()
	limit, cancelLimit := context.WithTimeout(context.Background(), time.Minute)
	defer cancelLimit()
	select {
	case <-limit.Done():
		assert.NilError(t, limit.Err(), "did not end")
	case err := <-done:
		assert.Error(t, err, context.Canceled.Error())
	}
}

// Here the test goes on, and leaves.
func TestRunMayGoOn(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error)
	go func() {
		done <- runner{}.run(ctx) // want goroutine-leak-send warning high
	}()
	limit, cancelLimit := context.WithTimeout(context.Background(), time.Second)
	defer cancelLimit()
	select {
	case <-limit.Done():
		assert.Error(t, limit.Err(), context.DeadlineExceeded.Error())
	case err := <-done:
		assert.NilError(t, err)
	}
}
