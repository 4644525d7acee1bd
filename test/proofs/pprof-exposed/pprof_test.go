// Package pprof shows what a server with the default mux tells whoever reaches it, once net/http/pprof and expvar are imported.
package pprof

import (
	_ "expvar"
	"io"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"strings"
	"testing"
)

// serve starts a server with a handler and gives its address.
func serve(t *testing.T, handler http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := &http.Server{Handler: handler}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return "http://" + l.Addr().String()
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestDefaultMuxShowsArgumentsAndStacks(t *testing.T) {
	base := serve(t, nil)
	if code, body := get(t, base+"/debug/pprof/cmdline"); code != 200 || !strings.Contains(body, os.Args[0]) {
		t.Errorf("cmdline: %d %q", code, body)
	}
	if code, body := get(t, base+"/debug/vars"); code != 200 || !strings.Contains(body, "cmdline") {
		t.Errorf("vars: %d", code)
	}
	if code, body := get(t, base+"/debug/pprof/goroutine?debug=2"); code != 200 || !strings.Contains(body, "TestDefaultMux") {
		t.Errorf("goroutine: %d", code)
	}
}

func TestOwnMuxShowsNothing(t *testing.T) {
	base := serve(t, http.NewServeMux())
	for _, page := range []string{"/debug/pprof/cmdline", "/debug/pprof/", "/debug/vars"} {
		if code, _ := get(t, base+page); code != http.StatusNotFound {
			t.Errorf("%s: %d, want 404", page, code)
		}
	}
}
