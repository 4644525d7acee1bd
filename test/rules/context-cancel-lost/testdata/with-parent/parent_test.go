package parent

import (
	"context"
	"testing"
	"time"
)

func TestEnds(t *testing.T) {
	child, _ := context.WithTimeout(t.Context(), time.Second)
	<-child.Done()
}

func ofTest(t *testing.T) context.Context {
	child, _ := context.WithTimeout(t.Context(), time.Second)
	return child
}

func cleanedUp(t *testing.T, parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	t.Cleanup(cancel)
	child, _ := context.WithTimeout(ctx, time.Second)
	return child
}

func TestAgain(t *testing.T) {
	for t.Context().Err() == nil {
		child, _ := context.WithTimeout(t.Context(), time.Second) // want context-cancel-lost
		if cleanedUp(t, ofTest(t)).Err() == nil {
			t.Log(child.Err())
		}
	}
}

// What the variable holds in the end is what the cleanup ends, or hangs below it.
func replacedParent(t *testing.T, limit time.Duration) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	if limit > 0 {
		ctx, cancel = context.WithTimeout(ctx, limit)
	}
	t.Cleanup(cancel)
	child, _ := context.WithTimeout(ctx, time.Second)
	return child
}

// Here only the second cancel function is left to the cleanup, and both contexts live on.
func keptParent(t *testing.T, limit time.Duration) (context.Context, context.Context) {
	ctx, cancel := context.WithCancel(t.Context())
	other := ctx
	if limit > 0 {
		other, cancel = context.WithTimeout(context.Background(), limit)
	}
	t.Cleanup(cancel)
	child, _ := context.WithTimeout(ctx, time.Second)
	return child, other
}
