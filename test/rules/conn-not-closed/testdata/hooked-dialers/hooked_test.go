package hooked

import (
	"context"
	"net"
	"testing"

	"example.com/hooked/dialers"
	"example.com/hooked/hooks"
)

type nothing struct{ net.Conn }

// What the hook gives opens nothing.
func TestHooked(t *testing.T) {
	wanted := &nothing{}
	opener := &tagger{inner: &hooks.Opener{
		OnDial: func(context.Context, string, string) (net.Conn, error) { return wanted, nil },
	}}
	conn, err := opener.DialContext(context.Background(), "tcp", "127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	if conn.(*tagged).Conn != wanted {
		t.Fatal("another one")
	}
}

// The hook dials itself.
func TestDials(t *testing.T) {
	opener := &tagger{inner: &hooks.Opener{
		OnDial: func(ctx context.Context, network, address string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, address)
		},
	}}
	conn, err := opener.DialContext(context.Background(), "tcp", "127.0.0.1:1") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if conn.(*tagged).tag == "" {
		t.Fatal("no tag")
	}
}

// Nobody puts a hook there.
func TestSystem(t *testing.T) {
	opener := &tagger{inner: dialers.System{}}
	conn, err := opener.DialContext(context.Background(), "tcp", "127.0.0.1:1") // want conn-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if conn.(*tagged).tag == "" {
		t.Fatal("no tag")
	}
}
