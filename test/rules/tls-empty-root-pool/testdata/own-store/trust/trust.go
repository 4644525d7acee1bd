package trust

import (
	"crypto/x509"

	"example.com/store/keys"
)

// Own reads what the module has written.
func Own(data map[string][]byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data[keys.Bundle]) // want tls-empty-root-pool low
	return pool
}

// Given reads what somebody else has written.
func Given(data map[string][]byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data[keys.Given]) // want tls-empty-root-pool high
	return pool
}

// Kept reads what the module has written by way of a field.
func Kept(data map[string][]byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data[keys.Kept]) // want tls-empty-root-pool low
	return pool
}
