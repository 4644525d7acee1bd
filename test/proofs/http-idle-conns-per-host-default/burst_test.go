// Package burst shows how many connections bursts of requests to one host need.
package burst

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
)

const (
	bursts = 5
	size   = 20
)

// dialed counts the connections that bursts of requests make: no request of a burst is answered before all have come.
func dialed(t *testing.T, transport *http.Transport) int64 {
	t.Helper()
	var made atomic.Int64
	var together sync.WaitGroup
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		together.Done()
		together.Wait()
		_, _ = io.WriteString(w, "ok")
	}))
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			made.Add(1)
		}
	}
	srv.Start()
	defer srv.Close()
	client := &http.Client{Transport: transport}
	defer client.CloseIdleConnections()
	for range bursts {
		together.Add(size)
		var wg sync.WaitGroup
		for range size {
			wg.Add(1)
			go func() {
				defer wg.Done()
				resp, err := client.Get(srv.URL)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				if _, err := io.Copy(io.Discard, resp.Body); err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
	}
	return made.Load()
}

func TestEachBurstDialsAllButTwoAnew(t *testing.T) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if made, want := dialed(t, transport), int64(size+(bursts-1)*(size-2)); made < want {
		t.Errorf("%d connections made, want at least %d", made, want)
	}
}

func TestALimitAsHighAsTheBurstKeepsThem(t *testing.T) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = size
	// a connection may come back just after the next burst has begun
	if made := dialed(t, transport); made > 2*size {
		t.Errorf("%d connections made, want about %d", made, size)
	}
}
