// Package closed shows what is left where an answer is closed unread, before Go 1.27.
package closed

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"time"
)

func configured() *tls.Config { return &tls.Config{MinVersion: tls.VersionTLS13} }

// HTTP/1 closes a connection whose answer is closed unread: the confidence is low.
func Probe(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured()}, Timeout: time.Second} // want http-transport-per-request info low
	resp, err := client.Get("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// The same of a request that says its method.
func Asked(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured()}, Timeout: time.Second} // want http-transport-per-request info low
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, "https://status.example.com/", nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	resp, err := client.Do(req)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	w.WriteHeader(resp.StatusCode)
}

// The answer to a report is often empty, and its connection stays: medium confidence.
func Report(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured()}, Timeout: time.Second} // want http-transport-per-request info medium
	resp, err := client.Post("https://reports.example.com/", "text/plain", bytes.NewReader([]byte("report")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
}

// No answer to HEAD has a body.
func Head(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured()}, Timeout: time.Second} // want http-transport-per-request warning high
	resp, err := client.Head("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
}

// HTTP/2 keeps the connection.
func Streams(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured(), ForceAttemptHTTP2: true}, Timeout: time.Second} // want http-transport-per-request warning high
	resp, err := client.Get("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	_ = resp.Body.Close()
}

// It is read.
func Reads(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: configured()}, Timeout: time.Second} // want http-transport-per-request warning high
	resp, err := client.Get("https://status.example.com/")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(w, resp.Body)
}
