package edge

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
)

var errPin = errors.New("not the pinned certificate")

// The same certificate gives the same answer, resumed or not.
func pinned(pin []byte) *tls.Config {
	return &tls.Config{
		InsecureSkipVerify: true,
		ClientSessionCache: tls.NewLRUClientSessionCache(0),
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error { // want tls-verify-peer-certificate-resumption info low
			sum := sha256.Sum256(raw[0])
			if !bytes.Equal(sum[:], pin) {
				return errPin
			}
			return nil
		},
	}
}

// Who is asked is not known.
func asked(allowed func(*x509.Certificate) bool) *tls.Config {
	cfg := &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	cfg.VerifyPeerCertificate = func(raw [][]byte, _ [][]*x509.Certificate) error { // want tls-verify-peer-certificate-resumption info medium
		cert, err := x509.ParseCertificate(raw[0])
		if err != nil {
			return err
		}
		if !allowed(cert) {
			return errPin
		}
		return nil
	}
	return cfg
}

func given(check func([][]byte, [][]*x509.Certificate) error) *tls.Config {
	cfg := &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	cfg.VerifyPeerCertificate = check // want tls-verify-peer-certificate-resumption info medium
	return cfg
}
