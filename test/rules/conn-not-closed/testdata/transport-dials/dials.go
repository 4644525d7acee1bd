package dials

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

var dialer = net.Dialer{Timeout: 5 * time.Second}

// A transport dials tcp alone: what it gets is a TCP connection.
func lingering() *http.Transport {
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if err != nil {
				return nil, err
			}
			tcp, ok := conn.(*net.TCPConn)
			if !ok {
				return nil, errors.New("no TCP connection")
			}
			_ = tcp.SetLinger(0)
			return tcp, nil
		},
	}
}

// The same function, set later.
func lingeringLater(transport *http.Transport) {
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dialer.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		tcp, ok := conn.(*net.TCPConn)
		if !ok {
			return nil, errors.New("no TCP connection")
		}
		_ = tcp.SetLinger(0)
		return tcp, nil
	}
}

// Another network may be asked for by who calls this.
func dialLingering(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := dialer.DialContext(ctx, network, address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return nil, errors.New("no TCP connection")
	}
	_ = tcp.SetLinger(0)
	return tcp, nil
}

// The network of the transport is replaced.
func local(path string) *http.Transport {
	return &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			network, address = "unix", path
			conn, err := dialer.DialContext(ctx, network, address) // want conn-not-closed warning high
			if err != nil {
				return nil, err
			}
			tcp, ok := conn.(*net.TCPConn)
			if !ok {
				return nil, errors.New("no TCP connection")
			}
			return tcp, nil
		},
	}
}
