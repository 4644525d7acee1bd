// Package body shows how much memory a handler takes for a request body that nothing limits.
package body

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"testing"
)

const (
	sent  = 64 << 20
	limit = 1 << 20
)

// zeros is a body that takes no memory on the side of the client.
type zeros struct{ left int }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), z.left)
	clear(p[:n])
	z.left -= n
	return n, nil
}

// upload sends a body of unknown length and tells how much of it the handler got, how much memory was allocated
// meanwhile, and the status of the answer; 0 where the connection was closed before one came.
func upload(t *testing.T, limited bool) (got int, allocated uint64, status int) {
	t.Helper()
	read := make(chan int, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if limited {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		data, err := io.ReadAll(r.Body)
		var tooLong *http.MaxBytesError
		if errors.As(err, &tooLong) {
			w.WriteHeader(http.StatusRequestEntityTooLarge)
		}
		read <- len(data)
	}))
	defer srv.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	resp, err := http.Post(srv.URL, "application/octet-stream", &zeros{left: sent})
	got = <-read
	runtime.ReadMemStats(&after)
	if err == nil {
		status = resp.StatusCode
		_ = resp.Body.Close()
	}
	return got, after.TotalAlloc - before.TotalAlloc, status
}

func TestTheHandlerTakesAllThatIsSent(t *testing.T) {
	got, allocated, status := upload(t, false)
	if got != sent || allocated < sent || status != http.StatusOK {
		t.Errorf("read %d bytes, allocated %d, status %d", got, allocated, status)
	}
}

func TestALimitEndsTheUpload(t *testing.T) {
	got, allocated, status := upload(t, true)
	if got != limit || allocated > sent/2 || (status != http.StatusRequestEntityTooLarge && status != 0) {
		t.Errorf("read %d bytes, allocated %d, status %d", got, allocated, status)
	}
}
