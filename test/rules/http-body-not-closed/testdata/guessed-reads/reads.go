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

// What answers without an error has the answer at hand.
type answerer interface {
	Answer(request *http.Request) *http.Response
}

// After a read error net/http keeps no connection, if there was one at all.
func answered(a answerer, request *http.Request) ([]byte, error) {
	resp := a.Answer(request)
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return text, resp.Body.Close()
}

// Who may fail to send asks somebody.
func all(s sender, request *http.Request) ([]byte, error) {
	resp, err := s.Send(request) // want http-body-not-closed
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
