package transport

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/hashicorp/go-cleanhttp"
)

func WithoutProxy(transport *http.Transport) *http.Transport {
	transport.Proxy = func(*http.Request) (*url.URL, error) {
		return nil, nil
	}
	return transport
}

func KeepingAlive(transport *http.Transport) *http.Transport {
	transport.DisableKeepAlives = false
	return transport
}

// No connection is used again, and the cancel ends this one.
func probe(ctx context.Context, url string) error {
	client := &http.Client{Transport: WithoutProxy(cleanhttp.DefaultTransport())}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return resp.Body.Close()
}

// It could be used again.
func pooled(ctx context.Context, url string) error {
	client := &http.Client{Transport: WithoutProxy(cleanhttp.DefaultPooledTransport())}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req) // want http-body-not-closed info
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return resp.Body.Close()
}

func kept(ctx context.Context, url string) error {
	client := &http.Client{Transport: KeepingAlive(cleanhttp.DefaultTransport())}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req) // want http-body-not-closed info
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return resp.Body.Close()
}

// Nothing ends the request.
func unbounded(url string) error {
	client := &http.Client{Transport: WithoutProxy(cleanhttp.DefaultTransport())}
	resp, err := client.Get(url) // want http-body-not-closed warning
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return resp.Body.Close()
}
