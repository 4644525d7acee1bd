package fixes

import (
	"context"
	"sync/atomic"
	"time"
)

var sent atomic.Int64

// Something comes after the send: with a buffer it comes before the value is taken.
func afterwards(work func() int) int {
	result := make(chan int)
	go func() {
		result <- work() // want goroutine-leak-send warning high
		sent.Add(1)
	}()
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

// It sends twice on one path.
func twice(work func() int) int {
	result := make(chan int)
	go func() {
		result <- work() // want goroutine-leak-send warning high
		result <- work()
	}()
	select {
	case v := <-result:
		return v + <-result
	case <-time.After(time.Second):
		return 0
	}
}

// Two goroutines send.
func two(work func() int) int {
	result := make(chan int)
	go func() { result <- work() }() // want goroutine-leak-send warning high
	go func() { result <- work() }() // want goroutine-leak-send warning high
	select {
	case v := <-result:
		return v + <-result
	case <-time.After(time.Second):
		return 0
	}
}

// Somebody looks at the length.
func measured(work func() int) (int, int) {
	result := make(chan int)
	go func() { result <- work() }() // want goroutine-leak-send warning high
	select {
	case v := <-result:
		return v, len(result)
	case <-time.After(time.Second):
		return 0, len(result)
	}
}

// The same function sends for somebody else, too.
func shared(work func() int) int {
	result := make(chan int)
	go deliver(work, result)
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

func deliver(work func() int, result chan<- int) {
	result <- work() // want goroutine-leak-send warning high
}

func other(work func() int) int {
	result := make(chan int)
	go deliver(work, result)
	return <-result
}

// A stream with a context in scope.
func stream(ctx context.Context, next func() int, enough func(int) bool) int {
	values := make(chan int)
	go func() {
		for {
			values <- next() // want goroutine-leak-send warning high
		}
	}()
	for {
		select {
		case v := <-values:
			if enough(v) {
				return v
			}
		case <-ctx.Done():
			return 0
		}
	}
}

// The one that takes the answer waits forever for the other instead.
func handsOver(dial func() error, patience time.Duration) bool {
	success := make(chan int)
	cancel := make(chan int)
	go func() {
		select {
		case <-cancel:
			return
		default:
		}
		if dial() == nil {
			success <- 1 // want goroutine-leak-send info medium
		}
	}()
	select {
	case <-success:
		return true
	case <-time.After(patience):
		cancel <- 1
		return false
	}
}

// A comment between the parts of the call stays.
func commented(work func() int) int {
	result := make(chan int /* answers */)
	go func() { result <- work() }() // want goroutine-leak-send warning high
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}
