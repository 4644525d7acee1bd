package wait

import (
	"context"
	"testing"
	"time"
)

type mailbox struct{ letters chan string }

func (m *mailbox) take(ctx context.Context) string {
	select {
	case letter := <-m.letters:
		return letter
	case <-ctx.Done():
		return ""
	}
}

// By then the timer has fired.
func TestStaysEmpty(t *testing.T) {
	var box mailbox
	ctx, _ := context.WithTimeout(context.Background(), time.Second) // want context-cancel-lost hint low
	began := time.Now()
	letter := box.take(ctx)
	if letter != "" || time.Since(began) < time.Second {
		t.Fatal("it did not wait", letter)
	}
}

// A part of the time is not all of it.
func TestWaitsSome(t *testing.T) {
	var box mailbox
	ctx, _ := context.WithTimeout(context.Background(), time.Minute) // want context-cancel-lost info high
	began := time.Now()
	letter := box.take(ctx)
	if letter != "" || time.Since(began) < time.Second {
		t.Fatal("it did not wait", letter)
	}
}

// It has to come earlier.
func TestComes(t *testing.T) {
	box := mailbox{letters: make(chan string, 1)}
	box.letters <- "a"
	ctx, _ := context.WithTimeout(context.Background(), time.Second) // want context-cancel-lost info high
	began := time.Now()
	letter := box.take(ctx)
	if letter == "" || time.Since(began) > time.Second {
		t.Fatal("it waited", letter)
	}
}
