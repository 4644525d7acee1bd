package shown

import (
	"crypto/tls"
	"net/http"
)

// What calls it is not seen: it shows this certificate to those who connect.
func answering(issue func(host string) (tls.Certificate, error)) func(host string) (*tls.Config, error) {
	return func(host string) (*tls.Config, error) {
		cert, err := issue(host)
		if err != nil {
			return nil, err
		}
		return &tls.Config{
			Certificates:       []tls.Certificate{cert},
			InsecureSkipVerify: true, // want tls-insecure-skip-verify info low
		}, nil
	}
}

// A client shows one too.
func asking(cert tls.Certificate) *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{
		Certificates:       []tls.Certificate{cert},
		InsecureSkipVerify: true, // want tls-insecure-skip-verify warning high
	}}}
}

func showingNothing() func() *tls.Config {
	return func() *tls.Config {
		return &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify warning high
	}
}
