package doubts

import (
	"sync"
	"sync/atomic"
)

// The last one to finish tells it.
func last(jobs []func()) {
	left := int32(len(jobs))
	done := make(chan struct{})
	for _, job := range jobs {
		go func() {
			job()
			if atomic.AddInt32(&left, -1) == 0 {
				done <- struct{}{} // want goroutine-leak-send info low
			}
		}()
	}
	<-done
}

// The first one to finish tells it.
func first(jobs []func() int) int {
	var isDone atomic.Bool
	results := make(chan int)
	for _, job := range jobs {
		go func() {
			result := job()
			if isDone.CompareAndSwap(false, true) {
				results <- result // want goroutine-leak-send info low
			}
		}()
	}
	return <-results
}

func firstOnce(jobs []func() int) int {
	var once sync.Once
	results := make(chan int)
	for _, job := range jobs {
		go func() {
			result := job()
			once.Do(func() { results <- result })
		}()
	}
	return <-results
}

// Each one that finds work sends.
func each(jobs []func() int) int {
	var found atomic.Int32
	results := make(chan int)
	for _, job := range jobs {
		go func() {
			result := job()
			if found.Add(1) > 0 {
				results <- result // want goroutine-leak-send warning high
			}
		}()
	}
	return <-results
}

// Nobody may be there when the one comes.
func firstInTime(jobs []func() int, late <-chan struct{}) int {
	var isDone atomic.Bool
	results := make(chan int)
	for _, job := range jobs {
		go func() {
			result := job()
			if isDone.CompareAndSwap(false, true) {
				results <- result // want goroutine-leak-send warning high
			}
		}()
	}
	select {
	case result := <-results:
		return result
	case <-late:
		return 0
	}
}
