package notes

import (
	"context"
	"net/http"
	"strings"
)

// Board is where notes are put.
type Board interface {
	Post(ctx context.Context, text string) error
	Remove(ctx context.Context, id string) error
}

type Remote struct{ URL string }

// All callers give the context that main made of Background.
func (r Remote) Post(ctx context.Context, text string) error {
	req, err := http.NewRequest(http.MethodPost, r.URL, strings.NewReader(text)) // want http-request-without-context low
	if err != nil {
		return err
	}
	return send(req)
}

// One of the callers gives a context that a signal ends.
func (r Remote) Remove(ctx context.Context, id string) error {
	req, err := http.NewRequest(http.MethodDelete, r.URL+"/"+id, nil) // want http-request-without-context high
	if err != nil {
		return err
	}
	return send(req)
}

// The library that runs it gives a context of its own.
func Ping(ctx context.Context, network, address string) error {
	req, err := http.NewRequest(http.MethodGet, "http://"+address, nil) // want http-request-without-context high
	if err != nil {
		return err
	}
	return send(req)
}

// The context of a command that is executed without one.
func Count(ctx context.Context, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context low
	if err != nil {
		return err
	}
	return send(req)
}

// It may end: the caller has its cancel function.
func Wait(ctx context.Context, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context high
	if err != nil {
		return err
	}
	return send(req)
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
