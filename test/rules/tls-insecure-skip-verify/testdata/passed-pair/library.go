package pair

import (
	"net/http"

	"k8s.io/client-go/rest"
)

// The library makes both in the same way.
func fromLibrary(p picker, agent string, data []byte) (http.RoundTripper, error) {
	var strict http.RoundTripper
	var err error
	if len(data) > 0 {
		strict, err = rest.TransportFor(&rest.Config{UserAgent: agent, TLSClientConfig: rest.TLSClientConfig{CAData: data}})
	} else {
		strict, err = rest.TransportFor(&rest.Config{UserAgent: agent})
	}
	if err != nil {
		return nil, err
	}
	lax, err := rest.TransportFor(&rest.Config{TLSClientConfig: rest.TLSClientConfig{Insecure: true}}) // want tls-insecure-skip-verify info low
	if err != nil {
		return nil, err
	}
	return p.Pick(strict, lax), nil
}

// Whether the other one verifies is not seen.
func given(p picker, config *rest.Config) (http.RoundTripper, error) {
	other, err := rest.TransportFor(config)
	if err != nil {
		return nil, err
	}
	lax, err := rest.TransportFor(&rest.Config{TLSClientConfig: rest.TLSClientConfig{Insecure: true}}) // want tls-insecure-skip-verify info medium
	if err != nil {
		return nil, err
	}
	return p.Pick(other, lax), nil
}
