package clean

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"log"
	"net/http"
	"time"
)

var (
	errExpired = errors.New("expired")
	insecure   = flag.Bool("insecure", false, "do not verify")
)

func transport(cfg *tls.Config) *http.Transport { return &http.Transport{TLSClientConfig: cfg} }

func expired(state tls.ConnectionState) error {
	if time.Now().After(state.PeerCertificates[0].NotAfter) {
		return errExpired
	}
	return nil
}

// Nobody else looks at the dates.
func unverified() *http.Transport {
	return transport(&tls.Config{InsecureSkipVerify: true, VerifyConnection: expired})
}

func unverifiedLater() *http.Transport {
	cfg := &tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) {
				return errExpired
			}
			return nil
		},
	}
	cfg.InsecureSkipVerify = true
	return transport(cfg)
}

func byFlag() *http.Transport {
	return transport(&tls.Config{
		InsecureSkipVerify: *insecure,
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) {
				return errExpired
			}
			return nil
		},
	})
}

// The same function for one that verifies and one that does not.
func verified() *http.Transport {
	return transport(&tls.Config{VerifyConnection: expired})
}

// What makes it is not seen.
func onParameter(cfg *tls.Config) {
	cfg.VerifyConnection = func(state tls.ConnectionState) error {
		if time.Now().After(state.PeerCertificates[0].NotAfter) {
			return errExpired
		}
		return nil
	}
}

func onClone(base *tls.Config) *http.Transport {
	cfg := base.Clone()
	cfg.VerifyConnection = func(state tls.ConnectionState) error {
		if time.Now().After(state.PeerCertificates[0].NotAfter) {
			return errExpired
		}
		return nil
	}
	return transport(cfg)
}

// Another clock.
func clock(now func() time.Time) *http.Transport {
	return transport(&tls.Config{
		Time: now,
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) {
				return errExpired
			}
			return nil
		},
	})
}

func otherClock(now time.Time) *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if now.After(state.PeerCertificates[0].NotAfter) {
				return errExpired
			}
			return nil
		},
	})
}

// With a margin.
func margin() *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().Add(24 * time.Hour).After(state.PeerCertificates[0].NotAfter) {
				log.Print("expires tomorrow")
			}
			if time.Until(state.PeerCertificates[0].NotAfter) < 7*24*time.Hour {
				log.Print("expires this week")
			}
			return nil
		},
	})
}

// The comparison decides nothing, and the margin beside it warns.
func beside() *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			cert := state.PeerCertificates[0]
			if time.Now().After(cert.NotAfter) {
				return errExpired
			}
			if time.Until(cert.NotAfter) < 7*24*time.Hour {
				log.Printf("expires at %s", cert.NotAfter)
			}
			return nil
		},
	})
}

// The peer may send certificates that no chain needs.
func peers() *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			for _, cert := range state.PeerCertificates {
				if time.Now().After(cert.NotAfter) {
					return errExpired
				}
			}
			return nil
		},
		VerifyPeerCertificate: func(rawCerts [][]byte, _ [][]*x509.Certificate) error {
			for _, raw := range rawCerts {
				cert, err := x509.ParseCertificate(raw)
				if err != nil {
					return err
				}
				if time.Now().After(cert.NotAfter) {
					return errExpired
				}
			}
			return nil
		},
	})
}

func second() *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[1].NotAfter) {
				return errExpired
			}
			return nil
		},
	})
}

// A resumed session brings the chains of its first handshake along.
func resumed() *http.Transport {
	return transport(&tls.Config{
		ClientSessionCache: tls.NewLRUClientSessionCache(0),
		VerifyConnection: func(state tls.ConnectionState) error {
			for _, chain := range state.VerifiedChains {
				for _, cert := range chain {
					if time.Now().After(cert.NotAfter) {
						return errExpired
					}
				}
			}
			return nil
		},
	})
}

// Servers that do not verify.
func server(cert tls.Certificate, kind tls.ClientAuthType) []*http.Server {
	check := func(state tls.ConnectionState) error {
		if time.Now().After(state.PeerCertificates[0].NotAfter) {
			return errExpired
		}
		return nil
	}
	some := &tls.Config{
		Certificates:     []tls.Certificate{cert},
		ClientAuth:       tls.RequireAnyClientCert,
		VerifyConnection: check,
	}
	other := &tls.Config{
		Certificates: []tls.Certificate{cert},
		ClientAuth:   kind,
		VerifyConnection: func(state tls.ConnectionState) error {
			if time.Now().After(state.PeerCertificates[0].NotAfter) {
				return errExpired
			}
			return nil
		},
	}
	return []*http.Server{
		{ReadHeaderTimeout: time.Second, TLSConfig: some},
		{ReadHeaderTimeout: time.Second, TLSConfig: other},
	}
}

// It runs later than the callback.
func watched() *http.Transport {
	return transport(&tls.Config{
		VerifyConnection: func(state tls.ConnectionState) error {
			cert := state.PeerCertificates[0]
			go func() {
				for range time.Tick(time.Hour) {
					if time.Now().After(cert.NotAfter) {
						log.Print("expired")
					}
				}
			}()
			go watch(cert)
			return nil
		},
	})
}

func watch(cert *x509.Certificate) {
	time.Sleep(time.Hour)
	if time.Now().After(cert.NotAfter) {
		log.Print("expired")
	}
}

// After the handshake, and of any certificate.
func direct(conn *tls.Conn, cert *x509.Certificate) bool {
	state := conn.ConnectionState()
	return time.Now().After(state.PeerCertificates[0].NotAfter) || time.Now().After(cert.NotAfter)
}

// A function that others call with what they like.
func shared() *http.Transport { return transport(&tls.Config{VerifyConnection: Check}) }

func Check(state tls.ConnectionState) error {
	if time.Now().After(state.PeerCertificates[0].NotAfter) {
		return errExpired
	}
	return nil
}

func called() *http.Transport { return transport(&tls.Config{VerifyConnection: checked}) }

func checked(state tls.ConnectionState) error {
	if time.Now().After(state.PeerCertificates[0].NotAfter) {
		return errExpired
	}
	return nil
}

func byHand(conn *tls.Conn) error { return checked(conn.ConnectionState()) }
