// Package drain shows what a body costs that is closed before its end.
package drain

import (
	"go/version"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync/atomic"
	"testing"
)

const requests = 20

// dials counts the connections that requests in a row make to a server whose answer has a short body.
func dials(t *testing.T, finish func(body io.ReadCloser)) int64 {
	t.Helper()
	var opened atomic.Int64
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "hello")
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	client := srv.Client()
	for range requests {
		resp, err := client.Get(srv.URL)
		if err != nil {
			t.Fatal(err)
		}
		finish(resp.Body)
	}
	return opened.Load()
}

func TestAClosedBodyCostsItsConnection(t *testing.T) {
	opened := dials(t, func(body io.ReadCloser) { _ = body.Close() })
	want := int64(requests)
	if version.Compare(runtime.Version(), "go1.27") >= 0 {
		want = 1 // Close reads the rest itself
	}
	if opened != want {
		t.Errorf("%d connections, want %d", opened, want)
	}
}

func TestADrainedBodyGivesItBack(t *testing.T) {
	opened := dials(t, func(body io.ReadCloser) {
		_, _ = io.Copy(io.Discard, io.LimitReader(body, 256<<10))
		_ = body.Close()
	})
	if opened != 1 {
		t.Errorf("%d connections, want 1", opened)
	}
}
