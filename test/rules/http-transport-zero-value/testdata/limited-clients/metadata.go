package limited

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

const base = "http://169.254.169.254"

// Limited by the client, and never behind a proxy.
var metadata = &http.Client{
	Transport: &http.Transport{Proxy: nil}, // want http-transport-zero-value hint low
	Timeout:   5 * time.Second,
}

func ask(ctx context.Context, path string, query url.Values) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, base+path, nil)
	if err != nil {
		return nil, err
	}
	req.URL.RawQuery = query.Encode()
	return read(metadata.Do(req))
}

// Zone asks where this machine stands.
func Zone(ctx context.Context) ([]byte, error) { return ask(ctx, "/zone", url.Values{}) }

// Name asks what it is called.
func Name(ctx context.Context) ([]byte, error) { return ask(ctx, "/name", url.Values{}) }

// The dial may hang: nothing bounds it.
var unlimited = &http.Client{
	Transport: &http.Transport{Proxy: nil}, // want http-transport-zero-value
}

// Tags asks without a limit.
func Tags() ([]byte, error) { return read(unlimited.Get(base + "/tags")) }

// The same for a host that is far away.
var remote = &http.Client{
	Transport: &http.Transport{Proxy: nil}, // want http-transport-zero-value
	Timeout:   5 * time.Second,
}

// Prices asks somebody else.
func Prices() ([]byte, error) { return read(remote.Get("https://prices.example.com/all")) }

// The host is the caller's.
var moved = &http.Client{
	Transport: &http.Transport{Proxy: nil}, // want http-transport-zero-value
	Timeout:   5 * time.Second,
}

// Moved asks whom the caller names.
func Moved(host string) ([]byte, error) {
	req, err := http.NewRequest(http.MethodGet, base+"/moved", nil)
	if err != nil {
		return nil, err
	}
	req.URL.Host = host
	return read(moved.Do(req))
}

func read(resp *http.Response, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
