package basic

import (
	"context"
	"errors"
	"time"
)

func orTimeout(work func() int) (int, error) {
	result := make(chan int)
	go func() {
		result <- work() // want goroutine-leak-send warning high
	}()
	select {
	case v := <-result:
		return v, nil
	case <-time.After(time.Second):
		return 0, errors.New("too slow")
	}
}

func orCancelled(ctx context.Context, work func() error) error {
	done := make(chan error)
	go func() {
		if err := work(); err != nil {
			done <- err // want goroutine-leak-send warning high
			return
		}
		done <- nil
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// The return stands between the go statement and the receive.
func earlyReturn(work func() error, check func() error) error {
	done := make(chan error)
	go func() { done <- work() }() // want goroutine-leak-send warning high
	if err := check(); err != nil {
		return err
	}
	return <-done
}

// The first answer wins, the others wait.
func firstOf(replicas []func() string) string {
	answers := make(chan string)
	for _, ask := range replicas {
		go func() { answers <- ask() }() // want goroutine-leak-send warning high
	}
	return <-answers
}

// Two channels for one answer: whichever is not chosen never gets it.
func eitherOr(work func() (int, error)) int {
	values := make(chan int)
	failures := make(chan error)
	go func() {
		v, err := work()
		if err != nil {
			failures <- err // want goroutine-leak-send warning high
			return
		}
		values <- v // want goroutine-leak-send warning high
	}()
	select {
	case v := <-values:
		return v
	case <-failures:
		return 0
	case <-time.After(time.Minute):
		return -1
	}
}

// The consumer gives up at the first error, the producer is in the middle of its list.
func untilError(paths []string, read func(string) error) error {
	found := make(chan string)
	go func() {
		defer close(found)
		for _, path := range paths {
			found <- path // want goroutine-leak-send warning high
		}
	}()
	for path := range found {
		if err := read(path); err != nil {
			return err
		}
	}
	return nil
}

// Nobody has the channel yet.
func toNobody(check func() error) <-chan error {
	failures := make(chan error)
	if err := check(); err != nil {
		failures <- err // want goroutine-leak-send warning high
		return failures
	}
	go func() { failures <- nil }()
	return failures
}
