package clients

import (
	"context"
	"net"
	"net/http"
	"time"
)

func request(url string) *http.Request {
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	return req
}

func use(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

var bare = &http.Client{}

func Bare(url string) error {
	resp, err := bare.Do(request(url)) // want context-without-deadline warning high
	return use(resp, err)
}

var zero http.Client

func Zero(url string) error {
	resp, err := zero.Do(request(url)) // want context-without-deadline warning high
	return use(resp, err)
}

var bounded = &http.Client{Timeout: 10 * time.Second}

func Bounded(url string) error {
	resp, err := bounded.Do(request(url))
	return use(resp, err)
}

var later = &http.Client{}

func init() {
	later.Timeout = 10 * time.Second
}

func Later(url string) error {
	resp, err := later.Do(request(url))
	return use(resp, err)
}

type api struct {
	plain  *http.Client
	timed  *http.Client
	given  *http.Client
	pooled *http.Client
	header *http.Client
	custom *http.Client
}

func newAPI(given *http.Client, custom http.RoundTripper) *api {
	dialer := &net.Dialer{Timeout: time.Second}
	return &api{
		plain:  &http.Client{CheckRedirect: nil},
		timed:  newClient(time.Second),
		given:  given,
		pooled: &http.Client{Transport: &http.Transport{MaxIdleConns: 100, DialContext: dialer.DialContext}},
		header: &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Second}},
		custom: &http.Client{Transport: custom},
	}
}

func newClient(timeout time.Duration) *http.Client {
	return &http.Client{Timeout: timeout}
}

func (a *api) Plain(url string) error {
	resp, err := a.plain.Do(request(url)) // want context-without-deadline warning high
	return use(resp, err)
}

func (a *api) Timed(url string) error {
	resp, err := a.timed.Do(request(url))
	return use(resp, err)
}

func (a *api) Given(url string) error {
	resp, err := a.given.Do(request(url))
	return use(resp, err)
}

// a limit on the connect does not bound the wait for the answer
func (a *api) Pooled(url string) error {
	resp, err := a.pooled.Do(request(url)) // want context-without-deadline warning high
	return use(resp, err)
}

func (a *api) Header(url string) error {
	resp, err := a.header.Do(request(url))
	return use(resp, err)
}

func (a *api) Custom(url string) error {
	resp, err := a.custom.Do(request(url))
	return use(resp, err)
}

func Explicit(url string) error {
	client := http.Client{Timeout: 0}
	resp, err := client.Do(request(url)) // want context-without-deadline warning high
	return use(resp, err)
}

func Events(url string) error {
	req := request(url)
	req.Header.Set("Accept", "text/event-stream")
	resp, err := bare.Do(req)
	return use(resp, err)
}
