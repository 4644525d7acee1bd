package names

import (
	"errors"
	"io"
	"net/http"
)

// The branch of the error check is left with a body too.
func fetch(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url) // want http-body-not-closed
	if err != nil || resp == nil || resp.StatusCode != http.StatusOK {
		return nil, errors.New("no names")
	}

	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// A deferred release behind the check would not be enough either.
func ask(client *http.Client, url string) error {
	resp, err := client.Get(url) // want http-body-not-closed
	if err != nil || resp.StatusCode != http.StatusOK {
		return errors.New("no answer")
	}
	return nil
}

// A case for both is left with a body or without.
func choose(client *http.Client, url string) ([]byte, error) {
	resp, err := client.Get(url) // want http-body-not-closed
	switch {
	case err != nil, resp.StatusCode != http.StatusOK:
		return nil, errors.New("no names")
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// The return needs the response, so that nothing is closed before it.
func status(client *http.Client, url string) (*http.Response, error) {
	resp, err := client.Get(url) // want http-body-not-closed
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil, unexpected(resp)
	}
	return resp, nil
}

func unexpected(resp *http.Response) error {
	if resp == nil {
		return errors.New("no answer")
	}
	return errors.New(resp.Status)
}

// Two returns of the branch lose it, the second one with the body only.
func download(client *http.Client, url string) (*http.Response, error) {
	resp, err := client.Get(url) // want http-body-not-closed
	if err != nil || resp.StatusCode != http.StatusOK {
		if err != nil {
			return nil, err
		}
		return nil, errors.New("no file")
	}
	return resp, nil
}

func open(client *http.Client, url string) (io.ReadCloser, error) {
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

// An interface is asked for nil as well.
func first(client *http.Client, url string, limit int) ([]byte, error) {
	body, err := open(client, url) // want http-body-not-closed
	if err != nil || limit == 0 {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(io.LimitReader(body, int64(limit)))
}

// Each round loses the one of its own.
func any(client *http.Client, urls []string) error {
	for _, url := range urls {
		resp, err := client.Get(url) // want http-body-not-closed
		if err != nil || resp.StatusCode >= http.StatusInternalServerError {
			return errors.New("no server")
		}
		resp.Body.Close()
	}
	return nil
}
