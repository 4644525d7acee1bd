package archive

import (
	"errors"
	"io"
	"net/http"
)

// Get is called once by a command, which ends with its error.
func Get(address string) (io.ReadCloser, error) {
	resp, err := http.Get(address) // want http-body-not-closed info low
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return resp.Body, nil
}

// Poll is called in a loop, which goes on behind the error.
func Poll(address string) (io.ReadCloser, error) {
	resp, err := http.Get(address) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return resp.Body, nil
}

// GetToFile has no caller, and Fetch no other.
func GetToFile(address string) error {
	body, err := Fetch(address)
	if err != nil {
		return err
	}
	return body.Close()
}

// Fetch is only called by what nobody calls yet.
func Fetch(address string) (io.ReadCloser, error) {
	resp, err := http.Get(address) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	return resp.Body, nil
}
