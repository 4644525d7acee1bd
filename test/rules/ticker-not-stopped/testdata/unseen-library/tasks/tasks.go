// Package tasks has one service that a guard of the process starts, and others.
package tasks

import (
	"context"
	"sync"
	"time"

	"example.com/goroutines"
)

type Service interface {
	Run()
	Ready() <-chan struct{}
}

// Store is what some of those that run are as well.
type Store interface{ Size() int }

var (
	service Service = &daemon{pool: goroutines.New(), ready: make(chan struct{})}
	guard   sync.Once
)

func Get() Service {
	guard.Do(service.Run)
	return service
}

type daemon struct {
	pool  *goroutines.Pool
	ready chan struct{}
}

func (d *daemon) Ready() <-chan struct{} { return d.ready }

func (d *daemon) Run() { d.pool.Do(d.loop) }

func (d *daemon) loop(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			println("tick")
		}
	}
}

// StartAll runs no daemon, which is no store.
func StartAll(stores []Store) {
	for _, store := range stores {
		if s, ok := store.(Service); ok {
			s.Run()
		}
	}
}

type feed struct {
	pool  *goroutines.Pool
	ready chan struct{}
	size  int
}

func (f *feed) Ready() <-chan struct{} { return f.ready }

func (f *feed) Size() int { return f.size }

func (f *feed) Run() { f.pool.Do(f.fill) }

func (f *feed) fill(ctx context.Context) {
	ticker := time.NewTicker(time.Second) // want ticker-not-stopped
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			f.size++
		}
	}
}

func Feeds(n int) []Store {
	stores := make([]Store, n)
	for i := range stores {
		stores[i] = &feed{pool: goroutines.New(), ready: make(chan struct{})}
	}
	return stores
}
