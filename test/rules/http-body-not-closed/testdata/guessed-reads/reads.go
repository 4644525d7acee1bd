package reads

import (
	"errors"
	"io"
	"net/http"
)

// A sender is implemented elsewhere, perhaps without a connection.
type sender interface {
	Send(request *http.Request) (*http.Response, error)
}

// After a read error net/http keeps no connection, if there was one at all.
func all(s sender, request *http.Request) ([]byte, error) {
	resp, err := s.Send(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return text, resp.Body.Close()
}

// Here nobody has read it.
func checked(s sender, request *http.Request) ([]byte, error) {
	resp, err := s.Send(request) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
