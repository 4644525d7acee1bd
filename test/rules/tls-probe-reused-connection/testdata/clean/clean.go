package clean

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"net"
	"net/http"
	"time"
)

func warn(state tls.ConnectionState) error {
	log.Print(time.Until(state.PeerCertificates[0].NotAfter))
	return nil
}

func read(resp *http.Response, err error) {
	if err != nil {
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
}

// Each request has a connection of its own.
func alone(url string) {
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig:   &tls.Config{VerifyConnection: warn},
		DisableKeepAlives: true,
	}}
	for range time.Tick(10 * time.Second) {
		read(client.Get(url))
	}
}

func none(url string) {
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig:     &tls.Config{VerifyConnection: warn},
		MaxIdleConnsPerHost: -1,
	}}
	for range time.Tick(10 * time.Second) {
		read(client.Get(url))
	}
}

// What is idle is closed before the next round.
func closes(url string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}}}
	for range time.Tick(10 * time.Second) {
		read(client.Get(url))
		client.CloseIdleConnections()
	}
}

func closesItself(url string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}}}
	for range time.Tick(10 * time.Second) {
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			return
		}
		req.Close = true
		read(client.Do(req))
	}
}

// The default transport has closed it by then.
func rarely(url string) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{VerifyConnection: warn}
	client := &http.Client{Transport: transport}
	for range time.Tick(90 * time.Second) {
		read(client.Get(url))
	}
}

func shortIdle(url string) {
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{VerifyConnection: warn},
		IdleConnTimeout: 5 * time.Second,
	}}
	for range time.Tick(10 * time.Second) {
		read(client.Get(url))
	}
}

// A transport for each round.
func fresh(url string) {
	for range time.Tick(10 * time.Second) {
		client := newClient()
		read(client.Get(url))
	}
}

func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}}}
}

func freshInRound(url string) {
	for range time.Tick(10 * time.Second) {
		once(url)
	}
}

func once(url string) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{VerifyConnection: warn}
	client := &http.Client{Transport: transport}
	read(client.Get(url))
}

// It pins a key: what it has seen holds for as long as the connection does.
func pinned(url, name string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			return state.PeerCertificates[0].VerifyHostname(name)
		},
	}}}
	for range time.Tick(10 * time.Second) {
		read(client.Get(url))
	}
}

// A GET over HTTP/1 whose body is closed unread loses its connection (Go 1.26).
func unread(url string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}}}
	for range time.Tick(10 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		resp.Body.Close()
	}
}

// Every host once.
func all(urls []string) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}}}
	for _, url := range urls {
		time.Sleep(time.Second)
		read(client.Get(url))
	}
}

// It dials for itself.
func dials(ctx context.Context, host string) {
	dialer := &tls.Dialer{NetDialer: &net.Dialer{Timeout: 5 * time.Second}}
	for range time.Tick(10 * time.Second) {
		conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(host, "443"))
		if err != nil {
			continue
		}
		log.Print(conn.(*tls.Conn).ConnectionState().PeerCertificates[0].NotAfter)
		conn.Close()
	}
}

// The answer is read, and its certificate only logged.
func polls(url string) {
	for range time.Tick(10 * time.Second) {
		resp, err := http.Get(url)
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		log.Print(resp.TLS.PeerCertificates[0].Subject)
		resp.Body.Close()
	}
}
