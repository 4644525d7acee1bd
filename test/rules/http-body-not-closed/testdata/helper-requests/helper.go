// A helper sends the request, and hands out what ends it.
package helper

import (
	"context"
	"errors"
	"net/http"
)

func sendUntil(req *http.Request) (*http.Response, chan struct{}, error) {
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(req.Context())
	req = req.WithContext(ctx)
	go func() {
		<-done
		cancel()
	}()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		close(done)
		return nil, nil, err
	}
	return resp, done, nil
}

func sendTracked(req *http.Request, running map[*http.Request]func()) (*http.Response, chan struct{}, error) {
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(req.Context())
	req = req.WithContext(ctx)
	if running != nil {
		running[req] = cancel
	}
	go func() {
		<-done
		if running != nil {
			cancel()
			delete(running, req)
		}
	}()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		close(done)
		return nil, nil, err
	}
	return resp, done, nil
}

// The goroutine only counts.
func sendCounted(req *http.Request, count func()) (*http.Response, chan struct{}, error) {
	done := make(chan struct{})
	go func() {
		<-done
		count()
	}()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		close(done)
		return nil, nil, err
	}
	return resp, done, nil
}

func until(req *http.Request) error {
	resp, done, err := sendUntil(req) // want http-body-not-closed info high
	if err != nil {
		return err
	}
	defer close(done)
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

func tracked(req *http.Request, running map[*http.Request]func()) error {
	resp, done, err := sendTracked(req, running) // want http-body-not-closed info low
	if err != nil {
		return err
	}
	defer close(done)
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

func counted(req *http.Request, count func()) error {
	resp, done, err := sendCounted(req, count) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	defer close(done)
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

// The early return comes before the channel is closed.
func late(req *http.Request) error {
	resp, done, err := sendUntil(req) // want http-body-not-closed warning high
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	defer close(done)
	return nil
}
