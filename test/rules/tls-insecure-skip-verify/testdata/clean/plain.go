package clean

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

type peer struct {
	address string
	client  *http.Client
}

// The only request goes out with the scheme http: no TLS is spoken.
func newPeer(address string) *peer {
	return &peer{
		address: address,
		client: &http.Client{
			Timeout:   30 * time.Second,
			Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
		},
	}
}

func (p *peer) piece(ctx context.Context) ([]byte, error) {
	target := url.URL{Scheme: "http", Host: net.JoinHostPort(p.address, "8000"), Path: "piece"}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
