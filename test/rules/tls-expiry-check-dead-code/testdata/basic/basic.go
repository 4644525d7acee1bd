package basic

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"time"
)

var (
	errExpired  = errors.New("expired")
	errNotValid = errors.New("not valid yet")
)

// Nobody is warned before the certificate expires.
func client() *http.Client {
	return &http.Client{
		Timeout: 10 * time.Second,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{
			VerifyPeerCertificate: func(_ [][]byte, verifiedChains [][]*x509.Certificate) error {
				now := time.Now()
				cert := verifiedChains[0][0]
				if now.After(cert.NotAfter) { // want tls-expiry-check-dead-code
					return fmt.Errorf("certificate expired at %s", cert.NotAfter)
				}
				return nil
			},
		}},
	}
}

func connection() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) { // want tls-expiry-check-dead-code
				return errExpired
			}
			return nil
		},
	}}
}

func bothDates() *http.Transport {
	cfg := &tls.Config{InsecureSkipVerify: false}
	cfg.VerifyConnection = func(state tls.ConnectionState) error {
		leaf := state.PeerCertificates[0]
		now := time.Now().UTC()
		if now.Before(leaf.NotBefore) || leaf.NotAfter.Before(now) { // want tls-expiry-check-dead-code
			return errExpired
		}
		return nil
	}
	return &http.Transport{TLSClientConfig: cfg}
}

func left() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Until(state.VerifiedChains[0][0].NotAfter) <= 0 { // want tls-expiry-check-dead-code
				return errExpired
			}
			return nil
		},
	}}
}

// Verified clients.
func server(cert tls.Certificate, roots *x509.CertPool) *http.Server {
	return &http.Server{
		ReadHeaderTimeout: 5 * time.Second,
		TLSConfig: &tls.Config{
			Certificates:     []tls.Certificate{cert},
			ClientCAs:        roots,
			ClientAuth:       tls.RequireAndVerifyClientCert,
			VerifyConnection: inDates,
		},
	}
}

func inDates(state tls.ConnectionState) error {
	if time.Now().Before(state.PeerCertificates[0].NotBefore) { // want tls-expiry-check-dead-code
		return errNotValid
	}
	return nil
}
