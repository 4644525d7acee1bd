// Package probe shows which certificate a probe sees once the server has another one.
package probe

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"sync/atomic"
	"testing"
	"time"
)

// certificate makes one that signs itself and ends at a time.
func certificate(t *testing.T, serial int64, end time.Time) *tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		DNSNames:     []string{"localhost"},
		NotBefore:    time.Now().Add(-24 * time.Hour),
		NotAfter:     end,
		IsCA:         true,
	}
	template.BasicConstraintsValid = true
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

// round is what one round of a probe has seen.
type round struct {
	err        error
	handshakes int
	looks      int64
	serial     int64
}

// rounds probes a server twice; in between the server's certificate is replaced by one that has expired.
func rounds(t *testing.T, isHTTP2 bool, set func(*http.Transport)) [2]round {
	t.Helper()
	good := certificate(t, 1, time.Now().Add(time.Hour))
	var current atomic.Pointer[tls.Certificate]
	current.Store(good)
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "ok")
	}))
	srv.EnableHTTP2 = isHTTP2
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.TLS = &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return current.Load(), nil
	}}
	srv.StartTLS()
	t.Cleanup(srv.Close)

	bad := certificate(t, 2, time.Now().Add(-time.Hour))
	roots := x509.NewCertPool()
	roots.AddCert(good.Leaf)
	roots.AddCert(bad.Leaf)
	var looks atomic.Int64
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{
		RootCAs:    roots,
		ServerName: "localhost",
		VerifyConnection: func(tls.ConnectionState) error {
			looks.Add(1)
			return nil
		},
	}
	set(transport)
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	t.Cleanup(client.CloseIdleConnections)
	var seen [2]round
	for i := range seen {
		seen[i] = probe(t, client, srv.URL)
		seen[i].looks = looks.Swap(0)
		current.Store(bad)
	}
	return seen
}

func probe(t *testing.T, client *http.Client, url string) round {
	t.Helper()
	var seen round
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req = req.WithContext(httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		TLSHandshakeStart: func() { seen.handshakes++ },
	}))
	resp, err := client.Do(req)
	if err != nil {
		seen.err = err
		return seen
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	seen.serial = resp.TLS.PeerCertificates[0].SerialNumber.Int64()
	return seen
}

var protocols = map[string]bool{"HTTP/1": false, "HTTP/2": true}

func TestSecondRoundLooksAtNoCertificate(t *testing.T) {
	for name, isHTTP2 := range protocols {
		t.Run(name, func(t *testing.T) {
			seen := rounds(t, isHTTP2, func(*http.Transport) {})
			if first := seen[0]; first.err != nil || first.handshakes != 1 || first.looks != 1 || first.serial != 1 {
				t.Fatalf("first round: %+v, want one handshake and one look", first)
			}
			// the server has an expired certificate by now
			if second := seen[1]; second.err != nil || second.handshakes != 0 || second.looks != 0 || second.serial != 1 {
				t.Errorf("second round: %+v, want no error, no handshake, and resp.TLS of the first", second)
			}
		})
	}
}

func TestWithoutKeepAlivesTheSecondRoundFails(t *testing.T) {
	for name, isHTTP2 := range protocols {
		t.Run(name, func(t *testing.T) {
			seen := rounds(t, isHTTP2, func(transport *http.Transport) { transport.DisableKeepAlives = true })
			if seen[0].err != nil {
				t.Fatal(seen[0].err)
			}
			if second := seen[1]; second.err == nil || second.handshakes != 1 {
				t.Errorf("second round: %+v, want a handshake that ends at the expired certificate", second)
			}
		})
	}
}
