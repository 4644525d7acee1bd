package basic

import (
	"context"
	"crypto/tls"
	"net"
)

func connect(ctx context.Context, host string) (net.Conn, error) {
	return net.Dial("tcp", net.JoinHostPort(host, "7000")) // want net-dial-without-context warning high
}

func secure(ctx context.Context, address string) (net.Conn, error) {
	return tls.Dial("tcp", address, nil) // want net-dial-without-context warning high
}

func forCaller(ctx context.Context, address string) error {
	plain, err := without(address)
	if err != nil {
		return err
	}
	defer plain.Close()
	conn, err := handshake(address)
	if err != nil {
		return err
	}
	return conn.CloseWrite()
}

func without(address string) (net.Conn, error) {
	return net.Dial("tcp", address) // want net-dial-without-context info high
}

func handshake(address string) (*tls.Conn, error) {
	return tls.Dial("tcp", address, &tls.Config{ServerName: "db"}) // want net-dial-without-context info high
}
