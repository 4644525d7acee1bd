package checks

import (
	"context"
	"sync"
	"time"

	"example.com/goroutines"
)

// Runner is what some other service is run as, and Lasting one that can be stopped.
type Runner interface{ Run() }

type Lasting interface {
	Runner
	Stop()
}

func RunAll(all []Lasting) {
	for _, each := range all {
		each.Run()
	}
}

type checker struct{ peers []string }

var shared = &checker{}

func init() {
	shared.Run()
}

// Run is called once, and the pool lives as long as the process.
func (c *checker) Run() {
	goroutines.Go(c.loop)
}

func (c *checker) loop(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			c.peers = c.peers[:0]
		}
	}
}

var once sync.Once

// Collect starts its literal once.
func Collect() {
	once.Do(collect)
}

func collect() {
	goroutines.Go(func(ctx context.Context) {
		ticker := time.NewTicker(time.Second)
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	})
}

// Watch is called for each request.
func Watch() {
	goroutines.Go(func(ctx context.Context) {
		ticker := time.NewTicker(time.Second) // want ticker-not-stopped
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	})
}
