package race

import (
	"context"
	"net"
	"testing"
)

func TestReplaced(t *testing.T) {
	original := dialContext
	t.Cleanup(func() { dialContext = original })
	dialContext = func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		t.Cleanup(func() {
			client.Close()
			server.Close()
		})
		return client, nil
	}
	conn, err := dialFirst(context.Background(), []string{"a"}) // want conn-not-closed hint low
	if err != nil {
		t.Fatal(err)
	}
	if conn == nil {
		t.Error("no connection")
	}
}

// TestNotReplaced gets what the library dials.
func TestNotReplaced(t *testing.T) {
	conn, err := dialSecond(context.Background(), "127.0.0.1:1") // want conn-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if conn == nil {
		t.Error("no connection")
	}
}
