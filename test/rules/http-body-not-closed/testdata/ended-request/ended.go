package ended

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

func isOver(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	default:
		return false
	}
}

// When the context of the request has ended, the transport has closed the connection.
func wait(ctx context.Context, url string, more <-chan int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-more:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if ctx.Err() != nil || isOver(ctx) {
		resp.Body.Close()
		return ctx.Err()
	}
	if isOver(ctx) {
		return ctx.Err()
	}
	return resp.Body.Close()
}

// The end of the parent ends it too.
func below(parent context.Context, url string, more <-chan int) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	req = req.WithContext(ctx)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	select {
	case <-parent.Done():
		return parent.Err()
	case <-more:
	}
	return resp.Body.Close()
}

// Another context says nothing of the request.
func other(ctx, stop context.Context, url string, more <-chan int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed
	if err != nil {
		return err
	}
	select {
	case <-stop.Done():
		return stop.Err()
	case <-more:
	}
	return resp.Body.Close()
}

// A request without the context goes on.
func without(ctx context.Context, url string, more <-chan int) error {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-more:
	}
	return resp.Body.Close()
}

// The next round finds the body of a server error open, whether or not the context has ended.
func again(ctx context.Context, url string, parts []io.Reader) error {
	for _, part := range parts {
		if isOver(ctx) {
			return ctx.Err()
		}
		req, err := http.NewRequest(http.MethodPut, url, part)
		if err != nil {
			return err
		}
		req = req.WithContext(ctx)
		resp, err := http.DefaultClient.Do(req) // want http-body-not-closed
		if err != nil {
			return err
		}
		if resp.StatusCode >= 500 {
			fmt.Println(resp.Status)
			continue
		}
		resp.Body.Close()
	}
	return nil
}

// The deferred cancel ends the request: no connection is kept, but none is used again.
func dropped(url string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want http-body-not-closed info
	return err
}

// Each round keeps one until the function returns.
func droppedInLoop(urls []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, url := range urls {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, nil)
		if err != nil {
			return err
		}
		if _, err = http.DefaultClient.Do(req); err != nil { // want http-body-not-closed warning
			return err
		}
	}
	return nil
}

// The cancel of some calls only.
func sometimes(ctx context.Context, url string, isShort bool) error {
	own, cancel := context.WithCancel(ctx)
	if isShort {
		defer cancel()
	}
	req, err := http.NewRequestWithContext(own, http.MethodPost, url, nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want http-body-not-closed warning
	return err
}

func refused(parent context.Context, url string) error {
	ctx, cancel := context.WithTimeout(parent, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed info
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("refused: %s", resp.Status)
	}
	return resp.Body.Close()
}

// The parameter has the context with the deadline from its second line on, and both requests have it.
func twice(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if _, err = http.DefaultClient.Do(req); err != nil { // want http-body-not-closed info
		return err
	}
	req, err = http.NewRequestWithContext(ctx, http.MethodGet, url+"/next", nil)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want http-body-not-closed info
	return err
}

// The second request goes on with the context of the caller.
func another(ctx, parent context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	req, err = http.NewRequestWithContext(parent, http.MethodGet, url, req.Body)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req) // want http-body-not-closed warning
	return err
}

// The deadline is not that of the request, which was made before.
func before(ctx context.Context, url string, more <-chan int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed warning
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-more:
	}
	return resp.Body.Close()
}

// The end of the context does not end the one that was taken from it.
func detached(ctx context.Context, url string, more <-chan int) error {
	own := context.WithoutCancel(ctx)
	req, err := http.NewRequestWithContext(own, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-more:
	}
	return resp.Body.Close()
}

// The second request has no context.
func anew(ctx context.Context, url string, isMoved bool, more <-chan int) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if isMoved {
		req, err = http.NewRequest(http.MethodGet, url+"/moved", nil)
		if err != nil {
			return err
		}
	}
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-more:
	}
	return resp.Body.Close()
}

type cancelable interface {
	WithContext(ctx context.Context) *http.Request
}

type tagged interface {
	WithContext(ctx context.Context) *tag
}

type tag struct{ *http.Request }

// The method of the interface is the one that a request has.
func throughInterface(ctx context.Context, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if c, ok := any(req).(cancelable); ok {
		req = c.WithContext(ctx)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return resp.Body.Close()
}

// Another method of the same name says nothing of the request.
func throughAnother(ctx context.Context, t tagged, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	t.WithContext(ctx)
	resp, err := http.DefaultClient.Do(req) // want http-body-not-closed
	if err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return resp.Body.Close()
}

func shortLived(timeout time.Duration) (*http.Transport, func()) {
	transport := &http.Transport{DisableKeepAlives: true, TLSHandshakeTimeout: timeout}
	return transport, transport.CloseIdleConnections
}

func leader(ctx context.Context, url string) (bool, error) {
	transport, done := shortLived(time.Second)
	defer done()
	return asks(ctx, transport, url)
}

// No connection of its transport is used again, and the deferred cancel closes this one.
func asks(ctx context.Context, transport http.RoundTripper, url string) (bool, error) {
	client := &http.Client{Transport: transport}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}

// Nobody ends this request.
func asksOn(url string) (bool, error) {
	transport, done := shortLived(time.Second)
	defer done()
	resp, err := (&http.Client{Transport: transport}).Get(url) // want http-body-not-closed warning
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}

// The connection could be used again.
func asksAgain(ctx context.Context, url string, alive bool) (bool, error) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: !alive}}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false, err
	}
	resp, err := client.Do(req) // want http-body-not-closed info
	if err != nil {
		return false, err
	}
	return resp.StatusCode == http.StatusOK, nil
}
