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
