package edge

import (
	"context"
	"net/http"
	"time"
)

type doer interface {
	Do(req *http.Request) (*http.Response, error)
}

// How often it is asked is not known: lowered.
func Reachable(ctx context.Context, client *http.Client, url string) (bool, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+url, nil)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req) // want http-body-not-drained hint low
	if err != nil {
		return false, err
	}
	if err := resp.Body.Close(); err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}

// What sends it may be anything: lowered.
func Ping(client doer, url string) error {
	req, err := http.NewRequest("", "http://"+url, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req) // want http-body-not-drained hint low
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A deferred literal closes it.
func Closed(client *http.Client, url string) (int, error) {
	resp, err := client.Get("http://" + url) // want http-body-not-drained hint low
	if err != nil {
		return 0, err
	}
	defer func() {
		_ = resp.Body.Close()
	}()
	return resp.StatusCode, nil
}

// Closed on two paths: no one place to read it.
func Twice(client *http.Client, url string) (string, error) {
	resp, err := client.Get("http://" + url) // want http-body-not-drained hint low
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return "", nil
	}
	etag := resp.Header.Get("ETag")
	resp.Body.Close()
	return etag, nil
}

// A health check may be answered with a status alone: lowered.
func watch(client *http.Client, failed chan<- int) {
	for range time.Tick(time.Second) {
		resp, err := client.Get("http://cart.internal:8080/healthz") // want http-body-not-drained hint low
		if err != nil {
			continue
		}
		resp.Body.Close()
		failed <- resp.StatusCode
	}
}

// Who is asked may be another host each time: lowered.
func all(client *http.Client, hosts []string) (up int) {
	for _, host := range hosts {
		resp, err := client.Get("http://" + host + "/index.html") // want http-body-not-drained hint low
		if err != nil {
			continue
		}
		resp.Body.Close()
		up++
	}
	return up
}

func wrapped(inner http.RoundTripper) http.RoundTripper { return inner }

// What sends it may speak HTTP/2: lowered.
func behind(inner http.RoundTripper, ids []string) {
	client := http.Client{Transport: wrapped(inner)}
	for _, id := range ids {
		resp, err := client.Get("http://localhost/carts/" + id) // want http-body-not-drained hint low
		if err != nil {
			continue
		}
		resp.Body.Close()
	}
}
