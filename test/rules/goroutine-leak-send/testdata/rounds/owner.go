package rounds

import (
	"context"
	"sync"
)

// Nobody has ended the context where the owner waits for it: it does so itself, below.
func endedBelow(jobs []func() int, report func(int)) {
	var wg sync.WaitGroup
	results := make(chan int)
	totals := make(chan int)
	quit := make(chan struct{})
	go func() {
		for {
			select {
			case total := <-totals:
				report(total)
			case <-quit:
				return
			}
		}
	}()
	ctx, cancel := context.WithCancel(context.Background())
	counted := make(chan struct{})
	go func() {
		defer close(counted)
		for range jobs {
			totals <- <-results
		}
	}()
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- job()
		}()
	}
	select {
	case <-counted:
	case <-ctx.Done():
	}
	cancel()
	wg.Wait()
	quit <- struct{}{}
}

// A job may end the context while the owner waits.
func endedByJob(work func(stop func()) int) int {
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan int)
	go func() {
		result <- work(cancel) // want goroutine-leak-send
	}()
	select {
	case v := <-result:
		return v
	case <-ctx.Done():
		return 0
	}
}

// The caller may end what it was given.
func endedByCaller(parent context.Context, work func() int) int {
	ctx, cancel := context.WithCancel(parent)
	result := make(chan int)
	go func() {
		result <- work() // want goroutine-leak-send
	}()
	select {
	case v := <-result:
		cancel()
		return v
	case <-ctx.Done():
		return 0
	}
}

// Its own end comes behind the wait.
func endedOnReturn(work func() int) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	result := make(chan int)
	go func() {
		result <- work()
	}()
	select {
	case v := <-result:
		return v
	case <-ctx.Done():
		return 0
	}
}
