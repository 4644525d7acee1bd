package prevented

import (
	"net"

	"google.golang.org/grpc"
)

// Serve returns nil once the server was stopped.
func serve(server *grpc.Server, listener net.Listener, stop <-chan struct{}) error {
	failed := make(chan error)
	go func() {
		if err := server.Serve(listener); err != nil {
			failed <- err // want goroutine-leak-send info low
		}
	}()
	select {
	case <-stop:
		server.GracefulStop()
		return nil
	case err := <-failed:
		return err
	}
}

// Nothing stops the server here, so what it gives is an error.
func ServeOn(server *grpc.Server, listener net.Listener, stop <-chan struct{}) error {
	failed := make(chan error)
	go func() {
		if err := server.Serve(listener); err != nil {
			failed <- err // want goroutine-leak-send warning high
		}
	}()
	select {
	case <-stop:
		return listener.Close()
	case err := <-failed:
		return err
	}
}

// Serve serves until it is told to stop, and then on another listener.
func Serve(server, other *grpc.Server, listeners []net.Listener, stop <-chan struct{}) error {
	if err := serve(server, listeners[0], stop); err != nil {
		return err
	}
	return ServeOn(other, listeners[1], stop)
}
