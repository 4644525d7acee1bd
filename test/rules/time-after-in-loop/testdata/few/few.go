package few

import (
	"errors"
	"time"
)

type cluster struct {
	leader  string
	changes chan change
}

type change struct {
	kind, name string
}

// The round that goes on has set what the next one asks for.
func (c *cluster) follow(use func(string) bool) error {
	for {
		if c.leader == "" {
			select {
			case each := <-c.changes:
				c.leader = each.name
			case <-time.After(time.Minute): // want time-after-in-loop info low
				return errors.New("no leader")
			}
		}
		if use(c.leader) {
			return nil
		}
	}
}

// It waits for one event among others.
func (c *cluster) await(kind string) (change, error) {
	for {
		select {
		case each, ok := <-c.changes:
			if !ok {
				return change{}, errors.New("closed")
			}
			if each.kind == kind {
				return each, nil
			}
		case <-time.After(time.Minute): // want time-after-in-loop info low
			return change{}, errors.New("too late")
		}
	}
}

func (c *cluster) forEach(names []string, use func(string, change)) {
	for _, name := range names {
		select {
		case each := <-c.changes:
			use(name, each)
		case <-time.After(time.Minute): // want time-after-in-loop info low
		}
	}
}

// The timer does not end this one.
func (c *cluster) serve(use func(change), idle func()) {
	for {
		select {
		case each := <-c.changes:
			if each.kind == "stop" {
				return
			}
			use(each)
		case <-time.After(time.Minute): // want time-after-in-loop warning high
			idle()
		}
	}
}

// Whether it is closed is no question about what it holds.
func (c *cluster) drain(use func(change)) {
	for {
		select {
		case each, ok := <-c.changes:
			if !ok {
				return
			}
			use(each)
		case <-time.After(time.Minute): // want time-after-in-loop warning high
			return
		}
	}
}
