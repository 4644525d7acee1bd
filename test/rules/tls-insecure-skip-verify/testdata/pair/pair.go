package pair

import (
	"crypto/tls"
	"net/http"
	"time"
)

type store struct {
	strict, lax *http.Client
}

func newStore() *store {
	return &store{strict: verifying(), lax: trusting()}
}

// Which one is used, the settings of an endpoint say.
func (s *store) client(isLax bool) *http.Client {
	if isLax {
		return s.lax
	}
	return s.strict
}

func verifying() *http.Client { return &http.Client{Timeout: time.Minute} }

func trusting() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info low
	return &http.Client{Timeout: time.Minute, Transport: transport}
}

type pool struct {
	short, long *http.Client
}

// Neither of them verifies.
func newPool() *pool {
	return &pool{short: blind(time.Second), long: blind(time.Minute)}
}

func blind(limit time.Duration) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify warning high
	return &http.Client{Timeout: limit, Transport: transport}
}
