// Package client shows a request that waits as long as the server wants it to.
package client

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"
)

const (
	limit = 100 * time.Millisecond
	wait  = 10 * limit
)

// waits tells whether a request to a server that never answers is still on its way when the wait is over, and else its error.
func waits(t *testing.T, get func(url string) (*http.Response, error)) (bool, error) {
	t.Helper()
	release := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer srv.Close()
	defer close(release)
	done := make(chan error, 1)
	go func() {
		resp, err := get(srv.URL)
		if err == nil {
			err = resp.Body.Close()
		}
		done <- err
	}()
	select {
	case err := <-done:
		return false, err
	case <-time.After(wait):
		return true, nil
	}
}

func TestGetWaitsForTheServer(t *testing.T) {
	if stays, err := waits(t, http.Get); !stays {
		t.Errorf("http.Get came back: %v", err)
	}
}

func TestATimeoutEndsIt(t *testing.T) {
	client := &http.Client{Timeout: limit}
	if stays, err := waits(t, client.Get); stays || !os.IsTimeout(err) {
		t.Errorf("still waiting: %t, error %v; want a timeout", stays, err)
	}
}

func TestADeadlineEndsIt(t *testing.T) {
	get := func(url string) (*http.Response, error) {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return nil, err
		}
		return http.DefaultClient.Do(req)
	}
	if stays, err := waits(t, get); stays || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("still waiting: %t, error %v; want a deadline", stays, err)
	}
}
