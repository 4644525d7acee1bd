package parent

import (
	"context"
	"testing"
	"time"
)

func none() {}

// limited gives a parent that has ended back, with nothing to cancel.
func limited(parent context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if parent.Err() != nil {
		return parent, none
	}
	return context.WithTimeout(parent, limit)
}

var nothing = func() {}

func bounded(parent context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if parent.Err() != nil {
		return parent, nothing
	}
	return context.WithTimeout(parent, limit)
}

func TestNested(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()

	t.Run("timeout", func(t *testing.T) {
		child, _ := context.WithTimeout(parent, time.Minute)
		if child.Err() != nil {
			t.Fatal(child.Err())
		}
	})

	for _, limit := range []time.Duration{time.Second, time.Minute} {
		t.Run(limit.String(), func(t *testing.T) {
			t.Run("inner", func(t *testing.T) {
				child, _ := bounded(parent, limit)
				t.Log(child.Deadline())
			})
		})
	}

	t.Run("of nobody", func(t *testing.T) {
		child, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost info high
		t.Log(child.Deadline())
	})
}

func TestEnded(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	cancel()
	child, _ := bounded(parent, time.Minute)
	if child != parent {
		t.Fatal("another one")
	}
	same, _ := limited(parent, time.Minute)
	t.Log(same.Err())
	direct, _ := context.WithTimeout(parent, time.Minute)
	t.Log(direct.Err())
}

// Whoever is handed the literal may run it as often as there are requests.
func TestAnswered(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	serve(func() {
		child, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost info high
		t.Log(child.Deadline())
	})
}

func serve(answer func()) {
	for range 1000 {
		answer()
	}
}

// A thousand wait for the end of the test.
func TestMany(t *testing.T) {
	parent, cancel := context.WithCancel(context.Background())
	defer cancel()
	for parent.Err() == nil {
		t.Run("each", func(t *testing.T) {
			child, _ := context.WithTimeout(parent, time.Minute) // want context-cancel-lost info high
			t.Log(child.Deadline())
		})
	}
}
