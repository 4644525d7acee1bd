package servers

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
)

// The writer of a test server can be hijacked.
func TestLiteral(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		backend, err := net.Dial("tcp", r.Host)
		if err != nil {
			return
		}
		hijacker, ok := w.(http.Hijacker)
		if !ok {
			http.Error(w, "no tunnel", http.StatusInternalServerError)
			return
		}
		join(hijacker, backend)
	}))
	defer proxy.Close()
	_, _ = http.Get(proxy.URL)
}

func join(hijacker http.Hijacker, backend net.Conn) {
	defer backend.Close()
	client, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	defer client.Close()
	_, _ = io.Copy(client, backend)
}

type tunnel struct{ asked bool }

func (h *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.asked = true
	connect(w, r)
}

// So it can where the handler hands it on.
func connect(w http.ResponseWriter, r *http.Request) {
	backend, err := net.Dial("tcp", r.Host)
	if err != nil {
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	join(hijacker, backend)
}

func start(secure bool, handler http.Handler) *httptest.Server {
	if secure {
		return httptest.NewTLSServer(handler)
	}
	return httptest.NewServer(handler)
}

func TestType(t *testing.T) {
	handler := &tunnel{}
	proxy := start(false, handler)
	defer proxy.Close()
	_, _ = http.Get(proxy.URL)
	if !handler.asked {
		t.Error("not asked")
	}
}

// A recorder is no Hijacker.
func recorded(w http.ResponseWriter, r *http.Request) {
	backend, err := net.Dial("tcp", r.Host) // want conn-not-closed info high
	if err != nil {
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	join(hijacker, backend)
}

func TestRecorder(t *testing.T) {
	recorded(httptest.NewRecorder(), httptest.NewRequest(http.MethodConnect, "/", nil))
	server := httptest.NewServer(http.HandlerFunc(recorded))
	defer server.Close()
	_, _ = http.Get(server.URL)
}

// Nor is what speaks HTTP/2.
func TestUnstarted(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		backend, err := net.Dial("tcp", r.Host) // want conn-not-closed info high
		if err != nil {
			return
		}
		hijacker, ok := w.(http.Hijacker)
		if !ok {
			return
		}
		join(hijacker, backend)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
}

// Nor need be what was made of it.
func TestWrapped(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w = struct{ http.ResponseWriter }{w}
		backend, err := net.Dial("tcp", r.Host) // want conn-not-closed info high
		if err != nil {
			return
		}
		hijacker, ok := w.(http.Hijacker)
		if !ok {
			return
		}
		join(hijacker, backend)
	}))
	defer server.Close()
}

// A method of the handler gives it a recorder too.
type direct struct{}

func (h direct) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	backend, err := net.Dial("tcp", r.Host) // want conn-not-closed info high
	if err != nil {
		return
	}
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	join(hijacker, backend)
}

func (h direct) record() {
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodConnect, "/", nil))
}

func TestDirect(t *testing.T) {
	handler := direct{}
	server := httptest.NewServer(handler)
	defer server.Close()
	handler.record()
	_, _ = http.Get(server.URL)
}
