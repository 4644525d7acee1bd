package asker

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// canned answers with a text.
type canned struct{ text string }

func (c canned) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(c.text)), Request: req}, nil
}

func (c canned) Do(req *http.Request) (*http.Response, error) { return c.RoundTrip(req) }

// wire goes over the network in the end.
type wire struct{ seen int }

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	w.seen++
	return http.DefaultTransport.RoundTrip(req)
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func newRequest(t *testing.T) *http.Request {
	req, err := http.NewRequest(http.MethodGet, "http://localhost/a", nil)
	if err != nil {
		t.Fatal(err)
	}
	return req
}

func TestClient(t *testing.T) {
	client := &http.Client{Transport: canned{"a"}}
	res, err := client.Get("http://localhost/a")
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	over := &http.Client{Transport: &wire{}}
	res, err = over.Get("http://localhost/a") // want http-body-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestFunction(t *testing.T) {
	client := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(req.Method))}, nil
	})}
	res, err := client.Get("http://localhost/a")
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	over := &http.Client{Transport: roundTrip(func(req *http.Request) (*http.Response, error) {
		return http.DefaultClient.Do(req)
	})}
	res, err = over.Get("http://localhost/a") // want http-body-not-closed info high
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestAsker(t *testing.T) {
	a := &Asker{Client: &http.Client{Transport: canned{"a"}}}
	res, err := a.Ask("http://localhost/a")
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	over := &Asker{Client: http.DefaultClient}
	res, err = over.Ask("http://localhost/a") // want http-body-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestStrict(t *testing.T) {
	s := &Strict{Inner: canned{"a"}}
	res, err := s.RoundTrip(newRequest(t))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	over := &Strict{Inner: &wire{}}
	res, err = over.RoundTrip(newRequest(t)) // want http-body-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestChain(t *testing.T) {
	c := &Chain{Links: []Strict{{Inner: canned{"a"}}, {Inner: &wire{}}}}
	res, err := c.RoundTrip(newRequest(t)) // want http-body-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestSend(t *testing.T) {
	res, err := Send(canned{"a"}, newRequest(t))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	res, err = Send(&http.Client{Transport: canned{"a"}}, newRequest(t))
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
	res, err = Send(http.DefaultClient, newRequest(t)) // want http-body-not-closed
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 {
		t.Error(res.Status)
	}
}

func TestRead(t *testing.T) {
	res, err := http.Get("http://localhost/a")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
}
