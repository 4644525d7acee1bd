// Package idents is used by two programs, each of which makes one set.
package idents

import "time"

type Set struct{ names []string }

func New(names []string) *Set {
	s := &Set{names: names}
	s.Init()
	return s
}

// Init has no parameters: what the plugins register is another method of that name.
func (s *Set) Init() { go s.persist() }

func (s *Set) persist() {
	for {
		time.Sleep(time.Second)
		println(len(s.names))
	}
}

type Session struct{ name string }

// NewSession is called by two functions for each connection.
func NewSession(name string) *Session {
	s := &Session{name: name}
	s.Begin("now")
	return s
}

func (s *Session) Begin(when string) { go s.count(when) }

func (s *Session) count(when string) {
	for { // want goroutine-without-stop info high
		time.Sleep(time.Second)
		println(s.name, when)
	}
}
