package retryable

import (
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

type lists struct {
	client *retryablehttp.Client
	url    string
}

// Nobody ends the retries.
func (l *lists) names(ctx context.Context) (int, error) {
	req, err := retryablehttp.NewRequest(http.MethodGet, l.url, nil) // want http-request-without-context warning high
	if err != nil {
		return 0, err
	}
	res, err := l.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func (l *lists) direct(ctx context.Context) (int, error) {
	res, err := l.client.Get(l.url) // want http-request-without-context warning high
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// The request is wrapped after it was made.
func (l *lists) wrapped(ctx context.Context) (int, error) {
	plain, err := http.NewRequest(http.MethodGet, l.url, nil) // want http-request-without-context warning high
	if err != nil {
		return 0, err
	}
	req, err := retryablehttp.FromRequest(plain)
	if err != nil {
		return 0, err
	}
	res, err := l.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func (l *lists) ended(ctx context.Context) (int, error) {
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, l.url, nil)
	if err != nil {
		return 0, err
	}
	res, err := l.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func (l *lists) given(ctx context.Context) (int, error) {
	req, err := retryablehttp.NewRequest(http.MethodGet, l.url, nil)
	if err != nil {
		return 0, err
	}
	res, err := l.client.Do(req.WithContext(ctx))
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

func (l *lists) inside(ctx context.Context) (int, error) {
	req, err := retryablehttp.NewRequest(http.MethodGet, l.url, nil)
	if err != nil {
		return 0, err
	}
	req.Request = req.Request.WithContext(ctx)
	res, err := l.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// Each attempt has a limit, and they are few.
type hooks struct {
	client *retryablehttp.Client
	url    string
}

func newHooks(url string, limit time.Duration) *hooks {
	return &hooks{url: url, client: &retryablehttp.Client{HTTPClient: outbound(limit), RetryMax: 3}}
}

func outbound(limit time.Duration) *http.Client {
	return &http.Client{Timeout: limit}
}

func (h *hooks) send(ctx context.Context) (int, error) {
	res, err := h.client.Get(h.url) // want http-request-without-context hint low
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

var all = newHooks("http://hooks.internal", 5*time.Second)
