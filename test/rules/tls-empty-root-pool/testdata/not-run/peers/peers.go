package peers

import "crypto/x509"

// No program imports the package.
func roots(data []byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool hint low
	return pool
}
