package edge

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
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

// The helper compares; what it cannot read, and who it refuses, another module puts into words.
func verifyKey(known [][]byte, raw [][]byte) error {
	cert, err := x509.ParseCertificate(raw[0])
	if err != nil {
		return status.Error(codes.InvalidArgument, "failed to parse the certificate")
	}
	key, err := x509.MarshalPKIXPublicKey(cert.PublicKey)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(key)
	for _, each := range known {
		if bytes.Equal(each, sum[:]) {
			return nil
		}
	}
	return status.Errorf(codes.PermissionDenied, "unknown public key %x", sum)
}

func byKey(known [][]byte) *tls.Config {
	cfg := &tls.Config{ClientAuth: tls.RequireAnyClientCert}
	cfg.VerifyPeerCertificate = func(raw [][]byte, _ [][]*x509.Certificate) error { // want tls-verify-peer-certificate-resumption info low
		return verifyKey(known, raw)
	}
	return cfg
}
