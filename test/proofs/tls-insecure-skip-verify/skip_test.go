// Package skip shows what a TLS client without verification sends to whom.
package skip

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// impostor answers with a certificate that it made itself, for another name, and that has expired; it tells the token it is sent.
func impostor(t *testing.T) (url string, token func() string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      pkix.Name{CommonName: "somebody.else.example"},
		DNSNames:     []string{"somebody.else.example"},
		NotBefore:    time.Now().Add(-48 * time.Hour),
		NotAfter:     time.Now().Add(-24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	seen := make(chan string, 1)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen <- r.Header.Get("Authorization")
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}
	srv.StartTLS()
	t.Cleanup(srv.Close)
	return srv.URL, func() string {
		select {
		case text := <-seen:
			return text
		default:
			return ""
		}
	}
}

func send(url string, config *tls.Config) error {
	transport := &http.Transport{TLSClientConfig: config}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer secret")
	resp, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func TestImpostorGetsTheToken(t *testing.T) {
	url, token := impostor(t)
	if err := send(url, &tls.Config{InsecureSkipVerify: true}); err != nil {
		t.Fatalf("%v, want no error at all", err)
	}
	if got := token(); got != "Bearer secret" {
		t.Errorf("the impostor got %q, want the token", got)
	}
}

func TestVerificationKeepsTheToken(t *testing.T) {
	url, token := impostor(t)
	var certificate *tls.CertificateVerificationError
	if err := send(url, &tls.Config{}); !errors.As(err, &certificate) {
		t.Errorf("%v, want an error about the certificate", err)
	}
	if got := token(); got != "" {
		t.Errorf("the impostor got %q, want nothing", got)
	}
}

func TestOwnCheckRunsWithoutVerification(t *testing.T) {
	url, token := impostor(t)
	pin := errors.New("not the pinned certificate")
	config := &tls.Config{
		InsecureSkipVerify: true,
		VerifyConnection:   func(tls.ConnectionState) error { return pin },
	}
	if err := send(url, config); !errors.Is(err, pin) {
		t.Errorf("%v, want the error of the check", err)
	}
	if got := token(); got != "" {
		t.Errorf("the impostor got %q, want nothing", got)
	}
}
