package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"

	"github.com/containerd/log"
)

func main() {
	ctx := context.Background()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		log.G(ctx).WithError(err).Fatal("cannot listen")
	}
	one := &service{listener: listener}
	go func() {
		if err := one.run(ctx); err != nil {
			log.G(ctx).WithError(err).Fatal("the service failed")
		}
	}()
	go func() {
		for ctx.Err() == nil {
			if err := one.runAgain(ctx); err != nil {
				log.G(ctx).WithError(err).Error("once more")
			}
		}
	}()
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	<-stop
}

type service struct{ listener net.Listener }

// It leaves its goroutine behind only with an error, and that ends the process.
func (s *service) run(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		defer close(failed)
		if err := s.serve(); err != nil {
			failed <- err // want goroutine-leak-send low
		}
	}()
	if err := s.register(ctx); err != nil {
		return fmt.Errorf("register: %w", err)
	}
	if err := <-failed; err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// The same, but the process goes on.
func (s *service) runAgain(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		defer close(failed)
		if err := s.serve(); err != nil {
			failed <- err // want goroutine-leak-send high
		}
	}()
	if err := s.register(ctx); err != nil {
		return fmt.Errorf("register: %w", err)
	}
	if err := <-failed; err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

func (s *service) serve() error {
	conn, err := s.listener.Accept()
	if err != nil {
		return err
	}
	return conn.Close()
}

func (s *service) register(context.Context) error {
	return os.WriteFile("address", []byte(s.listener.Addr().String()), 0o600)
}
