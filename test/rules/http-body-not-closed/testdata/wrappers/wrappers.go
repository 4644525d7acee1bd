package wrappers

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"time"
)

type Client struct{ h *http.Client }

type multiCloser struct {
	reader       io.Reader
	inorderClose []io.Closer
}

func (m *multiCloser) Close() error               { return nil }
func (m *multiCloser) Read(p []byte) (int, error) { return m.reader.Read(p) }

func (*Client) autoUnzip(resp *http.Response) error {
	if resp == nil || resp.Header == nil {
		return nil
	}
	if resp.Header.Get("Content-Encoding") == "gzip" {
		zReader, err := gzip.NewReader(resp.Body)
		if err != nil {
			return err
		}
		resp.Body = &multiCloser{
			reader:       zReader,
			inorderClose: []io.Closer{zReader, resp.Body},
		}
	}
	return nil
}

func (c *Client) do1(r *http.Request) (time.Duration, *http.Response, error) {
	start := time.Now()
	resp, err := c.h.Do(r)
	diff := time.Since(start)
	return diff, resp, err
}

func (c *Client) do2(r *http.Request) (time.Duration, *http.Response, error) {
	resp, err := c.h.Do(r) // want http-body-not-closed
	if zipErr := c.autoUnzip(resp); zipErr != nil {
		return 0, nil, zipErr
	}
	return 0, resp, err
}

type wrapper func(d time.Duration, resp *http.Response, e error) (time.Duration, *http.Response, error)

func requireOK(d time.Duration, resp *http.Response, e error) (time.Duration, *http.Response, error) {
	if e != nil {
		if resp != nil {
			_ = resp.Body.Close()
		}
		return d, nil, e
	}
	if resp.StatusCode == 200 {
		return d, resp, nil
	}
	return d, nil, newErr(from(resp))
}

func newErr(f func() error) error { return f() }
func from(resp *http.Response) func() error {
	return func() error { resp.Body.Close(); return errors.New("x") }
}
func require(s ...int) wrapper {
	return func(d time.Duration, resp *http.Response, e error) (time.Duration, *http.Response, error) {
		return requireOK(d, resp, e)
	}
}

func (c *Client) use1(r *http.Request) error {
	_, resp, err := c.do1(r) // want http-body-not-closed
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}
func (c *Client) use2(r *http.Request) error {
	_, resp, err := c.do2(r) // want http-body-not-closed
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}
func (c *Client) use3(r *http.Request) error {
	_, resp, err := requireOK(c.do1(r)) // want http-body-not-closed
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}
func (c *Client) use4(r *http.Request) error {
	check := require(200)
	_, resp, err := check(c.do1(r)) // want http-body-not-closed
	if err != nil {
		return err
	}
	println(resp.Status)
	return nil
}
func (c *Client) use5(r *http.Request) error {
	check := require(200)
	_, resp, err := check(c.do1(r))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return nil
}
