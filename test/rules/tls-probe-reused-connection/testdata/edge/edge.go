package edge

import (
	"crypto/tls"
	"io"
	"log"
	"net/http"
	"time"
)

func left(state *tls.ConnectionState) time.Duration {
	return time.Until(state.PeerCertificates[0].NotAfter)
}

func warn(state tls.ConnectionState) error {
	log.Print(left(&state))
	return nil
}

// How long it waits is not known.
func everyNowAndThen(url string, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for range ticker.C {
		resp, err := http.Get(url) // want tls-probe-reused-connection
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		log.Print(left(resp.TLS))
		resp.Body.Close()
	}
}

// Many servers close the connection before the next round.
var slow = &http.Client{
	Transport: &http.Transport{ // want tls-probe-reused-connection
		TLSClientConfig: &tls.Config{VerifyConnection: warn},
		MaxIdleConns:    1,
		Proxy:           http.ProxyFromEnvironment,
	},
}

func daily(url string) {
	for {
		if resp, err := slow.Head(url); err == nil {
			resp.Body.Close()
		}
		time.Sleep(24 * time.Hour)
	}
}

// The body is not read: over HTTP/2 the connection is kept all the same.
func unread(url string) {
	client := &http.Client{Timeout: time.Second} // want tls-probe-reused-connection
	for range time.Tick(10 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		log.Print(left(resp.TLS))
		resp.Body.Close()
	}
}

// Whoever gets the transport may turn keep-alives off.
func elsewhere(url string, tune func(*http.Transport)) {
	transport := &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: warn}} // want tls-probe-reused-connection
	tune(transport)
	client := &http.Client{Transport: transport}
	for range time.Tick(10 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

// A client for each round, over the transport that all share.
var shared = http.DefaultTransport.(*http.Transport).Clone() // want tls-probe-reused-connection

func clientPerRound(url string) {
	for range time.Tick(10 * time.Second) {
		client := &http.Client{Transport: shared}
		resp, err := client.Get(url)
		if err != nil {
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		log.Print(left(resp.TLS))
		resp.Body.Close()
	}
}
