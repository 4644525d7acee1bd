package fetch

import (
	"net/http"
	"time"
)

// Marker is called once, by a command.
func Marker(url string) error {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request low
	return closed(client.Get(url))
}

// Page is called by a handler.
func Page(url string) error {
	client := &http.Client{Transport: &http.Transport{}, Timeout: time.Second} // want http-transport-per-request high
	return closed(client.Get(url))
}

// Limited is called by nobody who is seen, and its idle connections end.
func Limited(url string) error {
	client := &http.Client{Transport: &http.Transport{IdleConnTimeout: time.Minute}} // want http-transport-per-request low
	return closed(client.Get(url))
}

// Retried makes another one only when the first has failed.
func Retried(w http.ResponseWriter, r *http.Request) {
	err := closed(http.DefaultClient.Get("https://status.example.com/"))
	if err != nil {
		client := &http.Client{Transport: &http.Transport{}} // want http-transport-per-request low
		_ = closed(client.Get("https://status.example.com/"))
	}
	if err == nil {
		client := &http.Client{Transport: &http.Transport{}} // want http-transport-per-request high
		_ = closed(client.Get("https://status.example.com/next"))
	}
}

func closed(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
