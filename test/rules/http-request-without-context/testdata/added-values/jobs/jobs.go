package jobs

import (
	"context"
	"net/http"
)

// Report gets contexts that nobody can end, with words on them.
func Report(ctx context.Context, url string) error {
	req, err := http.NewRequest(http.MethodPost, url, nil) // want http-request-without-context low
	if err != nil {
		return err
	}
	return send(req)
}

// Ask may get one that ends.
func Ask(ctx context.Context, url string) error {
	req, err := http.NewRequest(http.MethodGet, url, nil) // want http-request-without-context high
	if err != nil {
		return err
	}
	return send(req)
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
