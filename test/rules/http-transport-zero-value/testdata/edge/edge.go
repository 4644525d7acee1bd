package edge

import (
	"crypto/tls"
	"net/http"
)

type store struct {
	client *http.Client
}

// A field that is no limit is set later.
func newStore(config *tls.Config) *store {
	transport := &http.Transport{} // want http-transport-zero-value
	transport.TLSClientConfig = config
	return &store{client: &http.Client{Transport: transport}}
}

func (s *store) get(url string) (*http.Response, error) { return s.client.Get(url) }

// Whoever gets it may set one: lowered.
func New() *http.Transport {
	return &http.Transport{Proxy: http.ProxyFromEnvironment} // want http-transport-zero-value
}

// A value, not a pointer.
var plain = http.Transport{MaxConnsPerHost: 10} // want http-transport-zero-value

func stores() (*store, http.RoundTripper) { return newStore(nil), &plain }
