// Package wait shows what becomes of an answer that a handler writes after the WriteTimeout of its server.
package wait

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 4 * limit
)

// ask sends a request to a handler that waits before it answers, and tells what the client got and what the handler's
// Write returned.
func ask(t *testing.T, moves bool) (status int, err, written error) {
	t.Helper()
	writes := make(chan error, 1)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if moves {
			_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(wait + limit))
		}
		time.Sleep(wait)
		_, err := io.WriteString(w, "done")
		writes <- err
	}))
	srv.Config.WriteTimeout = limit
	srv.Start()
	defer srv.Close()
	resp, err := srv.Client().Post(srv.URL, "text/plain", http.NoBody)
	if err == nil {
		status = resp.StatusCode
		_ = resp.Body.Close()
	}
	return status, err, <-writes
}

func TestTheAnswerIsLostUnnoticed(t *testing.T) {
	status, err, written := ask(t, false)
	if err == nil {
		t.Errorf("the client got status %d", status)
	}
	if written != nil {
		t.Errorf("the handler noticed: %v", written)
	}
}

func TestTheMovedDeadlineLetsItThrough(t *testing.T) {
	if status, err, _ := ask(t, true); err != nil || status != http.StatusOK {
		t.Errorf("status %d, error %v", status, err)
	}
}
