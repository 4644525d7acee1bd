package edge

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
)

// It may hold the one, but not the others.
func with(cert *x509.Certificate, data []byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool hint medium
	return pool
}

type server struct{ ca []byte }

// Whoever calls may bring another CA.
func WithCA(ca []byte) func(*server) { return func(s *server) { s.ca = ca } }

func newServer(der []byte, options ...func(*server)) (*server, error) {
	var text bytes.Buffer
	if err := pem.Encode(&text, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
		return nil, err
	}
	s := &server{ca: text.Bytes()}
	for _, option := range options {
		option(s)
	}
	return s, nil
}

func (s *server) roots() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.ca) // want tls-empty-root-pool hint low
	return pool
}

// Who calls it here verifies nothing; other modules may.
func AddRoots(cfg *tls.Config, data []byte) {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool hint low
	cfg.RootCAs = pool
}

func scan(address string, data []byte) error {
	cfg := &tls.Config{InsecureSkipVerify: true}
	AddRoots(cfg, data)
	conn, err := tls.Dial("tcp", address, cfg)
	if err != nil {
		return err
	}
	return conn.Close()
}

// One of two callers verifies.
func addRoots(cfg *tls.Config, data []byte) {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool
	cfg.RootCAs = pool
}

func both(data []byte) (*tls.Config, *tls.Config) {
	insecure, secure := &tls.Config{InsecureSkipVerify: true}, &tls.Config{}
	addRoots(insecure, data)
	addRoots(secure, data)
	return insecure, secure
}
