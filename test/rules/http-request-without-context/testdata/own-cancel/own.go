// Package owncancel makes contexts that nobody but the function itself ends.
package owncancel

import (
	"context"
	"net/http"
	"time"
)

type backend interface {
	Find(ctx context.Context, name string) (string, error)
	Watch(ctx context.Context, stop func())
}

func closed(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func deferred(b backend, name string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	address, err := b.Find(ctx, name)
	if err != nil {
		return err
	}
	return closed(http.Get(address))
}

// It is called before an early return, in a deferred literal, and given to others when the request is over.
func early(b backend, name string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer func() { cancel() }()
	address, err := b.Find(ctx, name)
	if err != nil {
		cancel()
		return err
	}
	if err := closed(http.Get(address)); err != nil {
		return err
	}
	b.Watch(ctx, cancel)
	return nil
}

// Others have it while the request runs.
func watched(b backend, name string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go b.Watch(ctx, cancel)
	return closed(http.Get(name)) // want http-request-without-context
}

// From the second round on others have it.
func repeated(b backend, names []string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for _, name := range names {
		if err := closed(http.Get(name)); err != nil { // want http-request-without-context
			return err
		}
		go b.Watch(ctx, cancel)
	}
	return nil
}

// A deadline ends it.
func limited(b backend, name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	address, err := b.Find(ctx, name)
	if err != nil {
		return err
	}
	return closed(http.Get(address)) // want http-request-without-context
}

// A goroutine ends it.
func timed(b backend, name string, quit <-chan struct{}) error {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-quit
		cancel()
	}()
	address, err := b.Find(ctx, name)
	if err != nil {
		return err
	}
	return closed(http.Get(address)) // want http-request-without-context
}

// So does whoever ends the parent.
func inherited(parent context.Context, b backend, name string) error {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	address, err := b.Find(ctx, name)
	if err != nil {
		return err
	}
	return closed(http.Get(address)) // want http-request-without-context
}
