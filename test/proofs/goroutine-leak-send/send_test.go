// Package send shows a goroutine that waits forever to send once its receiver has left.
package send

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"
)

const calls = 50

// lookup leaves with the context while its goroutine is still at work.
func lookup(ctx context.Context, answer chan string, work func() string) (string, error) {
	go func() { answer <- work() }()
	select {
	case text := <-answer:
		return text, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// growth tells how many goroutines are left after calls that all end with their context, when each has had time to end.
func growth(t *testing.T, capacity int) int {
	t.Helper()
	before := runtime.NumGoroutine()
	release := make(chan struct{})
	for range calls {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := lookup(ctx, make(chan string, capacity), func() string {
			<-release
			return "late"
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	close(release)
	deadline := time.Now().Add(2 * time.Second)
	for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	return runtime.NumGoroutine() - before
}

func TestSendersStayWithoutABuffer(t *testing.T) {
	if got := growth(t, 0); got != calls {
		t.Errorf("%d goroutines are left after %d calls, want one each", got, calls)
	}
}

func TestSendersEndWithABufferOfOne(t *testing.T) {
	if got := growth(t, 1); got != 0 {
		t.Errorf("%d goroutines are left, want none", got)
	}
}
