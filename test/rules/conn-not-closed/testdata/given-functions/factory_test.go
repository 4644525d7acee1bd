package given

import (
	"net"
	"testing"
)

type deaf struct{ net.Listener }

func (deaf) Accept() (net.Conn, error) { return nil, net.ErrClosed }

func listenDeaf(string) (net.Listener, error) { return deaf{}, nil }

// What the test has put into the field opens nothing.
func TestDeaf(t *testing.T) {
	f := &factory{}
	f.listen = listenDeaf
	s, err := f.make("unused") // want conn-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.inner.Accept()
	if err == nil {
		t.Fatal("accepted")
	}
}

func TestDeafInLiteral(t *testing.T) {
	f := &factory{listen: func(string) (net.Listener, error) { return deaf{}, nil }}
	s, err := f.make("unused") // want conn-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.inner.Accept()
	if err == nil {
		t.Fatal("accepted")
	}
}

// Nothing is put there: it is a socket of the system.
func TestDefault(t *testing.T) {
	f := &factory{}
	s, err := f.make(t.TempDir() + "/socket") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if s.inner.Addr() == nil {
		t.Fatal("no address")
	}
}

// What is put there opens a socket itself.
func TestLocal(t *testing.T) {
	f := &factory{listen: func(string) (net.Listener, error) { return net.Listen("tcp", "localhost:0") }}
	s, err := f.make("unused") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if s.inner.Addr() == nil {
		t.Fatal("no address")
	}
}

type silent struct{ net.Conn }

// The pool gets a dialer of the test.
func TestPool(t *testing.T) {
	p := newPool(func() (net.Conn, error) { return &silent{}, nil })
	conn, err := p.get() // want conn-not-closed hint low
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}

// The dialer of the test dials.
func TestPoolDials(t *testing.T) {
	p := newPool(func() (net.Conn, error) { return net.Dial("tcp", "localhost:1") })
	conn, err := p.get() // want conn-not-closed
	if err != nil || conn == nil {
		t.Fatal(err)
	}
}
