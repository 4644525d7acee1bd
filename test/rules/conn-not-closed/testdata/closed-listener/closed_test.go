package closed

import (
	"errors"
	"net"
	"testing"
)

func isClosing(err error) bool { return errors.Is(err, net.ErrClosed) }

// A closed listener gives nothing but an error.
func TestAcceptBehindClose(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = listener.Accept()
	if !isClosing(err) {
		t.Error(err)
	}
}

// Another one takes its place.
func TestAcceptOfNext(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	listener, err = net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, err = listener.Accept() // want conn-not-closed
	if isClosing(err) {
		t.Error(err)
	}
}

// The close comes behind it, or only at the end.
func TestAcceptBeforeClose(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	_, err = listener.Accept() // want conn-not-closed
	if isClosing(err) {
		t.Error(err)
	}
}

// One way comes here with the listener open.
func TestAcceptBehindMaybe(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		listener.Close()
	} else {
		defer listener.Close()
	}
	_, err = listener.Accept() // want conn-not-closed
	if isClosing(err) {
		t.Error(err)
	}
}
