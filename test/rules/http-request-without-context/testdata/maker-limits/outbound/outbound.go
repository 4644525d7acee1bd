// Package outbound makes clients.
package outbound

import (
	"net/http"
	"time"
)

// Client gives a client with a limit for each request; 0 is none.
func Client(limit time.Duration, agent string) *http.Client {
	if agent == "" {
		agent = "relay"
	}
	return &http.Client{Timeout: limit, Transport: named{agent}}
}

type named struct{ agent string }

func (n named) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("User-Agent", n.agent)
	return http.DefaultTransport.RoundTrip(req)
}

// Service makes clients that have a limit.
type Service struct{ Limit time.Duration }

// Make gives one.
func (s *Service) Make() *http.Client { return &http.Client{Timeout: s.Limit} }

// Plain makes clients without one.
type Plain struct{}

// Bare gives one.
func (Plain) Bare() *http.Client { return &http.Client{Transport: named{"plain"}} }
