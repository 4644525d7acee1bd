package clean

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"time"
)

var noTickets = flag.Bool("no-tickets", false, "no session tickets")

func check(_ [][]byte, chains [][]*x509.Certificate) error {
	if time.Until(chains[0][0].NotAfter) < time.Hour {
		return errors.New("about to expire")
	}
	return nil
}

// A client without a cache never resumes.
func client() *tls.Config { return &tls.Config{VerifyPeerCertificate: check} }

func noCache() *tls.Config {
	return &tls.Config{ClientSessionCache: nil, VerifyPeerCertificate: check}
}

// A server that asks for no certificate.
func server(cert tls.Certificate) *tls.Config {
	return &tls.Config{
		Certificates:          []tls.Certificate{cert},
		ClientAuth:            tls.NoClientCert,
		VerifyPeerCertificate: check,
	}
}

func noResumption() *tls.Config {
	return &tls.Config{
		ClientAuth:             tls.RequireAndVerifyClientCert,
		SessionTicketsDisabled: true,
		VerifyPeerCertificate:  check,
	}
}

func disabledLater() *tls.Config {
	cfg := &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, VerifyPeerCertificate: check}
	cfg.SessionTicketsDisabled = true
	return cfg
}

// Whoever runs the program says so.
func byFlag() *tls.Config {
	return &tls.Config{
		ClientAuth:             tls.RequireAndVerifyClientCert,
		SessionTicketsDisabled: *noTickets,
		VerifyPeerCertificate:  check,
	}
}

func both(again func(tls.ConnectionState) error) *tls.Config {
	return &tls.Config{
		ClientAuth:            tls.RequireAndVerifyClientCert,
		VerifyPeerCertificate: check,
		VerifyConnection:      again,
	}
}

func onParameter(cfg *tls.Config, again func(tls.ConnectionState) error) {
	cfg.ClientAuth = tls.RequireAndVerifyClientCert
	cfg.VerifyPeerCertificate = check
	cfg.VerifyConnection = again
}

// What another configuration has is judged where it is made.
func copied(other *tls.Config) *tls.Config {
	return &tls.Config{
		ClientAuth:            other.ClientAuth,
		ClientCAs:             other.ClientCAs,
		VerifyPeerCertificate: other.VerifyPeerCertificate,
	}
}

func none() *tls.Config {
	return &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, VerifyPeerCertificate: nil}
}
