package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

type priceClient struct {
	http *http.Client
	base string
}

// price leaves the body open when the price service answers anything but 200.
func (c *priceClient) price(ctx context.Context, sku string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/prices/"+sku, nil)
	if err != nil {
		return 0, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return 0, err
	}
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("price of %s: %s", sku, resp.Status)
	}
	defer resp.Body.Close()
	var answer struct{ Cents int64 }
	err = json.NewDecoder(resp.Body).Decode(&answer)
	return answer.Cents, err
}

// open hands the response on: whoever reads it closes it.
func (c *priceClient) open(ctx context.Context) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+"/catalog", nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	return resp.Body, nil
}
