package setups

import (
	"net"
	"testing"
)

var own string

// It runs once, and the process of the tests ends behind it.
func init() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return
	}
	own, _, _ = net.SplitHostPort(l.Addr().String())
}

func prepare() string {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed
	if err != nil {
		return ""
	}
	return l.Addr().String()
}

func TestPrepared(t *testing.T) {
	if own == "" || prepare() == "" {
		t.Fatal("no address")
	}
}
