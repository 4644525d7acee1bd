package fetch

import (
	"crypto/tls"
	"net/http"
	"time"
)

// Source asks an address.
type Source struct{ client *http.Client }

// NewOnce is for the command alone.
func NewOnce() *Source {
	transport := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}} // want http-transport-zero-value low
	return &Source{client: &http.Client{Transport: transport, Timeout: time.Minute}}
}

// NewKept is for what serves.
func NewKept() *Source {
	transport := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}} // want http-transport-zero-value
	return &Source{client: &http.Client{Transport: transport, Timeout: time.Minute}}
}

// NewOffered is for nobody here.
func NewOffered() *Source {
	transport := &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}} // want http-transport-zero-value low
	return &Source{client: &http.Client{Transport: transport, Timeout: time.Minute}}
}

// Fetch asks once.
func (s *Source) Fetch(address string) error {
	response, err := s.client.Get(address)
	if err != nil {
		return err
	}
	return response.Body.Close()
}
