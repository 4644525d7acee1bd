package closedbyhelper

import (
	"errors"
	"net"
	"time"
)

// open gives a listener and what closes it.
func open(address string) (net.Listener, func(), error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	return listener, func() { _ = listener.Close() }, nil
}

// openCounted gives a function that has nothing to do with the listener.
func openCounted(address string, counts map[string]int) (net.Listener, func(), error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, err
	}
	return listener, func() { delete(counts, address) }, nil
}

// Answer closes its listener on the way out: the goroutine finds it closed and sends nothing.
func Answer(address string) error {
	listener, stop, err := open(address)
	if err != nil {
		return err
	}
	defer stop()
	failed := make(chan error)
	go serve(listener, failed)
	select {
	case err := <-failed:
		return err
	case <-time.After(time.Minute):
		return nil
	}
}

// AnswerCounted leaves the listener open: whatever it fails with comes too late.
func AnswerCounted(address string, counts map[string]int) error {
	listener, stop, err := openCounted(address, counts)
	if err != nil {
		return err
	}
	defer stop()
	failed := make(chan error)
	go serveCounted(listener, failed)
	select {
	case err := <-failed:
		return err
	case <-time.After(time.Minute):
		return nil
	}
}

func serve(listener net.Listener, failed chan<- error) {
	if err := greet(listener); !errors.Is(err, net.ErrClosed) {
		failed <- err
	}
}

func serveCounted(listener net.Listener, failed chan<- error) {
	if err := greet(listener); !errors.Is(err, net.ErrClosed) {
		failed <- err // want goroutine-leak-send
	}
}

func greet(listener net.Listener) error {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		_, _ = conn.Write([]byte("hello\n"))
		_ = conn.Close()
	}
}
