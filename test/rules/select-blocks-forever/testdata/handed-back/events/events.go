// Package events gives each listener a channel of its own.
package events

import "sync"

type Listener chan string

type Source struct {
	mu        sync.Mutex
	listeners []Listener
}

func (s *Source) Add() Listener {
	s.mu.Lock()
	defer s.mu.Unlock()
	listener := make(Listener, 16)
	s.listeners = append(s.listeners, listener)
	return listener
}

// Remove closes the channel of a listener that is on the list.
func (s *Source) Remove(listener Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, each := range s.listeners {
		if each == listener {
			close(each)
			s.listeners = append(s.listeners[:i], s.listeners[i+1:]...)
			return
		}
	}
}

// Forget only takes it off the list.
func (s *Source) Forget(listener Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, each := range s.listeners {
		if each == listener {
			s.listeners = append(s.listeners[:i], s.listeners[i+1:]...)
			return
		}
	}
}
