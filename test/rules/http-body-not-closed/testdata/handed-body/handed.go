package handed

import (
	"errors"
	"io"
	"net/http"
)

// the body alone, for the caller to close
func open(url string) (io.ReadCloser, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}

func never(url string) ([]byte, error) {
	body, err := open(url) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	return io.ReadAll(body)
}

func declared(url string) ([]byte, error) {
	var reader io.ReadCloser
	var err error
	if url == "" {
		return nil, errors.New("no address")
	}
	reader, err = open(url) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	return io.ReadAll(reader)
}

func closed(url string) ([]byte, error) {
	body, err := open(url)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func handedOn(url string) (io.ReadCloser, error) {
	body, err := open(url)
	if err != nil {
		return nil, err
	}
	return body, nil
}
