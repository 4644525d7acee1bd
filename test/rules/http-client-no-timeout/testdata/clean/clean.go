package clean

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"net/http"
	"time"
)

var shared = &http.Client{Timeout: 10 * time.Second}

func closed(resp *http.Response, err error) error {
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func limited(address string) error { return closed(shared.Get(address)) }

// The limit is set later.
func later(address string) error {
	client := &http.Client{}
	client.Timeout = time.Second
	return closed(client.Get(address))
}

// The wait for the answer is limited by the transport.
func header(address string) error {
	client := &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Second}}
	return closed(client.Get(address))
}

// Somebody else's transport may have a limit.
func wrapped(rt http.RoundTripper, address string) error {
	client := &http.Client{Transport: rt}
	return closed(client.Get(address))
}

// Whoever runs it decides.
func configured(address string) error {
	limit := flag.Duration("timeout", 0, "limit of a request")
	flag.Parse()
	client := &http.Client{Timeout: *limit}
	return closed(client.Get(address))
}

// The client is the caller's.
func given(client *http.Client, address string) error { return closed(client.Get(address)) }

// A context has its own limit, or none: that is another rule's question.
func withContext(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	return closed(http.DefaultClient.Do(req))
}

func withContextLater(ctx context.Context, address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req = req.WithContext(ctx)
	return closed(http.DefaultClient.Do(req))
}

// Meant to last.
func stream(address string) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		fmt.Println(lines.Text())
	}
	return nil
}

func events(address string) error {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Accept", "text/event-stream")
	return closed(http.DefaultClient.Do(req))
}

type other struct{}

func (other) Get(string) (*http.Response, error) { return nil, http.ErrNotSupported }

func another(address string) error { return closed(other{}.Get(address)) }
