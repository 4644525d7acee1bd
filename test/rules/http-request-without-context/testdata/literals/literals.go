package literals

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

type checker struct {
	client *http.Client
	target *url.URL
}

func (c *checker) state(ctx context.Context) (int, error) {
	req := &http.Request{Method: http.MethodGet, URL: c.target, Header: http.Header{}} // want http-request-without-context warning high
	res, err := c.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// A transport asks before it sends what it was given.
type asking struct{ next http.RoundTripper }

func (a asking) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := a.next.RoundTrip(&http.Request{Method: http.MethodHead, URL: r.URL}) // want http-request-without-context info medium
	if err != nil {
		return nil, err
	}
	if err := res.Body.Close(); err != nil {
		return nil, err
	}
	return a.next.RoundTrip(r)
}

func (c *checker) given(ctx context.Context) (int, error) {
	req := &http.Request{Method: http.MethodGet, URL: c.target}
	res, err := c.client.Do(req.WithContext(ctx))
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// The copy has the context of the original.
func (c *checker) copied(r *http.Request) (int, error) {
	req := &http.Request{}
	*req = *r
	req.RequestURI = ""
	res, err := c.client.Do(req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

var short = &http.Client{Timeout: time.Second}

func (c *checker) limited(ctx context.Context) (int, error) {
	req := http.Request{Method: http.MethodGet, URL: c.target} // want http-request-without-context hint low
	res, err := short.Do(&req)
	if err != nil {
		return 0, err
	}
	return res.StatusCode, res.Body.Close()
}

// Nobody sends it.
func (c *checker) served(w http.ResponseWriter, r *http.Request, next http.Handler) {
	next.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: r.URL})
}

// The tunnel lives on when whoever opens it has gone.
func (c *checker) tunnel(ctx context.Context) (io.ReadWriteCloser, error) {
	near, far := io.Pipe()
	res, err := c.client.Do(&http.Request{Method: http.MethodConnect, URL: c.target, Body: near})
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.WriteCloser
	}{res.Body, far}, nil
}
