package basic

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"sync"
	"time"
)

var errRefused = errors.New("refused")

type list struct {
	mu      sync.RWMutex
	revoked map[string]bool
}

func (l *list) check(_ [][]byte, chains [][]*x509.Certificate) error {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.revoked[chains[0][0].SerialNumber.String()] {
		return errRefused
	}
	return nil
}

func server(cert tls.Certificate, roots *x509.CertPool, l *list) *tls.Config {
	return &tls.Config{
		Certificates:          []tls.Certificate{cert},
		ClientAuth:            tls.RequireAndVerifyClientCert,
		ClientCAs:             roots,
		VerifyPeerCertificate: l.check, // want tls-verify-peer-certificate-resumption
	}
}

func assigned(cert tls.Certificate, l *list) *tls.Config {
	cfg := &tls.Config{Certificates: []tls.Certificate{cert}}
	cfg.ClientAuth = tls.RequireAndVerifyClientCert
	cfg.VerifyPeerCertificate = l.check // want tls-verify-peer-certificate-resumption
	return cfg
}

func client(notAfter time.Time) *tls.Config {
	return &tls.Config{
		ClientSessionCache: tls.NewLRUClientSessionCache(0),
		VerifyPeerCertificate: func(_ [][]byte, chains [][]*x509.Certificate) error { // want tls-verify-peer-certificate-resumption
			if time.Until(chains[0][0].NotAfter) < 24*time.Hour {
				return errRefused
			}
			return nil
		},
	}
}

// A list of revoked certificates.
func revocation(crl *x509.RevocationList, issuer *x509.Certificate) func([][]byte, [][]*x509.Certificate) error {
	return func(_ [][]byte, chains [][]*x509.Certificate) error {
		return crl.CheckSignatureFrom(issuer)
	}
}

func made(crl *x509.RevocationList, issuer *x509.Certificate) *tls.Config {
	return &tls.Config{
		ClientAuth:            tls.RequestClientCert,
		VerifyPeerCertificate: revocation(crl, issuer), // want tls-verify-peer-certificate-resumption
	}
}

func onParameter(cfg *tls.Config, l *list) {
	cfg.ClientAuth = tls.RequireAndVerifyClientCert
	cfg.VerifyPeerCertificate = l.check // want tls-verify-peer-certificate-resumption
}
