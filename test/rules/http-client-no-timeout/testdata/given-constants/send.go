package send

import (
	"bytes"
	"net/http"
	"time"
)

var limited = &http.Client{Timeout: time.Minute}

// Tell posts; nobody gets.
func Tell(url string, body []byte) error { return send(url, http.MethodPost, body) }

func send(url, method string, body []byte) error {
	var resp *http.Response
	var err error
	switch method {
	case http.MethodGet:
		resp, err = http.Get(url)
	case http.MethodPost:
		resp, err = http.Post(url, "application/json", bytes.NewReader(body)) // want http-client-no-timeout
	default:
		resp, err = http.Head(url)
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Both are asked for.
func Both(url string) error {
	if err := fetch(url, "head"); err != nil {
		return err
	}
	return fetch(url, "get")
}

func fetch(url, how string) error {
	var resp *http.Response
	var err error
	switch how {
	case "get":
		resp, err = http.Get(url) // want http-client-no-timeout
	case "head":
		resp, err = http.Head(url) // want http-client-no-timeout
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Limits hands the word on.
func Limits(url string) error { return limits(url, "short") }

func limits(url, how string) error { return bounded(url, how, limited) }

func bounded(url, how string, client *http.Client) error {
	if how != "short" {
		resp, err := http.Get(url)
		if err != nil {
			return err
		}
		return resp.Body.Close()
	}
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Chosen gives what it was given.
func Chosen(url string, isFast bool) error { return chosen(url, isFast) }

func chosen(url string, isFast bool) error {
	if !isFast {
		resp, err := http.Get(url) // want http-client-no-timeout
		if err != nil {
			return err
		}
		return resp.Body.Close()
	}
	return nil
}
