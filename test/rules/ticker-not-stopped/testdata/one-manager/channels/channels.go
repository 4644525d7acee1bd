package channels

import (
	"context"
	"time"
)

type Manager interface {
	Open(name string) *Channel
}

type manager struct {
	ctx  context.Context
	open map[string]*Channel
}

// The program makes one.
func NewManager(ctx context.Context) Manager {
	m := &manager{ctx: ctx, open: map[string]*Channel{}}
	m.collect()
	return m
}

func (m *manager) collect() {
	go func() {
		ticker := time.NewTicker(time.Minute) // want ticker-not-stopped hint low
		for {
			select {
			case <-ticker.C:
				clear(m.open)
			case <-m.ctx.Done():
				return
			}
		}
	}()
}

type Channel struct {
	ctx  context.Context
	sent int
}

func (m *manager) Open(name string) *Channel {
	c := &Channel{ctx: m.ctx}
	m.open[name] = c
	c.watch()
	return c
}

func (c *Channel) watch() {
	go func() {
		ticker := time.NewTicker(time.Minute) // want ticker-not-stopped warning high
		for {
			select {
			case <-ticker.C:
				c.sent = 0
			case <-c.ctx.Done():
				return
			}
		}
	}()
}
