// Package chain shows what becomes of an answer whose work may take longer than its server gives it.
package chain

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const (
	short = 100 * time.Millisecond
	long  = 4 * short
)

// ask sends a request to a handler that waits for its context; it gives the status, or the error that the client got, and
// whether the context of the request was alive when the wait was over.
func ask(t *testing.T, write, work time.Duration) (status int, err error, isAlive bool) {
	t.Helper()
	alive := make(chan bool, 1)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), work)
		defer cancel()
		<-ctx.Done()
		alive <- r.Context().Err() == nil
		w.WriteHeader(http.StatusGatewayTimeout)
		_, _ = io.WriteString(w, "too slow")
	}))
	srv.Config.WriteTimeout = write
	srv.Start()
	defer srv.Close()
	req, err := http.NewRequest(http.MethodPost, srv.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := srv.Client().Do(req)
	if err == nil {
		status = resp.StatusCode
		_ = resp.Body.Close()
	}
	return status, err, <-alive
}

func TestTheAnswerIsLost(t *testing.T) {
	status, err, isAlive := ask(t, short, long)
	if err == nil {
		t.Errorf("the client got status %d", status)
	}
	if !isAlive {
		t.Error("the context of the request had ended")
	}
}

func TestTheAnswerComesInTime(t *testing.T) {
	if status, err, _ := ask(t, long, short); err != nil || status != http.StatusGatewayTimeout {
		t.Errorf("status %d, error %v", status, err)
	}
}

func TestTheInnerLimitNeverApplies(t *testing.T) {
	outer, cancel := context.WithTimeout(context.Background(), short)
	defer cancel()
	inner, cancelInner := context.WithTimeout(outer, long)
	defer cancelInner()
	ends, _ := outer.Deadline()
	if deadline, _ := inner.Deadline(); !deadline.Equal(ends) {
		t.Errorf("the inner context ends at %v, the outer one at %v", deadline, ends)
	}
}
