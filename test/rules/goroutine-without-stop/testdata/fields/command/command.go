package command

import "time"

type Command struct {
	Name string
	Run  func(args []string) bool
	// Each client gets its own.
	Accept func(name string)
}

var Serve = &Command{Name: "serve"}

var All = []*Command{Serve, watch}

var watch = &Command{Name: "watch", Run: runWatch, Accept: accept}

func init() { Serve.Run = runServe }

// main runs what the field of one command holds, and ends.
func runServe(args []string) bool {
	cache := newCache()
	cache.sweep()
	cache.sweep()
	select {}
}

type cache struct{ entries map[string]int }

func newCache() *cache {
	c := &cache{entries: map[string]int{}}
	go c.evict()
	return c
}

func (c *cache) evict() {
	for range time.Tick(time.Minute) {
		clear(c.entries)
	}
}

// Twice in the life of the process.
func (c *cache) sweep() {
	go func() {
		for {
			time.Sleep(time.Second)
		}
	}()
}

// The command itself never returns.
func runWatch(args []string) bool {
	for {
		time.Sleep(time.Second)
	}
}

func accept(name string) {
	go func() { // want goroutine-without-stop
		for {
			time.Sleep(time.Second)
		}
	}()
}
