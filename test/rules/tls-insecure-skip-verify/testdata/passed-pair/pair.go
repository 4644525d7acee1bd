package pair

import (
	"crypto/tls"
	"net/http"
	"net/url"
)

type picker interface {
	Pick(strict, lax http.RoundTripper) http.RoundTripper
}

func around(base http.RoundTripper) (http.RoundTripper, error) { return base, nil }

// What is called has the choice.
func byDefault(p picker) http.RoundTripper {
	lax, err := around(&http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}) // want tls-insecure-skip-verify info low
	if err != nil {
		return nil
	}
	return p.Pick(http.DefaultTransport, lax)
}

func made(p picker) http.RoundTripper {
	strict := &http.Transport{Proxy: http.ProxyFromEnvironment}
	lax := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify info low
	return p.Pick(strict, lax)
}

// Neither of them verifies.
func neither(p picker) http.RoundTripper {
	one := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}   // want tls-insecure-skip-verify warning high
	other := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify warning high
	return p.Pick(one, other)
}

// Beside it stands something else.
func alone(get func(http.RoundTripper, *url.URL) error, address *url.URL) error {
	lax := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} // want tls-insecure-skip-verify warning high
	return get(lax, address)
}
