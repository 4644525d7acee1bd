package given

import (
	"context"
	"net/http"
	"time"
)

// The request has ended when the response is given: its connection is gone, closed or not.
func brief(ctx context.Context, client *http.Client, address string) (*http.Response, error) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return client.Do(request.WithContext(ctx))
}

func through(ctx context.Context, address string) (*http.Response, error) {
	return brief(ctx, http.DefaultClient, address)
}

func isThere(ctx context.Context, address string) error {
	_, err := through(ctx, address)
	return err
}

// Only one of the two ways ends it.
func either(ctx context.Context, address string) (*http.Response, error) {
	if address != "" {
		return through(ctx, address)
	}
	return http.Get("http://localhost/")
}

func isAnyThere(ctx context.Context, address string) error {
	_, err := either(ctx, address) // want http-body-not-closed
	return err
}

// The caller ends it, and could have the connection again before.
func own(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := plain(ctx, address) // want http-body-not-closed
	return err
}

func plain(ctx context.Context, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	return http.DefaultClient.Do(request)
}
