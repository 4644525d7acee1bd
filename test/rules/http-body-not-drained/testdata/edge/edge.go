package edge

import (
	"context"
	"net/http"
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
	resp, err := client.Do(req) // want http-body-not-drained
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
	resp, err := client.Do(req) // want http-body-not-drained
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A deferred literal closes it.
func Closed(client *http.Client, url string) (int, error) {
	resp, err := client.Get("http://" + url) // want http-body-not-drained
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
	resp, err := client.Get("http://" + url) // want http-body-not-drained
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
