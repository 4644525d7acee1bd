package clean

import (
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

func buffered(work func() int) (int, error) {
	result := make(chan int, 1)
	go func() { result <- work() }()
	select {
	case v := <-result:
		return v, nil
	case <-time.After(time.Second):
		return 0, errors.New("too slow")
	}
}

// A buffer as large as the senders.
func firstOf(replicas []func() string) string {
	answers := make(chan string, len(replicas))
	for _, ask := range replicas {
		go func() { answers <- ask() }()
	}
	return <-answers
}

const senders = 2

func constantBuffer(ask func() string) string {
	answers := make(chan string, senders)
	for i := 0; i < 2; i++ {
		go func() { answers <- ask() }()
	}
	return <-answers
}

// Closing never blocks.
func closed(work func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	select {
	case <-done:
		return true
	case <-time.After(time.Second):
		return false
	}
}

// The sender leaves with the receiver.
func withContext(ctx context.Context, work func() int) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	result := make(chan int)
	go func() {
		select {
		case result <- work():
		case <-ctx.Done():
		}
	}()
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

// A stop channel that the receiver closes whenever it leaves.
func withStop(paths []string, read func(string) error) error {
	stop := make(chan struct{})
	defer close(stop)
	found := make(chan string)
	go func() {
		defer close(found)
		for _, path := range paths {
			select {
			case found <- path:
			case <-stop:
				return
			}
		}
	}()
	for path := range found {
		if err := read(path); err != nil {
			return err
		}
	}
	return nil
}

// Drained in a defer.
func drained(work func() error, check func() error) error {
	done := make(chan error)
	go func() { done <- work() }()
	defer func() { <-done }()
	return check()
}

// The timeout branch waits as well.
func waitsAnyway(cancel func(), work func() error) error {
	done := make(chan error)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		cancel()
		return <-done
	}
}

// A try does not wait.
func tries(work func() int) int {
	result := make(chan int)
	go func() {
		select {
		case result <- work():
		default:
		}
	}()
	select {
	case v := <-result:
		return v
	case <-time.After(time.Second):
		return 0
	}
}

// As many receives as sends, counted by the same list.
func all(tasks []func() error) error {
	results := make(chan error)
	for _, task := range tasks {
		go func() { results <- task() }()
	}
	var failed error
	for range tasks {
		if err := <-results; err != nil {
			failed = err
		}
	}
	return failed
}

// As many receives as sends, one by one.
func three(task func() error) error {
	results := make(chan error)
	go func() { results <- task() }()
	go func() { results <- task() }()
	go func() { results <- task() }()
	var failed error
	for range 3 {
		if err := <-results; err != nil {
			failed = err
		}
	}
	return failed
}

// How many are started is counted on the way.
func counted(tasks []func() error, skip func(int) bool) (failed error) {
	results := make(chan error)
	running := 0
	for i, task := range tasks {
		if skip(i) {
			continue
		}
		running++
		go func() { results <- task() }()
	}
	for ; running > 0; running-- {
		if err := <-results; err != nil {
			failed = err
		}
	}
	return failed
}

// Exactly one of two channels gets the answer, and whoever waits takes either.
func eitherOr(work func() (int, error)) (int, error) {
	values := make(chan int)
	failures := make(chan error)
	go func() {
		v, err := work()
		if err != nil {
			failures <- err
		} else {
			values <- v
		}
	}()
	select {
	case v := <-values:
		return v, nil
	case err := <-failures:
		return 0, err
	}
}

// Closed once every sender has ended.
func collected(tasks []func() int) (sum int) {
	results := make(chan int)
	var wg sync.WaitGroup
	for _, task := range tasks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- task()
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	for v := range results {
		sum += v
	}
	return sum
}

// The caller receives; what it does is not known here.
func Answer(work func() int) <-chan int {
	result := make(chan int)
	go func() { result <- work() }()
	return result
}

func useAnswer(work func() int) int {
	return <-Answer(work)
}

// Kept by a value that lives on.
type job struct{ result chan int }

func start(work func() int) *job {
	j := &job{result: make(chan int)}
	go func() { j.result <- work() }()
	return j
}

var results = make(chan int)

func global(work func() int) {
	go func() { results <- work() }()
}

// The process ends instead.
func orExit(work func() error, ok func() bool) error {
	done := make(chan error)
	go func() { done <- work() }()
	if !ok() {
		os.Exit(1)
	}
	return <-done
}

// The same condition on both sides.
func optional(work func() int, wanted bool) int {
	result := make(chan int)
	if wanted {
		go func() { result <- work() }()
	}
	if !wanted {
		return 0
	}
	return <-result
}
