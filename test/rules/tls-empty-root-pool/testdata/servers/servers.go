package main

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"os"
)

func pemOf(file string) []byte {
	data, _ := os.ReadFile(file)
	return data
}

// A server looks at no RootCAs.
func server() *http.Server {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pemOf("/etc/tls/roots.pem"))
	return &http.Server{Addr: ":8443", TLSConfig: &tls.Config{RootCAs: roots, ClientAuth: tls.RequestClientCert}}
}

// It does look at its ClientCAs.
func mutual() *http.Server {
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(pemOf("/etc/tls/clients.pem")) // want tls-empty-root-pool info high
	return &http.Server{Addr: ":9443", TLSConfig: &tls.Config{RootCAs: clients, ClientCAs: clients}}
}

// The verification that is skipped would look at the pool, the check in its place makes its own.
func checkedByItself(file string) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pemOf(file))
	return clientOf(&tls.Config{
		RootCAs:            roots,
		InsecureSkipVerify: true,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			return verify(file, raw)
		},
	})
}

// The check gets at the pool.
func checkedByPool(file string) *http.Client {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pemOf(file)) // want tls-empty-root-pool info high
	return clientOf(&tls.Config{
		RootCAs:            roots,
		InsecureSkipVerify: true,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			certificate, err := x509.ParseCertificate(raw[0])
			if err != nil {
				return err
			}
			_, err = certificate.Verify(x509.VerifyOptions{Roots: roots})
			return err
		},
	})
}

func clientOf(config *tls.Config) *http.Client {
	return &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
}

func verify(file string, raw [][]byte) error {
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(pemOf(file)) {
		return os.ErrInvalid
	}
	certificate, err := x509.ParseCertificate(raw[0])
	if err != nil {
		return err
	}
	_, err = certificate.Verify(x509.VerifyOptions{Roots: roots})
	return err
}

func main() {
	go func() { _ = server().ListenAndServeTLS("a.crt", "a.key") }()
	go func() { _ = mutual().ListenAndServeTLS("a.crt", "a.key") }()
	_, _ = checkedByItself("/etc/tls/peer.pem").Get("https://peer")
	_, _ = checkedByPool("/etc/tls/peer.pem").Get("https://peer")
}
