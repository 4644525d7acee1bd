package clean

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

var clone = http.DefaultTransport.(*http.Transport).Clone()

var limited = &http.Transport{IdleConnTimeout: 90 * time.Second}

var handshake = &http.Transport{TLSHandshakeTimeout: 10 * time.Second}

// Set to zero on purpose.
var chosen = &http.Transport{IdleConnTimeout: 0}

// No connection is kept.
var single = &http.Transport{DisableKeepAlives: true}

// The limit is set later.
func later(config *tls.Config) *http.Client {
	transport := &http.Transport{TLSClientConfig: config}
	transport.IdleConnTimeout = time.Minute
	return &http.Client{Transport: transport}
}

func limit(transport *http.Transport) {
	transport.TLSHandshakeTimeout = 5 * time.Second
	transport.IdleConnTimeout = time.Minute
}

func helped() *http.Client {
	transport := &http.Transport{}
	limit(transport)
	return &http.Client{Transport: transport}
}

// A Unix socket.
func socket(path string) *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var dialer net.Dialer
			return dialer.DialContext(ctx, "unix", path)
		},
	}}
}

// Files.
func files(folder string) *http.Client {
	transport := &http.Transport{}
	transport.RegisterProtocol("file", http.NewFileTransport(http.Dir(folder)))
	return &http.Client{Transport: transport}
}

// One for each call: another rule.
func once(url string) (int, error) {
	client := &http.Client{Transport: &http.Transport{}}
	resp, err := client.Get(url)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// Whoever gets the transport as such may set the limits.
func configured(configure func(*http.Transport) error) (*http.Client, error) {
	transport := &http.Transport{}
	if err := configure(transport); err != nil {
		return nil, err
	}
	return &http.Client{Transport: transport}, nil
}
