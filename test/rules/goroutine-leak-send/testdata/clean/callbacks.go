package clean

import "time"

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
