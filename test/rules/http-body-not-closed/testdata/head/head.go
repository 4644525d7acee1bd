package head

import (
	"context"
	"net/http"
)

type client struct {
	http http.Client
}

func (c *client) request(ctx context.Context, method, url string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return nil, err
	}
	return c.http.Do(request)
}

func (c *client) retried(ctx context.Context, method, url string) (*http.Response, error) {
	resp, err := c.request(ctx, method, url)
	if err != nil {
		return c.request(ctx, method, url)
	}
	return resp, nil
}

// exists asks for the headers alone: there is no body.
func (c *client) exists(ctx context.Context, url string) bool {
	resp, err := c.retried(ctx, "HEAD", url)
	return err == nil && resp.StatusCode == http.StatusOK
}

func (c *client) removed(ctx context.Context, url string) bool {
	resp, err := c.retried(ctx, http.MethodDelete, url) // want http-body-not-closed
	return err == nil && resp.StatusCode == http.StatusOK
}

func size(ctx context.Context, url string) (int64, error) {
	request, err := http.NewRequest(http.MethodHead, url, nil)
	if err != nil {
		return 0, err
	}
	request = request.WithContext(ctx)
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

// send sets the key of a request and sends it.
func (c *client) send(request *http.Request, key string) (*http.Response, error) {
	request.Header.Set("X-Key", key)
	return c.http.Do(request)
}

func (c *client) isThere(url string) bool {
	request, err := http.NewRequest(http.MethodHead, url, nil)
	if err != nil {
		return false
	}
	resp, err := c.send(request, "there")
	return err == nil && resp.StatusCode == http.StatusOK
}

func (c *client) isGood(url string) bool {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := c.send(request, "good") // want http-body-not-closed
	return err == nil && resp.StatusCode == http.StatusOK
}

// sendAgain asks for the page when the server does not answer to HEAD.
func (c *client) sendAgain(request *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(request)
	if err != nil || resp.StatusCode != http.StatusMethodNotAllowed {
		return resp, err
	}
	resp.Body.Close()
	other, err := http.NewRequest(http.MethodGet, request.URL.String(), nil)
	if err != nil {
		return nil, err
	}
	return c.http.Do(other)
}

func (c *client) isFound(url string) bool {
	request, err := http.NewRequest(http.MethodHead, url, nil)
	if err != nil {
		return false
	}
	resp, err := c.sendAgain(request) // want http-body-not-closed
	return err == nil && resp.StatusCode == http.StatusOK
}
