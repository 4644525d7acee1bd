package basic

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"os"
	"time"
)

func never(address string) (string, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return "", err
	}
	return bufio.NewReader(conn).ReadString('\n')
}

func early(address string) error {
	conn, err := net.DialTimeout("tcp", address, time.Second) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("hello")); err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.Write([]byte("x"))
	return err
}

func dialer(ctx context.Context, d *net.Dialer, address string) error {
	conn, err := d.DialContext(ctx, "tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, conn)
	return err
}

func secure(address string) error {
	conn, err := tls.Dial("tcp", address, nil) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	return conn.Handshake()
}

func free() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed warning high
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, nil
}

func packets(address string) error {
	conn, err := net.ListenPacket("udp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, _, err = conn.ReadFrom(make([]byte, 1500))
	return err
}

func probe(addresses []string) int {
	up := 0
	for _, address := range addresses {
		if _, err := net.DialTimeout("tcp", address, time.Second); err == nil { // want conn-not-closed warning high
			up++
		}
	}
	return up
}

func accepted(l net.Listener) error {
	for {
		conn, err := l.Accept() // want conn-not-closed warning high
		if err != nil {
			return err
		}
		if _, err := conn.Write([]byte("hello")); err != nil {
			continue
		}
		conn.Close()
	}
}

// a duplicate of what the file stands for
func inherited(f *os.File) (net.Addr, error) {
	l, err := net.FileListener(f) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	return l.Addr(), nil
}

func dial(address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write([]byte("hello")); err != nil {
		return nil, err
	}
	return conn, nil
}

func ping(address string) error {
	conn, err := dial(address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("ping"))
	return err
}
