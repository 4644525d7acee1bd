package scrape

import (
	"crypto/tls"
	"net/http"
	"time"
)

// What main sets in any case before anybody uses it.
var client = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} // want tls-insecure-skip-verify info low

// Set with an argument alone.
var other = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} // want tls-insecure-skip-verify info medium

func Configure(limit time.Duration) {
	client = &http.Client{Timeout: limit}
}

func ConfigureOther(limit time.Duration) {
	other = &http.Client{Timeout: limit}
}

func Handle(w http.ResponseWriter, r *http.Request) {
	for _, each := range []*http.Client{client, other} {
		if response, err := each.Get("https://example.com/"); err == nil {
			w.WriteHeader(response.StatusCode)
			response.Body.Close()
		}
	}
}
