// Package dial shows a TLS dial that waits for a server which accepts and never answers.
package dial

import (
	"context"
	"crypto/tls"
	"net"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 10 * limit
)

// waits tells whether a dial to a server that never answers is still on its way long after the context has ended.
func waits(t *testing.T, dial func(ctx context.Context, address string) (net.Conn, error)) bool {
	t.Helper()
	// the backlog of the listener accepts
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	done := make(chan error, 1)
	go func() {
		conn, err := dial(ctx, ln.Addr().String())
		if err == nil {
			conn.Close()
		}
		done <- err
	}()
	select {
	case err := <-done:
		ln.Close()
		if err == nil {
			t.Error("there is a connection")
		}
		return false
	case <-time.After(wait):
		// the system resets what nobody has accepted
		ln.Close()
		<-done
		return true
	}
}

func TestDialWaitsForTheHandshake(t *testing.T) {
	if !waits(t, func(_ context.Context, address string) (net.Conn, error) {
		return tls.Dial("tcp", address, &tls.Config{ServerName: "x"})
	}) {
		t.Error("it came back")
	}
}

func TestDialContextEndsTheHandshake(t *testing.T) {
	if waits(t, func(ctx context.Context, address string) (net.Conn, error) {
		return (&tls.Dialer{Config: &tls.Config{ServerName: "x"}}).DialContext(ctx, "tcp", address)
	}) {
		t.Error("still waiting")
	}
}

func TestATimeoutEndsTheHandshake(t *testing.T) {
	if waits(t, func(_ context.Context, address string) (net.Conn, error) {
		return tls.DialWithDialer(&net.Dialer{Timeout: limit}, "tcp", address, &tls.Config{ServerName: "x"})
	}) {
		t.Error("still waiting")
	}
}
