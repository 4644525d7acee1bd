// Package fallback shows what a server does for its clients that falls back to plaintext when its certificate does not load.
package fallback

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
	"strings"
	"testing"
	"time"
)

// serve is a server without a certificate; with the fallback it serves all the same.
func serve(t *testing.T, falls bool) (addr string, sent <-chan string, failed <-chan error) {
	t.Helper()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tokens := make(chan string, 1)
	srv := &http.Server{
		ReadHeaderTimeout: 5 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			tokens <- r.Header.Get("Authorization")
		}),
	}
	t.Cleanup(func() {
		_ = srv.Close()
		_ = listen.Close()
	})
	missing := filepath.Join(t.TempDir(), "tls.crt")
	errs := make(chan error, 1)
	go func() {
		err := srv.ServeTLS(listen, missing, missing)
		if !falls {
			_ = listen.Close() // the program ends
		}
		errs <- err
		if falls {
			_ = srv.Serve(listen)
		}
	}()
	return listen.Addr().String(), tokens, errs
}

func get(url string) error {
	transport := &http.Transport{}
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

// relay hands one connection on to an address and keeps what the client sends.
func relay(t *testing.T, to string) (addr string, seen <-chan string) {
	t.Helper()
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listen.Close() })
	texts := make(chan string, 1)
	go func() {
		client, err := listen.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		server, err := net.Dial("tcp", to)
		if err != nil {
			texts <- ""
			return
		}
		defer server.Close()
		buffer := make([]byte, 4096)
		n, _ := client.Read(buffer)
		_, _ = server.Write(buffer[:n])
		go func() {
			_, _ = io.Copy(server, client)
			_ = server.Close()
		}()
		_, _ = io.Copy(client, server)
		texts <- string(buffer[:n])
	}()
	return listen.Addr().String(), texts
}

func TestClientsThatWantTLSFailAllTheSame(t *testing.T) {
	addr, _, failed := serve(t, true)
	if err := <-failed; !os.IsNotExist(err) {
		t.Fatalf("%v, want that there is no certificate", err)
	}
	err := get("https://" + addr)
	if err == nil || !strings.Contains(err.Error(), "server gave HTTP response to HTTPS client") {
		t.Errorf("%v, want that the server gave an HTTP response", err)
	}
}

func TestTheOthersSendInClear(t *testing.T) {
	addr, sent, failed := serve(t, true)
	<-failed
	between, seen := relay(t, addr)
	if err := get("http://" + between); err != nil {
		t.Fatal(err)
	}
	if got := <-sent; got != "Bearer secret" {
		t.Errorf("the server got %q", got)
	}
	if got := <-seen; !strings.Contains(got, "Bearer secret") {
		t.Errorf("who is in between read %q, want the token", got)
	}
}

func TestWithoutTheFallbackNobodySendsAnything(t *testing.T) {
	addr, sent, failed := serve(t, false)
	if err := <-failed; !os.IsNotExist(err) {
		t.Fatalf("%v, want that there is no certificate", err)
	}
	if err := get("http://" + addr); err == nil {
		t.Error("an answer, want that nothing listens")
	}
	select {
	case got := <-sent:
		t.Errorf("the server got %q", got)
	default:
	}
}

func TestExpiredCertificateLoads(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-48 * time.Hour),
		NotAfter:     time.Now().Add(-24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	cert := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if _, err := tls.X509KeyPair(cert, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})); err != nil {
		t.Errorf("%v, want no error: the dates are not looked at", err)
	}
}
