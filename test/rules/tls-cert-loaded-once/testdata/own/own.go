package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net/http"
	"os"
	"time"
)

func main() {
	go given()
	go missing()
	go other()
	if err := write(); err != nil {
		return
	}
	_ = http.ListenAndServeTLS(":8443", "own.crt", "own.key", nil)
}

// The name of the file is handed to what makes it.
func given() {
	certificate, key := os.Getenv("CERTIFICATE"), os.Getenv("KEY")
	writeTo(certificate, key)
	_ = http.ListenAndServeTLS(":9443", certificate, key, nil)
}

// Where there is one already, somebody else has put it there and renews it.
func missing() {
	certificate, key := os.Getenv("CERTIFICATE"), os.Getenv("KEY")
	if _, err := os.Stat(certificate); err != nil {
		writeTo(certificate, key)
	}
	_ = http.ListenAndServeTLS(":10443", certificate, key, nil) // want tls-cert-loaded-once info high
}

// Another file is made.
func other() {
	_ = write()
	_ = http.ListenAndServeTLS(":11443", "/etc/tls/tls.crt", "/etc/tls/tls.key", nil) // want tls-cert-loaded-once info high
}

func write() error {
	certificate, key := generate()
	if err := os.WriteFile("own.crt", certificate, 0o644); err != nil {
		return err
	}
	return os.WriteFile("own.key", key, 0o600)
}

func writeTo(certificateFile, keyFile string) {
	certificate, key := generate()
	_ = os.WriteFile(certificateFile, certificate, 0o644)
	_ = os.WriteFile(keyFile, key, 0o600)
}

func generate() (certificate, key []byte) {
	private, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour)}
	der, _ := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	encoded, _ := x509.MarshalECPrivateKey(private)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: encoded})
}
