package race

import (
	"context"
	"net"
	"testing"
)

type fakeConn struct{ net.Conn }

type fakeDialer struct{ conn net.Conn }

func (f fakeDialer) Dial(ctx context.Context, address string) (net.Conn, error) {
	return f.conn, nil
}

func TestFake(t *testing.T) {
	wanted := &fakeConn{}
	race := &Race{dialers: []dialer{fakeDialer{wanted}}}
	conn, err := race.Dial(context.Background(), "a") // want conn-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if conn == nil {
		t.Error("no connection")
	}
}

// The stub opens by number, which is not what the interface asks for.
type numbered struct{}

func (numbered) Open(ctx context.Context, number int) (net.Conn, error) {
	return &fakeConn{}, nil
}

func TestOpener(t *testing.T) {
	if _, err := (numbered{}).Open(context.Background(), 1); err != nil {
		t.Fatal(err)
	}
	conn, err := opened(context.Background(), tcp{}) // want conn-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if conn == nil {
		t.Error("no connection")
	}
}

func TestReal(t *testing.T) {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	conn.Write(nil)
}
