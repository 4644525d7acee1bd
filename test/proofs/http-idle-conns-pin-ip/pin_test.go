// Package pin shows which address a client talks to once its host name has another one.
package pin

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// pause lies between two requests: longer than the short limit of the tests, and no traffic at all.
const pause = 300 * time.Millisecond

// names stands for DNS: it answers with what it holds now.
type names struct {
	address  atomic.Value
	lookedUp atomic.Int64
}

func (n *names) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	n.lookedUp.Add(1)
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, n.address.Load().(string))
}

// backend starts a server that says who it is, at an address of its own on loopback.
func backend(t *testing.T, host, name string) string {
	t.Helper()
	listener, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Skipf("%s is not there on this system: %v", host, err)
	}
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, name)
	}))
	srv.Listener.Close()
	srv.Listener = listener
	srv.Start()
	t.Cleanup(srv.Close)
	return listener.Addr().String()
}

func ask(t *testing.T, client *http.Client) string {
	t.Helper()
	resp, err := client.Get("http://cart.shop.svc.cluster.local/")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// answers asks the old backend, moves the name to the new one, and asks some times more.
func answers(t *testing.T, set func(*http.Transport), between func(*http.Client)) (all []string, lookedUp int64) {
	t.Helper()
	dns := &names{}
	dns.address.Store(backend(t, "127.0.0.1", "old"))
	moved := backend(t, "127.0.0.2", "new")
	transport := &http.Transport{DialContext: dns.dial, TLSHandshakeTimeout: 10 * time.Second}
	set(transport)
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	t.Cleanup(client.CloseIdleConnections)
	all = append(all, ask(t, client))
	dns.address.Store(moved)
	for range 3 {
		between(client)
		all = append(all, ask(t, client))
	}
	return all, dns.lookedUp.Load()
}

func nothing(*http.Transport) {}
func idle(*http.Client)       { time.Sleep(pause) }

func check(t *testing.T, all []string, want string) {
	t.Helper()
	if all[0] != "old" {
		t.Fatalf("answers of %v, want the first of the old backend", all)
	}
	for _, each := range all[1:] {
		if each != want {
			t.Errorf("answers of %v, want %s after the first", all, want)
			return
		}
	}
}

func TestIdleConnectionStaysWithTheOldAddress(t *testing.T) {
	all, lookedUp := answers(t, nothing, idle)
	check(t, all, "old")
	if lookedUp != 1 {
		t.Errorf("the name was looked up %d times, want once", lookedUp)
	}
}

func TestIdleConnTimeoutMovesAConnectionThatIsIdle(t *testing.T) {
	all, _ := answers(t, func(transport *http.Transport) { transport.IdleConnTimeout = pause / 3 }, idle)
	check(t, all, "new")
}

// A connection that is used all the time never gets as old as the limit.
func TestIdleConnTimeoutLeavesABusyConnection(t *testing.T) {
	all, _ := answers(t, func(transport *http.Transport) { transport.IdleConnTimeout = time.Minute }, idle)
	check(t, all, "old")
}

func TestCloseIdleConnectionsMovesABusyConnection(t *testing.T) {
	all, _ := answers(t, nothing, func(client *http.Client) { client.CloseIdleConnections() })
	check(t, all, "new")
}
