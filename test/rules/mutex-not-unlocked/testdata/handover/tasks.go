package handover

import "sync"

type task struct {
	run     func() int
	barrier bool
}

type workers struct {
	mu      sync.RWMutex
	tasks   chan task
	results chan int
}

// The lock goes with the task to whoever runs it.
func (w *workers) start() {
	go func() {
		for {
			next, ok := <-w.tasks
			if !ok {
				return
			}
			w.results <- next.run()
			if next.barrier {
				w.mu.Unlock()
			} else {
				w.mu.RUnlock()
			}
		}
	}()
}

func (w *workers) give(next task) {
	if next.barrier {
		w.mu.Lock()
	} else {
		w.mu.RLock()
	}
	w.tasks <- next
}

type readers struct {
	mu    sync.RWMutex
	items chan int
	sum   int
}

// Whoever takes an item locks for itself.
func (r *readers) start() {
	go func() {
		for item := range r.items {
			r.mu.Lock()
			r.sum += item
			r.mu.Unlock()
		}
	}()
}

func (r *readers) total() int {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.sum
}

func (r *readers) give(item int) {
	r.mu.RLock() // want mutex-not-unlocked info medium
	r.items <- item
}
