package main

import (
	"log"
	"time"
)

// worker archives orders in the background. Nobody can ever stop it: nothing in the package closes quit.
type worker struct {
	store *store
	jobs  chan int64
	quit  chan struct{}
}

func newWorker(s *store) *worker {
	return &worker{store: s, jobs: make(chan int64), quit: make(chan struct{})}
}

func (w *worker) run() {
	for {
		select {
		case id := <-w.jobs:
			if err := w.store.archive(id); err != nil {
				log.Print(err)
			}
		case <-w.quit:
			return
		}
	}
}

// drain is healthy: the ticker always wakes it.
func (w *worker) drain(every time.Duration, done <-chan struct{}) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			log.Printf("%d jobs wait", len(w.jobs))
		case <-done:
			return
		}
	}
}
