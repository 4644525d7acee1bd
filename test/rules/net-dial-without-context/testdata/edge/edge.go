package edge

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// A keep-alive is no limit of the dial.
func alive(ctx context.Context, address string) (net.Conn, error) {
	d := net.Dialer{KeepAlive: 30 * time.Second}
	return d.Dial("tcp", address) // want net-dial-without-context warning high
}

func withDialer(address string) (net.Conn, error) {
	return tls.DialWithDialer(&net.Dialer{}, "tcp", address, nil) // want net-dial-without-context info high
}

func secure(ctx context.Context, address string) (net.Conn, error) {
	d := &tls.Dialer{Config: &tls.Config{ServerName: "db"}}
	return d.Dial("tcp", address) // want net-dial-without-context warning high
}

// It may be a local socket.
func any(network, address string) (net.Conn, error) {
	return net.Dial(network, address) // want net-dial-without-context hint medium
}

func probe(w http.ResponseWriter, r *http.Request) {
	conn, err := net.Dial("tcp4", r.FormValue("host")) // want net-dial-without-context warning high
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	conn.Close()
}
