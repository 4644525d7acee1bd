package limited

import (
	"crypto/tls"
	"net/http"
	"time"
)

// Shop bounds each request, and closes what is left when it is done.
type Shop struct{ client *http.Client }

// NewShop makes one.
func NewShop(config *tls.Config) *Shop {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value hint low
	return &Shop{client: &http.Client{Transport: transport, Timeout: 15 * time.Second}}
}

// Buy asks for one thing.
func (s *Shop) Buy(address string) ([]byte, error) { return read(s.client.Get(address)) }

// Close ends what is idle.
func (s *Shop) Close() { s.client.CloseIdleConnections() }

// Stall closes what is left, but a request of it may hang.
type Stall struct{ client *http.Client }

// NewStall makes one.
func NewStall(config *tls.Config) *Stall {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value
	return &Stall{client: &http.Client{Transport: transport}}
}

// Buy asks for one thing.
func (s *Stall) Buy(address string) ([]byte, error) { return read(s.client.Get(address)) }

// Close ends what is idle.
func (s *Stall) Close() { s.client.CloseIdleConnections() }

// Chain bounds each request, and what is idle stays.
type Chain struct{ client *http.Client }

// NewChain makes one.
func NewChain(config *tls.Config) *Chain {
	transport := &http.Transport{TLSClientConfig: config} // want http-transport-zero-value
	return &Chain{client: &http.Client{Transport: transport, Timeout: 15 * time.Second}}
}

// Buy asks for one thing.
func (c *Chain) Buy(address string) ([]byte, error) { return read(c.client.Get(address)) }
