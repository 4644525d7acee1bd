package taken

import (
	"crypto/tls"
	"net/http"
	"time"
)

// One is taken where an option says so, the other whenever something is asked.
var (
	chosen = unchecked(time.Minute)
	always = unchecked(time.Hour)
)

func unchecked(limit time.Duration) *http.Client {
	return &http.Client{
		Timeout: limit,
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, // want tls-insecure-skip-verify
		},
	}
}

type hook struct {
	isUnchecked bool
}

func (h hook) client() *http.Client {
	if h.isUnchecked {
		return chosen
	}
	return http.DefaultClient
}

func ask(url string) (*http.Response, error) { return always.Get(url) }
