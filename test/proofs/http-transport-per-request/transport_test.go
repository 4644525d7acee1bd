// Package transport shows connections that stay when each call has a transport of its own.
package transport

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

const calls = 20

// connections tells how many connections the calls make, and how many of them are open when all calls are over.
func connections(t *testing.T, get func(url string) (*http.Response, error)) (int, int) {
	t.Helper()
	var lock sync.Mutex
	var made, open int
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "ok")
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		lock.Lock()
		defer lock.Unlock()
		switch state {
		case http.StateNew:
			made++
			open++
		case http.StateClosed:
			open--
		}
	}
	srv.Start()
	defer srv.Close()
	for range calls {
		resp, err := get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			t.Fatal(err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(300 * time.Millisecond)
	lock.Lock()
	defer lock.Unlock()
	return made, open
}

func TestEachTransportKeepsItsConnection(t *testing.T) {
	made, open := connections(t, func(url string) (*http.Response, error) {
		client := &http.Client{Transport: &http.Transport{}}
		return client.Get(url)
	})
	if made != calls || open != calls {
		t.Errorf("%d connections made, %d open; want %d of each", made, open, calls)
	}
}

func TestOneTransportUsesOneConnection(t *testing.T) {
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	if made, _ := connections(t, client.Get); made != 1 {
		t.Errorf("%d connections made, want 1", made)
	}
}

func TestCloseIdleConnectionsEndsThem(t *testing.T) {
	_, open := connections(t, func(url string) (*http.Response, error) {
		client := &http.Client{Transport: &http.Transport{}}
		defer client.CloseIdleConnections()
		return client.Get(url)
	})
	if open != 0 {
		t.Errorf("%d connections are open, want none", open)
	}
}
