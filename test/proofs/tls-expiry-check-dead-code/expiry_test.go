// Package expiry shows that the callbacks of a TLS configuration never see a certificate that has expired.
package expiry

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"testing"
	"time"
)

// certificate makes one that signs itself and ends at a time.
func certificate(t *testing.T, notAfter time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "localhost"},
		DNSNames:              []string{"localhost"},
		NotBefore:             notAfter.Add(-90 * 24 * time.Hour),
		NotAfter:              notAfter,
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// outcome is what the two checks of a client saw in one handshake.
type outcome struct {
	calls, expired, warned int
	err                    error
}

func handshake(t *testing.T, notAfter time.Time, skip bool) outcome {
	t.Helper()
	cert, roots := certificate(t, notAfter)
	var seen outcome
	client := &tls.Config{
		RootCAs:            roots,
		ServerName:         "localhost",
		InsecureSkipVerify: skip,
		VerifyConnection: func(state tls.ConnectionState) error {
			seen.calls++
			leaf := state.PeerCertificates[0]
			if time.Now().After(leaf.NotAfter) {
				seen.expired++
			}
			if time.Until(leaf.NotAfter) < 14*24*time.Hour {
				seen.warned++
			}
			return nil
		},
	}
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	go tls.Server(far, &tls.Config{Certificates: []tls.Certificate{cert}}).Handshake()
	near.SetDeadline(time.Now().Add(10 * time.Second))
	seen.err = tls.Client(near, client).Handshake()
	return seen
}

func TestExpiredCertificateNeverReachesTheCheck(t *testing.T) {
	seen := handshake(t, time.Now().Add(-time.Hour), false)
	var invalid x509.CertificateInvalidError
	if !errors.As(seen.err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("error %v, want one of an expired certificate", seen.err)
	}
	if seen.calls != 0 {
		t.Errorf("the callback was called %d times, want 0", seen.calls)
	}
}

func TestCheckWithoutMarginSaysNothingBeforehand(t *testing.T) {
	seen := handshake(t, time.Now().Add(time.Hour), false)
	if seen.err != nil || seen.calls != 1 || seen.expired != 0 {
		t.Errorf("%+v, want one call and no word of the end", seen)
	}
}

func TestMarginWarnsBeforehand(t *testing.T) {
	if seen := handshake(t, time.Now().Add(time.Hour), false); seen.err != nil || seen.warned != 1 {
		t.Errorf("%+v, want a warning", seen)
	}
}

func TestWithoutVerificationTheCheckIsAlive(t *testing.T) {
	if seen := handshake(t, time.Now().Add(-time.Hour), true); seen.err != nil || seen.expired != 1 {
		t.Errorf("%+v, want the expired certificate seen", seen)
	}
}
