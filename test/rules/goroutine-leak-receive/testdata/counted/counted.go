package counted

import (
	"runtime"
	"sync"
)

// As many are worked off as the group was told beforehand.
func each(names []string, visit func(string)) {
	var left sync.WaitGroup
	queue := make(chan string)
	workers := min(len(names), runtime.NumCPU())
	for range workers {
		go func() {
			for name := range queue { // want goroutine-leak-receive low
				visit(name)
				left.Done()
			}
		}()
	}
	left.Add(len(names))
	for _, name := range names {
		queue <- name
	}
	left.Wait()
	close(queue)
}

// The group waits for the workers, who wait for the end of the queue, which is closed behind the wait.
func closedTooLate(names []string, visit func(string)) {
	var left sync.WaitGroup
	queue := make(chan string)
	left.Add(1)
	go func() {
		defer left.Done()
		for name := range queue { // want goroutine-leak-receive medium
			visit(name)
		}
	}()
	for _, name := range names {
		queue <- name
	}
	left.Wait()
	close(queue)
}
