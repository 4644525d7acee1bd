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
