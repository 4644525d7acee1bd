// Package pool shows what a certificate pool without certificates does to a client.
package pool

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// server gives the address of an HTTPS server and its certificate, as DER and as PEM.
func server(t *testing.T) (url string, der, text []byte) {
	t.Helper()
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	t.Cleanup(srv.Close)
	der = srv.Certificate().Raw
	return srv.URL, der, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func get(url string, roots *x509.CertPool) error {
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport, Timeout: 10 * time.Second}).Get(url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func TestEmptyPoolTrustsNobodyAndSaysNothing(t *testing.T) {
	url, der, _ := server(t)
	for name, data := range map[string][]byte{"DER": der, "empty": nil, "text": []byte("not mounted yet")} {
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(data)
		var unknown x509.UnknownAuthorityError
		if err := get(url, roots); !errors.As(err, &unknown) {
			t.Errorf("%s: %v, want an unknown authority", name, err)
		}
	}
}

func TestResultTellsBeforeAnyHandshake(t *testing.T) {
	url, der, text := server(t)
	if x509.NewCertPool().AppendCertsFromPEM(der) {
		t.Error("DER was taken for PEM")
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(text) {
		t.Fatal("no certificate found")
	}
	if err := get(url, roots); err != nil {
		t.Error(err)
	}
}
