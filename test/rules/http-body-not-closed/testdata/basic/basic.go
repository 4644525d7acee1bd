package basic

import (
	"errors"
	"io"
	"net/http"
)

func earlyReturn(url string) ([]byte, error) {
	resp, err := http.Get(url) // want http-body-not-closed warning high
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
