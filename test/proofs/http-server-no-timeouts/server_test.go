// Package server shows connections that stay for ever when their request header never ends.
package server

import (
	"errors"
	"net"
	"net/http"
	"os"
	"testing"
	"time"
)

const (
	clients = 20
	limit   = 200 * time.Millisecond
	wait    = 10 * limit
)

// heldAfter tells how many of the connections with half a header are still open when the wait is over.
func heldAfter(t *testing.T, srv *http.Server) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	t.Cleanup(func() {
		_ = srv.Close()
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	until := time.Now().Add(wait)
	var open []net.Conn
	for range clients {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		if _, err := c.Write([]byte("GET / HTTP/1.1\r\nHost: x\r\n")); err != nil {
			t.Fatal(err)
		}
		open = append(open, c)
	}
	held := 0
	for _, c := range open {
		if err := c.SetReadDeadline(until); err != nil {
			t.Fatal(err)
		}
		// only the client's own deadline ends the read while the server keeps the connection
		if _, err := c.Read(make([]byte, 1)); errors.Is(err, os.ErrDeadlineExceeded) {
			held++
		}
	}
	return held
}

func TestConnectionsStayWithoutALimit(t *testing.T) {
	t.Parallel()
	if got := heldAfter(t, &http.Server{}); got != clients {
		t.Errorf("%d of %d connections are still open, want all", got, clients)
	}
}

func TestAnIdleLimitDoesNotHelp(t *testing.T) {
	t.Parallel()
	if got := heldAfter(t, &http.Server{IdleTimeout: limit}); got != clients {
		t.Errorf("%d of %d connections are still open, want all", got, clients)
	}
}

func TestConnectionsEndWithReadHeaderTimeout(t *testing.T) {
	t.Parallel()
	if got := heldAfter(t, &http.Server{ReadHeaderTimeout: limit}); got != 0 {
		t.Errorf("%d of %d connections are still open, want none", got, clients)
	}
}

func TestConnectionsEndWithReadTimeout(t *testing.T) {
	t.Parallel()
	if got := heldAfter(t, &http.Server{ReadTimeout: limit}); got != 0 {
		t.Errorf("%d of %d connections are still open, want none", got, clients)
	}
}
