package probe

import (
	"net"
	"testing"
	"time"
)

type recorder struct{ addresses []string }

type blank struct{ net.Conn }

func (*blank) Age() time.Duration { return 0 }

func (r *recorder) open(_, address string) (Link, error) {
	r.addresses = append(r.addresses, address)
	return &blank{}, nil
}

// The method opens nothing.
func TestRecorded(t *testing.T) {
	seen := &recorder{}
	conn, err := New(seen.open).Dial("tcp", "192.0.2.1:80")
	if err != nil || conn == nil {
		t.Fatal(conn, err)
	}
	if len(seen.addresses) != 1 {
		t.Fatal(seen.addresses)
	}
}

type aged struct {
	net.Conn
	since time.Time
}

func (a *aged) Age() time.Duration { return time.Since(a.since) }

type opener struct{ last string }

func (o *opener) open(network, address string) (Link, error) {
	o.last = address
	conn, err := net.Dial(network, address)
	if err != nil {
		return nil, err
	}
	return &aged{Conn: conn, since: time.Now()}, nil
}

// This one dials.
func TestOpened(t *testing.T) {
	o := &opener{}
	conn, err := New(o.open).Dial("tcp", "127.0.0.1:80") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if conn.RemoteAddr().String() != o.last {
		t.Fatal(o.last)
	}
}
