// Package renew shows which certificate a server serves when the files were replaced while it runs.
package renew

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// write puts a new certificate with a serial number into the files.
func write(t *testing.T, folder string, serial int64) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		DNSNames:     []string{"localhost"},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(folder, "tls.crt"), filepath.Join(folder, "tls.key")
	for name, block := range map[string]*pem.Block{
		certFile: {Type: "CERTIFICATE", Bytes: der},
		keyFile:  {Type: "PRIVATE KEY", Bytes: pkcs8},
	} {
		if err := os.WriteFile(name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile
}

func serve(t *testing.T, srv *http.Server, certFile, keyFile string) (addr string) {
	t.Helper()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv.ErrorLog = log.New(io.Discard, "", 0)
	go func() { _ = srv.ServeTLS(listen, certFile, keyFile) }()
	t.Cleanup(func() { _ = srv.Close() })
	return listen.Addr().String()
}

// served is the serial number of the certificate that a new connection is shown.
func served(t *testing.T, addr string) int64 {
	t.Helper()
	dialer := &tls.Dialer{
		NetDialer: &net.Dialer{Timeout: 10 * time.Second},
		Config:    &tls.Config{ServerName: "localhost", InsecureSkipVerify: true},
	}
	conn, err := dialer.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.(*tls.Conn).ConnectionState().PeerCertificates[0].SerialNumber.Int64()
}

func TestRenewedFilesAreNotServed(t *testing.T) {
	folder := t.TempDir()
	certFile, keyFile := write(t, folder, 1)
	addr := serve(t, &http.Server{ReadHeaderTimeout: time.Second}, certFile, keyFile)
	if got := served(t, addr); got != 1 {
		t.Fatalf("certificate %d, want 1", got)
	}
	write(t, folder, 2)
	if got := served(t, addr); got != 1 {
		t.Errorf("certificate %d, want still 1: the files are read once", got)
	}
}

func TestGetCertificateServesThem(t *testing.T) {
	folder := t.TempDir()
	certFile, keyFile := write(t, folder, 1)
	srv := &http.Server{ReadHeaderTimeout: time.Second, TLSConfig: &tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
			cert, err := tls.LoadX509KeyPair(certFile, keyFile)
			return &cert, err
		},
	}}
	addr := serve(t, srv, "", "")
	if got := served(t, addr); got != 1 {
		t.Fatalf("certificate %d, want 1", got)
	}
	write(t, folder, 2)
	if got := served(t, addr); got != 2 {
		t.Errorf("certificate %d, want 2", got)
	}
}
