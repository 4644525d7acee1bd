package clean

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"encoding/pem"
	"errors"
)

var errNone = errors.New("no certificate")

func checked(data []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, errNone
	}
	return pool, nil
}

func kept(data []byte) (*x509.CertPool, bool) {
	pool := x509.NewCertPool()
	ok := pool.AppendCertsFromPEM(data)
	return pool, ok
}

// The roots of the system are in it.
func system(data []byte) (*x509.CertPool, error) {
	pool, err := x509.SystemCertPool()
	if err != nil {
		return nil, err
	}
	pool.AppendCertsFromPEM(data)
	return pool, nil
}

func systemOrNew(data []byte) *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM(data)
	return pool
}

// What is in it is not known.
func given(pool *x509.CertPool, data []byte) { pool.AppendCertsFromPEM(data) }

func field(cfg *tls.Config, data []byte) { cfg.RootCAs.AppendCertsFromPEM(data) }

// The program brings it along.
const root = `-----BEGIN CERTIFICATE-----
-----END CERTIFICATE-----
`

//go:embed clean.go
var embedded []byte

func own() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(root))
	pool.AppendCertsFromPEM(embedded)
	return pool
}

func written(der []byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return pool
}

func encoded(der []byte) (*x509.CertPool, error) {
	text := new(bytes.Buffer)
	if err := pem.Encode(text, &pem.Block{Type: "CERTIFICATE", Bytes: der}); err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(text.Bytes())
	return pool, nil
}

// Nothing is verified: nobody looks at the roots.
func unverified(data []byte) *tls.Config {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	return &tls.Config{InsecureSkipVerify: true, RootCAs: pool}
}

func addRoots(cfg *tls.Config, data []byte) {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	cfg.RootCAs = pool
}

func scanner(data []byte) *tls.Config {
	cfg := &tls.Config{InsecureSkipVerify: true}
	addRoots(cfg, data)
	return cfg
}

// It was looked at before.
func decoded(data []byte) (*x509.CertPool, error) {
	if block, _ := pem.Decode(data); block == nil {
		return nil, errNone
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	return pool, nil
}

// A chain may do without intermediates.
func intermediates(leaf *x509.Certificate, roots *x509.CertPool, data []byte) error {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	_, err := leaf.Verify(x509.VerifyOptions{Roots: roots, Intermediates: pool})
	return err
}

// It is the root of no connection, and the error of the check is looked at.
func mayStay(leaf *x509.Certificate, data []byte) bool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data)
	return isSigned(leaf, pool)
}

func isSigned(leaf *x509.Certificate, pool *x509.CertPool) bool {
	_, err := leaf.Verify(x509.VerifyOptions{Roots: pool})
	return err == nil
}

// Another method of the name.
type store struct{}

func (store) AppendCertsFromPEM(data []byte) bool { return len(data) > 0 }

func other(data []byte) { store{}.AppendCertsFromPEM(data) }
