// Package goroutine shows background work that is cancelled because its handler has returned.
package goroutine

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const patience = 500 * time.Millisecond

// errorOfWork gives the error of a context some time after the handler that handed it to a goroutine has answered.
func errorOfWork(t *testing.T, contextOf func(*http.Request) context.Context) error {
	t.Helper()
	result := make(chan error, 1)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := contextOf(r)
		go func() {
			select { // what waits for a database or another server does the same inside
			case <-ctx.Done():
			case <-time.After(patience):
			}
			result <- ctx.Err()
		}()
		w.WriteHeader(http.StatusAccepted)
	}))
	defer srv.Close()
	resp, err := http.Get(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	return <-result
}

func TestWorkIsCancelledWithTheRequest(t *testing.T) {
	if err := errorOfWork(t, (*http.Request).Context); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context canceled", err)
	}
}

func TestDetachedWorkGoesOn(t *testing.T) {
	err := errorOfWork(t, func(r *http.Request) context.Context { return context.WithoutCancel(r.Context()) })
	if err != nil {
		t.Errorf("got %v, want none", err)
	}
}
