// Package relay is used by the program above it alone.
package relay

import (
	"io"
	"net"
)

// Station forwards connections to one address.
type Station struct {
	address string
	name    string
}

// Option changes a new station.
type Option func(station *Station)

// Named gives it a name.
func Named(name string) Option {
	return func(station *Station) { station.name = name }
}

// Open makes a station with its options.
func Open(address string, options ...Option) (*Station, error) {
	station := &Station{address: address}
	for _, option := range options {
		option(station)
	}
	return station, nil
}

// Serve is what the program calls.
func (s *Station) Serve(conn net.Conn) {
	remote, err := net.Dial("tcp", s.address)
	if err != nil {
		return
	}
	go join(conn, remote)
}

// Mirror is left over: nobody calls it.
func (s *Station) Mirror(first, second net.Conn) {
	pump(first, second)
}

func join(here, there net.Conn) {
	done := make(chan error)
	go func() {
		_, err := io.Copy(here, there)
		done <- err // want goroutine-leak-send
	}()
	go func() {
		_, err := io.Copy(there, here)
		done <- err // want goroutine-leak-send
	}()
	<-done
}

func pump(here, there net.Conn) {
	done := make(chan error)
	go func() {
		_, err := io.Copy(here, there)
		done <- err
	}()
	go func() {
		_, err := io.Copy(there, here)
		done <- err
	}()
	<-done
}
