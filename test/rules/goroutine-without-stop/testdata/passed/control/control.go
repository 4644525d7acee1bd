package control

import "sync/atomic"

type Server interface {
	Start(config map[string]string) error
}

type Control struct {
	state atomic.Uint32
	asked []string
}

// What it is given runs once for each call.
func (c *Control) Start(s Server, do func(Server) error) error {
	if c.state.CompareAndSwap(0, 1) {
		return do(s)
	}
	return nil
}

// Again runs what it is given three times, no more.
func (c *Control) Again(s Server, do func(Server) error) {
	for range 3 {
		_ = do(s)
	}
}

// Forever runs what it is given whenever somebody asks.
func (c *Control) Forever(s Server, do func(Server) error) {
	for len(c.asked) > 0 {
		_ = do(s)
	}
}

// Keep has it for later.
func (c *Control) Keep(do func(Server) error) { kept = append(kept, do) }

var kept []func(Server) error
