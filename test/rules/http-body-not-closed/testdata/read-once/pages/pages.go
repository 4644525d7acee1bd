// Package pages is there for the programs of this module.
package pages

import (
	"errors"
	"io"
	"net/http"
)

// Notice is read to its end, by a program that ends then.
func Notice(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return nil, errors.New("nothing to show")
	}
	return text, nil
}

// News are read to their end, but every minute.
func News(url string) ([]byte, error) {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}
