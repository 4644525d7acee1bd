package tracked

import (
	"net"
	"testing"
)

type scripted struct {
	net.Listener
	conns []net.Conn
}

func (s *scripted) Accept() (net.Conn, error) {
	next := s.conns[0]
	s.conns = s.conns[1:]
	return next, nil
}

// What the test puts inside opens nothing.
func TestCount(t *testing.T) {
	inside := &scripted{}
	listener := &tracked{Listener: inside}
	conn, err := listener.Accept()
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}

// Inside is a listener of the system.
func TestAccept(t *testing.T) {
	inside, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer inside.Close()
	listener := &tracked{Listener: inside}
	conn, err := listener.Accept() // want conn-not-closed
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}
