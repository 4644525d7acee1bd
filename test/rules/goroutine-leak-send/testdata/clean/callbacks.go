package clean

import (
	"sync"
	"time"
)

// What is registered takes what is left.
func withCleanup(work func() int, cleanUp func(func())) int {
	results := make(chan int)
	cleanUp(func() {
		for range results {
		}
	})
	go func() { results <- work() }()
	select {
	case n := <-results:
		return n
	case <-time.After(time.Second):
		return 0
	}
}

// What is registered passes the channel on.
func withObserver(work func() int, observe func(func()), take func(<-chan int)) int {
	results := make(chan int)
	observe(func() { take(results) })
	go func() { results <- work() }()
	select {
	case n := <-results:
		return n
	case <-time.After(time.Second):
		return 0
	}
}

// The flag of a case says whether the channel is closed.
func drainedAll(more func() bool, take func(int)) {
	values := make(chan int)
	var senders sync.WaitGroup
	senders.Add(1)
	go func() {
		defer senders.Done()
		for more() {
			values <- 1
		}
	}()
	go func() {
		senders.Wait()
		close(values)
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case value, ok := <-values:
			if !ok {
				return
			}
			take(value)
		case <-tick.C:
		}
	}
}
