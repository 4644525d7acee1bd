package shared

import (
	"crypto/tls"
	"net"
)

func config(certs []tls.Certificate) *tls.Config {
	return &tls.Config{
		Certificates:       certs,
		ClientAuth:         tls.RequestClientCert,
		InsecureSkipVerify: true, // want tls-insecure-skip-verify info low
	}
}

func both(conn net.Conn, certs []tls.Certificate) (*tls.Conn, *tls.Conn) {
	cfg := config(certs)
	return tls.Server(conn, cfg), tls.Client(conn, cfg)
}
