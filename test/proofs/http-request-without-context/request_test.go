// Package request shows a request that goes on after its caller has given up.
package request

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

const wait = time.Second

// upstreamEnds tells whether the server behind a handler is told that the client of the handler has left.
func upstreamEnds(t *testing.T, newRequest func(ctx context.Context, url string) (*http.Request, error)) bool {
	t.Helper()
	arrived, told, release := make(chan struct{}), make(chan struct{}), make(chan struct{})
	upstream := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(arrived)
		select {
		case <-r.Context().Done():
			close(told)
		case <-release:
		}
	}))
	defer upstream.Close()
	front := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		req, err := newRequest(r.Context(), upstream.URL)
		if err != nil {
			t.Error(err)
			return
		}
		if resp, err := upstream.Client().Do(req); err == nil {
			_ = resp.Body.Close()
		}
	}))
	defer front.Close()
	defer close(release)

	ctx, leave := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, front.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		if resp, err := front.Client().Do(req); err == nil {
			_ = resp.Body.Close()
		}
	}()
	<-arrived
	leave()
	select {
	case <-told:
		return true
	case <-time.After(wait):
		return false
	}
}

func TestTheRequestGoesOnWithoutAContext(t *testing.T) {
	ends := upstreamEnds(t, func(_ context.Context, url string) (*http.Request, error) {
		return http.NewRequest(http.MethodGet, url, nil)
	})
	if ends {
		t.Error("the request ended with its caller")
	}
}

func TestTheRequestEndsWithItsContext(t *testing.T) {
	ends := upstreamEnds(t, func(ctx context.Context, url string) (*http.Request, error) {
		return http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	})
	if !ends {
		t.Error("the request went on without its caller")
	}
}
