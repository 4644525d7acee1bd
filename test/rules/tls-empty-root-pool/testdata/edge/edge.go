package edge

import "crypto/x509"

// It may hold the one, but not the others.
func with(cert *x509.Certificate, data []byte) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	pool.AppendCertsFromPEM(data) // want tls-empty-root-pool hint medium
	return pool
}
