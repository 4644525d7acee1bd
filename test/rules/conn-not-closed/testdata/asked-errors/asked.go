package asked

import (
	"net"

	"github.com/jackc/pgx/v5/pgconn"
)

// again dials once more only where a library says of the error what it is: there is no connection then.
func again(address string) error {
	conn, err := net.Dial("tcp", address)
	if pgconn.Timeout(err) {
		conn, err = net.Dial("tcp", address)
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

func isWanted(address string) bool {
	return address != ""
}

// always dials once more, whatever came of the first time.
func always(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed
	if isWanted(address) {
		conn, err = net.Dial("tcp", address)
	}
	if err != nil {
		return err
	}
	return conn.Close()
}

// supporting finds a connection, or none without being an error.
func supporting(address string) (net.Conn, bool, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, false, err
	}
	if !isWanted(address) {
		conn.Close()
		return nil, false, nil
	}
	return conn, true, nil
}

func use(address string) error {
	conn, found, err := supporting(address)
	if !found {
		if err != nil {
			return err
		}
		return net.ErrClosed
	}
	return conn.Close()
}

func lose(address string) error {
	conn, found, err := supporting(address) // want conn-not-closed
	if !found {
		return err
	}
	if _, err := conn.Write(nil); err != nil {
		return err
	}
	return conn.Close()
}

// asTCP still has the listener when it is none of TCP.
func asTCP(network, address string) (*net.TCPListener, error) {
	l, err := net.Listen(network, address) // want conn-not-closed
	if err != nil {
		return nil, err
	}
	listener, ok := l.(*net.TCPListener)
	if !ok {
		return nil, net.ErrClosed
	}
	return listener, nil
}
