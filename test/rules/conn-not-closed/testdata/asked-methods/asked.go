package asked

import (
	"fmt"
	"net"
)

type service struct {
	listener net.Listener
	running  bool
	paused   bool
	load     int
}

func (s *service) Running() bool { return s.running }

func (s *service) Paused() bool {
	s.load++
	return s.paused
}

func (s *service) start(l net.Listener) { s.listener, s.running = l, true }

func (s *service) settle() { s.running = true }

var shared service

// Nothing happens to the service between the two questions.
func listen(address string) (string, error) {
	var l net.Listener
	var err error
	own := "running"
	if !shared.Running() {
		l, err = net.Listen("tcp", address)
		if err != nil {
			return "", err
		}
		own = l.Addr().String()
	}
	fmt.Println("serving at", own)
	if !shared.Running() {
		shared.start(l)
	}
	return own, nil
}

// It may have been started in between.
func settled(s *service, address string) error {
	var l net.Listener
	var err error
	if !s.Running() {
		l, err = net.Listen("tcp", address) // want conn-not-closed
		if err != nil {
			return err
		}
		fmt.Println("serving at", l.Addr())
	}
	s.settle()
	if !s.Running() {
		s.start(l)
	}
	return nil
}

// Each question changes something.
func paused(s *service, address string) error {
	var l net.Listener
	var err error
	if !s.Paused() {
		l, err = net.Listen("tcp", address) // want conn-not-closed
		if err != nil {
			return err
		}
		fmt.Println("serving at", l.Addr())
	}
	if !s.Paused() {
		s.start(l)
	}
	return nil
}

// Another service may answer otherwise.
func other(s, t *service, address string) error {
	var l net.Listener
	var err error
	if !s.Running() {
		l, err = net.Listen("tcp", address) // want conn-not-closed
		if err != nil {
			return err
		}
		fmt.Println("serving at", l.Addr())
	}
	if !t.Running() {
		t.start(l)
	}
	return nil
}
