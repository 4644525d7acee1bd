// Package transport shows what an http.Transport does that has none of the limits of http.DefaultTransport.
package transport

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 10 * limit
)

// hangs tells whether a request to a server that never shakes hands is still on its way when the wait is over.
func hangs(t *testing.T, transport *http.Transport) bool {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		client := &http.Client{Transport: transport}
		if resp, err := client.Get("https://" + listener.Addr().String()); err == nil {
			_ = resp.Body.Close()
		}
	}()
	select {
	case <-done:
		return false
	case <-time.After(wait):
		return true
	}
}

func TestTheHandshakeHasNoLimit(t *testing.T) {
	if !hangs(t, &http.Transport{}) {
		t.Error("the request ended by itself")
	}
}

func TestALimitEndsTheHandshake(t *testing.T) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSHandshakeTimeout = limit
	if hangs(t, transport) {
		t.Error("the request still waits for the handshake")
	}
}

// expires tells whether the connection of a request is closed before the wait is over.
func expires(t *testing.T, transport *http.Transport) bool {
	t.Helper()
	defer transport.CloseIdleConnections()
	closed := make(chan struct{}, 1)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "hello")
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateClosed {
			closed <- struct{}{}
		}
	}
	srv.Start()
	defer srv.Close()
	resp, err := (&http.Client{Transport: transport}).Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	select {
	case <-closed:
		return true
	case <-time.After(wait):
		return false
	}
}

func TestAnIdleConnectionStays(t *testing.T) {
	if expires(t, &http.Transport{}) {
		t.Error("the idle connection was closed")
	}
}

func TestAnIdleConnectionExpires(t *testing.T) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.IdleConnTimeout = limit
	if !expires(t, transport) {
		t.Error("the idle connection is still open")
	}
}

func TestTheCloneHasTheLimits(t *testing.T) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if transport.TLSHandshakeTimeout == 0 || transport.IdleConnTimeout == 0 || transport.DialContext == nil {
		t.Errorf("a limit is missing: %+v", transport)
	}
}
