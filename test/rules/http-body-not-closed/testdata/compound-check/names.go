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
