package memory

import (
	"context"
	"net"
	"net/http"
	"testing"
)

type pipe chan net.Conn

func (p pipe) connect() (net.Conn, error) {
	near, far := net.Pipe()
	p <- far
	return near, nil
}

func TestPipe(t *testing.T) {
	p := make(pipe)
	client := http.Client{
		Transport: &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) { return p.connect() },
		},
	}
	resp, _ := client.Get("http://pipe") // want http-response-err-ignored hint low
	defer resp.Body.Close()
	t.Log(resp.Status)
}

func TestSocket(t *testing.T) {
	client := http.Client{
		Transport: &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) {
				return net.Dial("unix", "/run/service.sock")
			},
		},
	}
	resp, _ := client.Get("http://service") // want http-response-err-ignored info high
	defer resp.Body.Close()
	t.Log(resp.Status)
}

type canned struct{}

func (canned) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
}

type counting struct{ count int }

func (c *counting) RoundTrip(req *http.Request) (*http.Response, error) {
	c.count++
	return http.DefaultTransport.RoundTrip(req)
}

func TestCanned(t *testing.T) {
	client := http.Client{Transport: canned{}}
	resp, _ := client.Get("http://canned") // want http-response-err-ignored hint low
	defer resp.Body.Close()
	over := http.Client{Transport: &counting{}}
	other, _ := over.Get("http://counting") // want http-response-err-ignored info high
	defer other.Body.Close()
	t.Log(resp.Status, other.Status)
}
