package edge

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"time"
)

var errExpired = errors.New("expired")

// What the caller does with the configuration is not known.
func Exported() *tls.Config {
	return &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) { // want tls-expiry-check-dead-code info medium
				return errExpired
			}
			return nil
		},
	}
}

// Every certificate of the chains that were verified.
func chains() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyPeerCertificate: func(_ [][]byte, verifiedChains [][]*x509.Certificate) error {
			for _, chain := range verifiedChains {
				for _, cert := range chain {
					if cert.NotAfter.Before(time.Now()) { // want tls-expiry-check-dead-code info medium
						return errExpired
					}
				}
			}
			return nil
		},
	}}
}

// The first certificate, parsed once more.
func parsed() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyPeerCertificate: func(rawCerts [][]byte, _ [][]*x509.Certificate) error {
			cert, err := x509.ParseCertificate(rawCerts[0])
			if err != nil {
				return err
			}
			if time.Since(cert.NotAfter) > 0 { // want tls-expiry-check-dead-code
				return errExpired
			}
			return nil
		},
	}}
}

// The other way round: always true.
func valid() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().Before(state.PeerCertificates[0].NotAfter) { // want tls-expiry-check-dead-code
				return nil
			}
			return errExpired
		},
	}}
}

// A helper that only the callback calls.
func helped() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			return checkDates(state.PeerCertificates[0])
		},
	}}
}

func checkDates(cert *x509.Certificate) error {
	if time.Now().After(cert.NotAfter) { // want tls-expiry-check-dead-code
		return errExpired
	}
	return nil
}

type checker struct {
	refused int
}

func (c *checker) verify(_ [][]byte, chains [][]*x509.Certificate) error {
	if 0 > chains[0][0].NotAfter.Sub(time.Now()) { // want tls-expiry-check-dead-code
		c.refused++
		return errExpired
	}
	return nil
}

func (c *checker) transport() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{VerifyPeerCertificate: c.verify}}
}

// A function that makes the check.
func made() func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		if time.Now().After(state.PeerCertificates[0].NotAfter) { // want tls-expiry-check-dead-code
			return errExpired
		}
		return nil
	}
}

func withMade() *http.Transport {
	return &http.Transport{TLSClientConfig: &tls.Config{VerifyConnection: made()}}
}
