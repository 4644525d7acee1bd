package basic

import (
	"context"
	"time"
)

type Cache struct {
	entries map[string]time.Time
	ticker  *time.Ticker
}

func NewCache() *Cache {
	c := &Cache{entries: map[string]time.Time{}}
	go c.sweep()
	go func() { // want goroutine-without-stop info high
		for range time.Tick(time.Minute) {
			c.report()
		}
	}()
	return c
}

func (c *Cache) sweep() {
	ticker := time.NewTicker(time.Minute)
	for { // want goroutine-without-stop info high
		select {
		case <-ticker.C:
			clear(c.entries)
		}
	}
}

func (c *Cache) report() {}

// Sleeping is waiting for the clock as well.
func NewPoller(poll func()) {
	go func() { // want goroutine-without-stop info high
		for {
			poll()
			time.Sleep(time.Second)
		}
	}()
}

// Several clocks, and a restart by goto.
func (c *Cache) Refresh(every, retry time.Duration) {
restart:
	refresh := time.NewTicker(every)
	again := time.NewTicker(retry)
	for { // want goroutine-without-stop hint medium
		select {
		case <-refresh.C:
			if len(c.entries) == 0 {
				break
			}
			refresh.Stop()
			again.Stop()
			goto restart
		case <-again.C:
			c.report()
		}
	}
}

// The context is there, but the loop does not look at it.
func (c *Cache) Watch(ctx context.Context) {
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
			if err := c.ping(ctx); err != nil {
				continue
			}
			c.report()
		}
	}()
}

func (c *Cache) ping(ctx context.Context) error { return ctx.Err() }

// A start that may not happen at all comes before the loop.
func (c *Cache) Expire(after time.Duration) {
	if after == 0 {
		return
	}
	c.ticker = time.NewTicker(after)
	go func() { // want goroutine-without-stop info high
		for {
			<-c.ticker.C
			clear(c.entries)
		}
	}()
}
