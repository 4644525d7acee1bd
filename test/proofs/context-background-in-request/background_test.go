// Package background shows work that goes on after its client has left, when its context is not that of the request.
package background

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const patience = 500 * time.Millisecond

// endsWithClient tells whether the work of a handler has ended some time after its client left.
func endsWithClient(t *testing.T, contextOf func(*http.Request) context.Context) bool {
	t.Helper()
	started := make(chan struct{})
	ended := make(chan struct{})
	release := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		close(started)
		select { // what waits for a slow dependency does the same inside
		case <-contextOf(r).Done():
		case <-release:
		}
	}))
	defer srv.Close()
	defer close(release)

	ctx, leave := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, srv.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	left := make(chan struct{})
	go func() {
		defer close(left)
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_ = resp.Body.Close()
		}
	}()
	<-started
	leave()
	<-left
	select {
	case <-ended:
		return true
	case <-time.After(patience):
		return false
	}
}

func TestWorkGoesOnWithBackground(t *testing.T) {
	if endsWithClient(t, func(*http.Request) context.Context { return context.Background() }) {
		t.Error("the work ended although nothing could end it")
	}
}

func TestWorkEndsWithTheRequest(t *testing.T) {
	if !endsWithClient(t, (*http.Request).Context) {
		t.Error("the work goes on although its client has left")
	}
}
