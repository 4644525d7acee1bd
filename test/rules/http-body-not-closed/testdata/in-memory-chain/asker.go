package asker

import (
	"errors"
	"net/http"
)

// Strict is a transport that refuses requests without a path.
type Strict struct{ Inner http.RoundTripper }

// RoundTrip sends a request on.
func (s *Strict) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Path == "" {
		return nil, errors.New("no path")
	}
	return s.Inner.RoundTrip(req)
}

// Chain uses one transport after the other.
type Chain struct{ Links []Strict }

// RoundTrip sends a request with the next transport.
func (c *Chain) RoundTrip(req *http.Request) (*http.Response, error) {
	next := c.Links[0]
	c.Links = c.Links[1:]
	return next.RoundTrip(req)
}
