package basic

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"time"
)

const margin = 14 * 24 * time.Hour

// A callback on a clone; the client stands before the loop.
func watch(url string) {
	transport := http.DefaultTransport.(*http.Transport).Clone() // want tls-probe-reused-connection
	transport.TLSClientConfig = &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if left := time.Until(state.PeerCertificates[0].NotAfter); left < margin {
				log.Printf("certificate expires in %s", left)
			}
			return nil
		},
	}
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	for range time.Tick(30 * time.Second) {
		resp, err := client.Get(url)
		if err != nil {
			log.Print(err)
			continue
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

// A callback on a literal without IdleConnTimeout; the request is sent by a method that the loop calls.
type prober struct {
	client *http.Client
	url    string
}

func newProber(url string) *prober {
	return &prober{
		url: url,
		client: &http.Client{
			Timeout: 5 * time.Second,
			Transport: &http.Transport{ // want tls-probe-reused-connection
				TLSClientConfig: &tls.Config{VerifyPeerCertificate: nearEnd},
			},
		},
	}
}

func nearEnd(_ [][]byte, chains [][]*x509.Certificate) error {
	return report(chains[0][0])
}

func report(cert *x509.Certificate) error {
	if time.Now().Add(margin).After(cert.NotAfter) {
		log.Printf("%s expires at %s", cert.Subject, cert.NotAfter)
	}
	return nil
}

func (p *prober) run(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := p.probe(ctx); err != nil {
				log.Print(err)
			}
		}
	}
}

func (p *prober) probe(ctx context.Context) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, p.url, nil)
	if err != nil {
		return err
	}
	resp, err := p.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// The answer tells the state of the handshake; a client without a transport shares the default one.
func expiry(url string) (time.Time, error) {
	client := &http.Client{Timeout: 5 * time.Second} // want tls-probe-reused-connection
	resp, err := client.Get(url)
	if err != nil {
		return time.Time{}, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return time.Time{}, err
	}
	for _, cert := range resp.TLS.PeerCertificates {
		return cert.NotAfter, nil
	}
	return time.Time{}, fmt.Errorf("%s sends no certificate", url)
}

func follow(urls []string, seen func(string, time.Time)) {
	for {
		for _, url := range urls {
			if end, err := expiry(url); err == nil {
				seen(url, end)
			}
		}
		time.Sleep(20 * time.Second)
	}
}
