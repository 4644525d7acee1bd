package basic

import (
	"crypto/tls"
	"io"
	"net/http"
	"time"
)

// The client gets its transport after it is made.
func assigned(w http.ResponseWriter, r *http.Request, config *tls.Config) {
	client := &http.Client{Timeout: time.Second}
	if config != nil {
		client.Transport = &http.Transport{TLSClientConfig: config} // want http-transport-per-request
	}
	resp, err := client.Get("https://example.com/assigned")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_, _ = io.Copy(w, resp.Body)
	resp.Body.Close()
}

type keeper struct {
	client *http.Client
}

// The client stays with who gets it.
func newKeeper(config *tls.Config) (*keeper, error) {
	client := &http.Client{Timeout: time.Second}
	client.Transport = &http.Transport{TLSClientConfig: config}
	resp, err := client.Get("https://example.com/first")
	if err != nil {
		return nil, err
	}
	resp.Body.Close()
	return &keeper{client: client}, nil
}

// The client is that of somebody else.
func (k *keeper) renew(config *tls.Config) error {
	client := k.client
	client.Transport = &http.Transport{TLSClientConfig: config}
	resp, err := client.Get("https://example.com/renewed")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Its connections are closed at the end.
func closing(w http.ResponseWriter, r *http.Request, config *tls.Config) {
	var client http.Client
	client.Transport = &http.Transport{TLSClientConfig: config}
	defer client.CloseIdleConnections()
	resp, err := client.Get("https://example.com/closing")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_, _ = io.Copy(w, resp.Body)
	resp.Body.Close()
}
