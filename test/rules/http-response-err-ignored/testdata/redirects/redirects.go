package redirects

import (
	"errors"
	"net/http"
)

// location: when CheckRedirect fails, the response comes with the error.
func location(url string) string {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return errors.New("no redirect")
	}}
	resp, _ := client.Get(url)
	return resp.Header.Get("Location")
}

// last: a redirect is no error here, and with any other there is no response.
func last(url string) string {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	resp, _ := client.Get(url) // want http-response-err-ignored
	defer resp.Body.Close()
	return resp.Header.Get("Location")
}
