// Package parts has what a program opens when it starts, and what it opens again and again.
package parts

import (
	"bufio"
	"sync"
	"time"
)

type Part interface{ Open() error }

// All lists what the program is made of.
func All() []Part { return []Part{&gauge{}, &journal{}} }

type gauge struct{ names []string }

// Once for each name that is configured, by a loop of main over its parts.
func (g *gauge) Open() error {
	for _, name := range g.names {
		go func() { // want goroutine-without-stop info low
			for {
				println(name)
				time.Sleep(time.Second)
			}
		}()
	}
	return nil
}

type journal struct{}

func (*journal) Open() error { return nil }

var reserving sync.Once

// A function that is declared is run once as well as a literal is.
func Reserve() { reserving.Do(reserve) }

func reserve() { go collect() }

func collect() {
	for range time.Tick(time.Second) {
	}
}

var leading []func(string)

func WhenLeading(do func(string)) { leading = append(leading, do) }

type Counter struct{ term string }

// Nothing shows how often the lead comes back in one process.
func NewCounter(term string) *Counter {
	c := &Counter{term: term}
	go c.count()
	return c
}

func (c *Counter) count() {
	for { // want goroutine-without-stop hint low
		time.Sleep(time.Second)
		println(c.term)
	}
}

type Session struct{ lines *bufio.Reader }

// One for each connection.
func NewSession(lines *bufio.Reader) *Session {
	s := &Session{lines: lines}
	go s.watch()
	return s
}

func (s *Session) watch() {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Second)
		println(s.lines.Buffered())
	}
}

type Side struct{ other *Side }

// How often it is asked for is not known, but then it makes two.
func NewSide(name string) *Side {
	s := &Side{}
	go func() { // want goroutine-without-stop info high
		for {
			time.Sleep(time.Second)
			println(name)
		}
	}()
	return s
}

func (s *Side) Pair(other *Side) { s.other = other }

// Of two calls only one is made.
func NewChoice(name string) {
	go func() {
		for {
			time.Sleep(time.Second)
			println(name)
		}
	}()
}
