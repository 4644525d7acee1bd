package fetch

import (
	"errors"
	"net/http"
)

// status has a response whether or not it came over TLS.
func status(url string) (int, error) {
	resp, err := http.Get(url) // want http-body-not-closed warning high
	if err != nil {
		return 0, err
	}
	if resp.TLS == nil {
		return 0, errors.New("not encrypted")
	}
	return resp.StatusCode, resp.Body.Close()
}

// length has nothing to close without a body.
func length(url string) (int64, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	if resp.Body == nil {
		return 0, errors.New("no body")
	}
	return resp.ContentLength, resp.Body.Close()
}
