package gate

import (
	"net"
	"testing"
)

// gate turns away who comes when it is full.
type gate struct {
	net.Listener
	places chan struct{}
}

func (g *gate) Accept() (net.Conn, error) {
	conn, err := g.Listener.Accept()
	if err != nil {
		return nil, err
	}
	select {
	case g.places <- struct{}{}:
		return conn, nil
	default:
		_ = conn.Close()
		return conn, nil
	}
}

func guarded(inner net.Listener, places int) net.Listener {
	return &gate{Listener: inner, places: make(chan struct{}, places)}
}

type open struct{ net.Listener }

func (o *open) Accept() (net.Conn, error) { return o.Listener.Accept() }

func TestFull(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := guarded(inner, 0)
	defer listener.Close()
	conn, err := listener.Accept() // want conn-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("a")); err == nil {
		t.Error("it is open")
	}
}

func TestOpen(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var listener net.Listener = &open{Listener: inner}
	defer listener.Close()
	conn, err := listener.Accept() // want conn-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte("a")); err != nil {
		t.Error(err)
	}
}
