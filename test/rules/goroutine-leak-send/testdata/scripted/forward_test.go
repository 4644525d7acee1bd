package scripted

import (
	"context"
	"errors"
	"testing"
)

// Nobody takes the text and the context never ends: the error is what comes.
func TestForwardFails(t *testing.T) {
	out := make(chan string)
	failed := make(chan error)
	go func() {
		failed <- errors.New("failed") // want goroutine-leak-send low
	}()
	if err := forward(context.Background(), out, failed, []string{"a"}); err == nil {
		t.Error("no error")
	}
}

// Here the test itself leaves, with one of two.
func TestFailsTwice(t *testing.T) {
	failed := make(chan error)
	go func() {
		failed <- errors.New("first")
		failed <- forward(context.Background(), nil, nil, nil) // want goroutine-leak-send warning high
	}()
	if err := <-failed; err == nil {
		t.Error("no error")
	}
}
