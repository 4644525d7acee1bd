package kinds

import (
	"strings"
	"time"
)

type Maker func(name string) *Pool

var makers = map[string]Maker{}

func Register(kind string, make Maker) { makers[strings.ToLower(kind)] = make }

func Make(kind, name string) *Pool {
	make, ok := makers[strings.ToLower(kind)]
	if !ok {
		return nil
	}
	return make(name)
}

func init() {
	Register("small", newSmall)
	Register("large", newLarge)
}

type Pool struct{ items []string }

func newSmall(name string) *Pool { return newPool(name, 1) }

func newLarge(name string) *Pool { return newPool(name, 100) }

func newPool(name string, size int) *Pool {
	p := &Pool{items: make([]string, size)}
	go func() {
		for range time.Tick(time.Second) {
			clear(p.items)
		}
	}()
	return p
}

type Lease struct{ name string }

func Short(name string) *Lease { return newLease(name) }

func Long(name string) *Lease { return newLease(name) }

func newLease(name string) *Lease {
	l := &Lease{name: name}
	go func() { // want goroutine-without-stop info high
		for range time.Tick(time.Second) {
			l.name += "."
		}
	}()
	return l
}
