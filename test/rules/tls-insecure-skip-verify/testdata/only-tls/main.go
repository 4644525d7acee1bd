package main

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

type options struct {
	address  string
	secure   bool
	insecure bool
	verify   bool
}

// The option says whether there is TLS; with it, nothing verifies.
func (o options) connect() (net.Conn, error) {
	var cfg *tls.Config
	if o.secure {
		cfg = &tls.Config{InsecureSkipVerify: true} // want tls-insecure-skip-verify info medium
	}
	return dial(o.address, cfg)
}

func (o options) plainly() (net.Conn, error) { return dial(o.address, nil) }

func dial(address string, cfg *tls.Config) (net.Conn, error) {
	conn, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil || cfg == nil {
		return conn, err
	}
	return wrap(conn, cfg), nil
}

func wrap(conn net.Conn, cfg *tls.Config) net.Conn { return tls.Client(conn, cfg) }

// Without the option the nil of a transport verifies.
func (o options) client() *http.Client {
	var cfg *tls.Config
	if o.insecure {
		cfg = &tls.Config{InsecureSkipVerify: true}
	}
	return &http.Client{Timeout: time.Second, Transport: &http.Transport{TLSClientConfig: cfg}}
}

// Another way in gives the same call a configuration that verifies.
func (o options) either(conn net.Conn) net.Conn {
	if o.insecure {
		return upgrade(conn, &tls.Config{InsecureSkipVerify: true})
	}
	return upgrade(conn, &tls.Config{ServerName: o.address})
}

func upgrade(conn net.Conn, cfg *tls.Config) net.Conn { return tls.Client(conn, cfg) }

// The option picks one of two calls.
func (o options) twoCalls(conn net.Conn) net.Conn {
	if o.insecure {
		return tls.Client(conn, &tls.Config{InsecureSkipVerify: true})
	}
	return tls.Client(conn, &tls.Config{ServerName: o.address})
}

// What callers give is put right where it arrives.
func (o options) checked(conn net.Conn) net.Conn {
	var cfg *tls.Config
	if o.secure {
		cfg = &tls.Config{InsecureSkipVerify: true}
	}
	return corrected(conn, cfg, o.verify)
}

func corrected(conn net.Conn, cfg *tls.Config, verify bool) net.Conn {
	if verify {
		cfg = &tls.Config{ServerName: "db.example.com"}
	}
	return tls.Client(conn, cfg)
}

func main() {
	o := options{address: "db.example.com:5432"}
	for _, connect := range []func() (net.Conn, error){o.connect, o.plainly} {
		conn, err := connect()
		if err != nil {
			return
		}
		_ = o.either(o.twoCalls(o.checked(conn))).Close()
	}
	o.client().CloseIdleConnections()
}
