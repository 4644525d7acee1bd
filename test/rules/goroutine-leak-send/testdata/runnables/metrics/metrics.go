package metrics

import (
	"context"
	"net"
)

type Server struct{ address string }

func New(address string) *Server { return &Server{address} }

// The manager starts it once.
func (s *Server) Start(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		if err := serve(s.address); err != nil {
			failed <- err // want goroutine-leak-send low
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

type session struct{ address string }

// Nobody gives one to the manager.
func (s *session) Start(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		if err := serve(s.address); err != nil {
			failed <- err // want goroutine-leak-send warning high
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return nil
	}
}

func serve(address string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		conn.Close()
	}
}
