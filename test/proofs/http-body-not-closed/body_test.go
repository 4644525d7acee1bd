// Package body shows what an unclosed response body costs a client, and what it does not.
package body

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

const requests = 20

// server answers with more than the client reads ahead, and counts the connections that it is given.
func server(t *testing.T) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var connections atomic.Int32
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat("x", 256<<10))
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	srv.Start()
	t.Cleanup(func() {
		srv.CloseClientConnections()
		srv.Close()
	})
	return srv, &connections
}

// use sends requests one after the other and leaves each response to handle.
func use(t *testing.T, method string, handle func(*http.Response)) int32 {
	t.Helper()
	srv, connections := server(t)
	client := &http.Client{Transport: &http.Transport{}}
	for range requests {
		req, err := http.NewRequest(method, srv.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		handle(resp)
	}
	return connections.Load()
}

func TestUnclosedBodyKeepsOneConnectionPerRequest(t *testing.T) {
	if got := use(t, http.MethodGet, func(*http.Response) {}); got != requests {
		t.Errorf("%d connections for %d requests, want one each", got, requests)
	}
}

func TestBodyReadToItsEndAndClosedSharesOneConnection(t *testing.T) {
	got := use(t, http.MethodGet, func(resp *http.Response) {
		defer resp.Body.Close()
		io.Copy(io.Discard, resp.Body)
	})
	if got != 1 {
		t.Errorf("%d connections, want 1", got)
	}
}

func TestBodyReadToItsEndGivesTheConnectionBackWithoutClose(t *testing.T) {
	got := use(t, http.MethodGet, func(resp *http.Response) { io.Copy(io.Discard, resp.Body) })
	if got != 1 {
		t.Errorf("%d connections, want 1", got)
	}
}

func TestAnswerToHeadHasNoBodyThatKeepsAConnection(t *testing.T) {
	if got := use(t, http.MethodHead, func(*http.Response) {}); got != 1 {
		t.Errorf("%d connections, want 1", got)
	}
}
