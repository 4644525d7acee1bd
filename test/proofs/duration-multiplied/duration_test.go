// Package duration shows what becomes of a timeout that is multiplied by its unit twice.
package duration

import (
	"context"
	"testing"
	"time"
)

// remaining tells how long a context with a timeout has left.
func remaining(t *testing.T, timeout time.Duration) time.Duration {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	deadline, ok := ctx.Deadline()
	if !ok {
		t.Fatal("no deadline")
	}
	return time.Until(deadline)
}

func TestFiveSecondsAreACentury(t *testing.T) {
	limit := 5 * time.Second
	if got := remaining(t, limit*time.Second); got < 100*365*24*time.Hour {
		t.Errorf("the timeout is %v, want more than a century", got)
	}
}

func TestTenSecondsHavePassedAtOnce(t *testing.T) {
	limit := 10 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), limit*time.Second)
	defer cancel()
	if err := ctx.Err(); err == nil {
		t.Errorf("a timeout of %v has not passed, want a product that wraps around", limit*time.Second)
	}
}

func TestFiveSecondsAreFiveSeconds(t *testing.T) {
	limit := 5 * time.Second
	if got := remaining(t, limit); got > limit || got < limit-time.Second {
		t.Errorf("the timeout is %v, want %v", got, limit)
	}
}
