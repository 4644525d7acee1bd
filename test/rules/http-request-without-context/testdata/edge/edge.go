package edge

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"
)

type doer interface {
	Do(req *http.Request) (*http.Response, error)
}

type api struct {
	base   string
	client doer
	http   *http.Client
}

// The request is made in one function and sent in another.
func (a *api) newRequest(ctx context.Context, path string) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodGet, a.base+path, nil) // want http-request-without-context
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	return req, nil
}

func (a *api) fetch(ctx context.Context) error {
	req, err := a.newRequest(ctx, "/")
	if err != nil {
		return err
	}
	return a.do(req)
}

func (a *api) do(req *http.Request) error {
	resp, err := a.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// What sends it only looks like a client: lowered.
func (a *api) ping(ctx context.Context) error {
	req, err := http.NewRequest(http.MethodGet, a.base, nil) // want http-request-without-context
	if err != nil {
		return err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A context of its own, made here.
func limited(address string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := ctx.Err(); err != nil {
		return err
	}
	resp, err := http.PostForm(address, url.Values{}) // want http-request-without-context
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The group waits for its functions, and its context ends with the first error.
func all(ctx context.Context, addresses []string) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, address := range addresses {
		address := address
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			resp, err := http.Get(address) // want http-request-without-context
			if err != nil {
				return err
			}
			return resp.Body.Close()
		})
	}
	return group.Wait()
}

func retry(ctx context.Context, run func() error) error {
	for {
		if err := run(); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

// The literal goes where the context goes.
func again(ctx context.Context, address string) error {
	return retry(ctx, func() error {
		resp, err := http.Get(address) // want http-request-without-context
		if err != nil {
			return err
		}
		return resp.Body.Close()
	})
}

func framework(c *gin.Context) {
	resp, err := http.Get("https://example.com/") // want http-request-without-context
	if err != nil {
		c.Status(http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	c.Status(resp.StatusCode)
}

// The round trip of another request has that one's context.
type transport struct{ next http.RoundTripper }

func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.Get("https://example.com/token") // want http-request-without-context
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return t.next.RoundTrip(req)
}
