package callee

import (
	"context"
	"net"
)

type dialer interface {
	Dial(ctx context.Context, network, address string) (net.Conn, error)
}

func first(ctx context.Context, d dialer, addresses []string, text []byte) error {
	var last error
	for _, address := range addresses {
		conn, err := d.Dial(ctx, "tcp", address)
		if err != nil {
			last = err
			continue
		}
		defer func() {
			_ = conn.Close()
		}()
		if err := send(conn.(*net.TCPConn), text); err != nil {
			last = err
			continue
		}
		return nil
	}
	return last
}

func send(conn *net.TCPConn, text []byte) error {
	defer func() {
		_ = conn.Close()
	}()
	_, err := conn.Write(text)
	return err
}

func asItIs(addresses []string, text []byte) error {
	var last error
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return err
		}
		defer conn.Close()
		last = sendOn(conn, text)
	}
	return last
}

func sendOn(conn net.Conn, text []byte) error {
	defer conn.Close()
	_, err := conn.Write(text)
	return err
}

// This one closes it only after a failure.
func some(addresses []string, text []byte) {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		defer conn.Close() // want defer-in-loop
		trySend(conn.(*net.TCPConn), text)
	}
}

func trySend(conn *net.TCPConn, text []byte) {
	if _, err := conn.Write(text); err != nil {
		_ = conn.Close()
	}
}

// It closes another.
func other(addresses []string, text []byte, log *net.TCPConn) {
	for _, address := range addresses {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			return
		}
		defer conn.Close() // want defer-in-loop
		_ = send(log, text)
		_, _ = conn.Write(text)
	}
}
