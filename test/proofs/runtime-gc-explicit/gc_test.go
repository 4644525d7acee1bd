// Package gc shows that each call of runtime.GC is a full collection that its caller waits for, whatever there is to collect.
package gc

import (
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
	"time"
)

const requests = 20

// live is a heap of pointers that every collection has to mark.
var live []*[8]int

// serve answers requests and tells how many collections they forced, and how long the fastest one took.
func serve(t *testing.T, handler http.HandlerFunc) (forced uint32, fastest time.Duration) {
	t.Helper()
	live = make([]*[8]int, 1<<19)
	for i := range live {
		live[i] = new([8]int)
	}
	defer func() { live = nil }()
	server := httptest.NewServer(handler)
	defer server.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	fastest = time.Hour
	for range requests {
		start := time.Now()
		resp, err := server.Client().Get(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		fastest = min(fastest, time.Since(start))
	}
	runtime.ReadMemStats(&after)
	return after.NumForcedGC - before.NumForcedGC, fastest
}

func TestEveryRequestWaitsForACollection(t *testing.T) {
	forced, slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		runtime.GC()
		io.WriteString(w, "done")
	})
	if forced != requests {
		t.Errorf("%d collections were forced, want one for each of %d requests", forced, requests)
	}
	_, fast := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "done") })
	if slow < 2*fast {
		t.Errorf("the fastest request took %v with a collection, %v without: no wait is seen", slow, fast)
	}
}

func TestNothingIsForcedWithoutTheCall(t *testing.T) {
	forced, _ := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "done") })
	if forced != 0 {
		t.Errorf("%d collections were forced, want none", forced)
	}
}
