// Package sendclosed shows that a goroutine panics which sends when its receiver has left and closed the channel.
package sendclosed

import (
	"context"
	"fmt"
	"testing"
)

// lookup leaves with the context while its goroutine is still at work; it gives what the goroutine panics with.
func lookup(ctx context.Context, release <-chan struct{}, isClosed bool) <-chan any {
	answer := make(chan string, 1)
	if isClosed {
		defer close(answer)
	}
	panicked := make(chan any, 1)
	go func() {
		defer func() { panicked <- recover() }()
		<-release
		answer <- "late"
	}()
	select {
	case <-answer:
	case <-ctx.Done():
	}
	return panicked
}

func late(isClosed bool) string {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	release := make(chan struct{})
	panicked := lookup(ctx, release, isClosed)
	close(release)
	return fmt.Sprint(<-panicked)
}

func TestLateSendPanicsOnceTheReceiverHasClosed(t *testing.T) {
	if got := late(true); got != "send on closed channel" {
		t.Errorf("the sender panics with %q, want send on closed channel", got)
	}
}

func TestLateSendIsHarmlessWhenNobodyCloses(t *testing.T) {
	if got := late(false); got != "<nil>" {
		t.Errorf("the sender panics with %q, want no panic", got)
	}
}
