package ended

import (
	"context"
	"io"
	"net"
	"testing"
)

func echo(c net.Conn) {
	defer c.Close()
	io.Copy(c, c)
}

// The end of the context closes the listener: Accept has given an error then.
func TestEndsWithContext(t *testing.T) {
	ctx := t.Context()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-ctx.Done()
		listener.Close()
	}()
	go func() {
		for {
			c, err := listener.Accept()
			select {
			case <-ctx.Done():
				return
			default:
			}
			if err != nil {
				t.Error(err)
				return
			}
			go echo(c)
		}
	}()
}

func TestEndsAfterContext(t *testing.T) {
	ctx := t.Context()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	context.AfterFunc(ctx, func() { listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			go echo(c)
		}
	}()
}

// There is a connection for sure where no error was given.
func TestAsksFirst(t *testing.T) {
	ctx := t.Context()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-ctx.Done()
		listener.Close()
	}()
	go func() {
		for {
			c, err := listener.Accept() // want conn-not-closed
			if err != nil {
				t.Error(err)
				return
			}
			select {
			case <-ctx.Done():
				return
			default:
			}
			go echo(c)
		}
	}()
}

// Nothing closes the listener with that context: Accept waits for a connection.
func TestStaysOpen(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		<-t.Context().Done()
		listener.Close()
	}()
	go func() {
		for {
			c, err := listener.Accept() // want conn-not-closed
			select {
			case <-ctx.Done():
				return
			default:
			}
			if err != nil {
				t.Error(err)
				return
			}
			go echo(c)
		}
	}()
}
