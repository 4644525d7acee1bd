package prevented

import (
	"context"
	"sync"
	"testing"
)

type source interface{ Messages() <-chan string }

// The context ends after the order was answered.
func TestHandle(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	orders := make(chan order)
	answers := make(chan string)
	var all sync.WaitGroup
	all.Add(2)
	go func() {
		handle(ctx, orders, answers)
		all.Done()
	}()
	go func() {
		orders <- order{} // want goroutine-leak-send info low
		if <-answers != "next" {
			t.Error("wrong answer")
		}
		cancel()
		all.Done()
	}()
	all.Wait()
}

// How many messages come is what the test has set up.
func TestMessages(t *testing.T) {
	var from source
	received := make(chan string)
	go func() {
		for each := range from.Messages() {
			received <- each // want goroutine-leak-send info low
		}
	}()
	if <-received == "" {
		t.Error("empty")
	}
}
