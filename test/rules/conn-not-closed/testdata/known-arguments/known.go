package known

import (
	"fmt"
	"net"
	"net/http"
)

// greet closes it where it fails, and gives it back.
func greet(conn net.Conn) (_ net.Conn, err error) {
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	req := &http.Request{}
	if err := send(req, conn); err != nil {
		return nil, fmt.Errorf("send: %w", err)
	}
	return conn, nil
}

func send(req *http.Request, conn net.Conn) error {
	if req.Method == "" {
		req.Method = http.MethodConnect
	}
	if err := req.Write(conn); err != nil {
		return err
	}
	return nil
}

func dial() (net.Conn, error) {
	conn, err := net.Dial("tcp", "example.com:80")
	if err != nil {
		return nil, err
	}
	return greet(conn)
}

func ask() error {
	conn, err := net.Dial("tcp", "example.com:80") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	req := &http.Request{}
	if err := send(req, conn); err != nil {
		return err
	}
	return conn.Close()
}
