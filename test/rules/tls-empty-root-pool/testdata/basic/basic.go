package basic

import (
	"crypto/tls"
	"crypto/x509"
	"os"
)

func config(file string) (*tls.Config, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem) // want tls-empty-root-pool
	return &tls.Config{RootCAs: pool}, nil
}

func blank(cfg *tls.Config, pem []byte) {
	pool := x509.NewCertPool()
	_ = pool.AppendCertsFromPEM(pem) // want tls-empty-root-pool
	cfg.ClientCAs = pool
}

// In a loop.
func all(files []string) (pool *x509.CertPool, err error) {
	pool = x509.NewCertPool()
	for _, file := range files {
		pem, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		pool.AppendCertsFromPEM(pem) // want tls-empty-root-pool
	}
	return pool, nil
}

// By a helper of the package.
func newPool() *x509.CertPool { return x509.NewCertPool() }

func helped(text string) *x509.CertPool {
	pool := newPool()
	pool.AppendCertsFromPEM([]byte(text)) // want tls-empty-root-pool
	return pool
}

type client struct {
	pool *x509.CertPool
}

func newClient(pem []byte) *client {
	c := &client{pool: x509.NewCertPool()}
	c.pool.AppendCertsFromPEM(pem) // want tls-empty-root-pool
	return c
}

// It verifies a certificate here, and connections too.
func both(leaf *x509.Certificate, data []byte) *tls.Config {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: pool}); err != nil {
		return nil
	}
	return &tls.Config{RootCAs: pool}
}
