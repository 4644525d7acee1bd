// Package resumption shows which check of a TLS server a resumed session passes by.
package resumption

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"sync/atomic"
	"testing"
	"time"
)

// certificate makes one that signs itself, for servers and clients.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "localhost"},
		DNSNames:              []string{"localhost"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
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

// connect says hello to a server that answers with one byte once the handshake is done.
func connect(address string, config *tls.Config) (resumed bool, err error) {
	conn, err := tls.Dial("tcp", address, config)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	// the ticket, or the refusal, comes before the byte
	if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
		return false, err
	}
	return conn.ConnectionState().DidResume, nil
}

// second makes two connections and revokes the client's certificate in between; it tells how the second went.
func second(t *testing.T, version uint16, use func(*tls.Config, func() error)) (resumed bool, err error) {
	t.Helper()
	cert, roots := certificate(t)
	var revoked atomic.Bool
	server := &tls.Config{
		Certificates: []tls.Certificate{cert},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    roots,
		MaxVersion:   version,
	}
	use(server, func() error {
		if revoked.Load() {
			return errors.New("certificate is revoked")
		}
		return nil
	})
	listener, err := tls.Listen("tcp", "127.0.0.1:0", server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func(conn net.Conn) {
				defer conn.Close()
				conn.Write([]byte("."))
			}(conn)
		}
	}()
	client := &tls.Config{
		Certificates:       []tls.Certificate{cert},
		RootCAs:            roots,
		ServerName:         "localhost",
		ClientSessionCache: tls.NewLRUClientSessionCache(1),
	}
	if _, err := connect(listener.Addr().String(), client); err != nil {
		t.Fatal(err)
	}
	revoked.Store(true)
	return connect(listener.Addr().String(), client)
}

var versions = map[string]uint16{"TLS 1.2": tls.VersionTLS12, "TLS 1.3": tls.VersionTLS13}

func TestRevokedClientResumesPastVerifyPeerCertificate(t *testing.T) {
	for name, version := range versions {
		t.Run(name, func(t *testing.T) {
			resumed, err := second(t, version, func(config *tls.Config, check func() error) {
				config.VerifyPeerCertificate = func([][]byte, [][]*x509.Certificate) error { return check() }
			})
			if err != nil || !resumed {
				t.Errorf("resumed %t, error %v; want a resumed session", resumed, err)
			}
		})
	}
}

func TestVerifyConnectionRefusesTheRevokedClient(t *testing.T) {
	for name, version := range versions {
		t.Run(name, func(t *testing.T) {
			_, err := second(t, version, func(config *tls.Config, check func() error) {
				config.VerifyConnection = func(tls.ConnectionState) error { return check() }
			})
			if err == nil {
				t.Error("the second connection was let in, want it refused")
			}
		})
	}
}
