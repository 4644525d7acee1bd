package race

import (
	"net"
	"testing"
)

type fakeListener struct{ net.Listener }

func (f fakeListener) Accept() (net.Conn, error) { return &fakeConn{}, nil }

// TestAccept asks an interface of the library, whatever the tests have beside it.
func TestAccept(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	conn, err := listener.Accept() // want conn-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	conn.Write(nil)
}
