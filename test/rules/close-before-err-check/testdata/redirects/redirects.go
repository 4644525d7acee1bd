package redirects

import (
	"errors"
	"net/http"
)

var errRedirect = errors.New("redirect")

func refuse(req *http.Request, via []*http.Request) error {
	if via[0].Method == http.MethodGet {
		return http.ErrUseLastResponse
	}
	return errRedirect
}

// refused: when CheckRedirect fails, the response comes with the error.
func refused(req *http.Request) (int, error) {
	client := &http.Client{CheckRedirect: refuse}
	resp, err := client.Do(req)
	status := resp.StatusCode
	if err != nil {
		return status, err
	}
	return status, resp.Body.Close()
}

func refusedInPlace(url string) (int, error) {
	client := http.Client{}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return errRedirect }
	resp, err := client.Get(url)
	status := resp.StatusCode
	if err != nil {
		return status, err
	}
	return status, resp.Body.Close()
}

// stops at the redirect: that is no error, and with any other there is no response.
func stops(url string) (int, error) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	resp, err := client.Get(url)
	status := resp.StatusCode // want close-before-err-check warning high
	if err != nil {
		return status, err
	}
	return status, resp.Body.Close()
}
