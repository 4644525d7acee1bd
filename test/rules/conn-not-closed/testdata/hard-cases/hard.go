package hard

import (
	"crypto/tls"
	"net"
	"net/textproto"
	"time"
)

// the handshake failed, and the connection below is still open
func handshake(address string, config *tls.Config) (net.Conn, error) {
	conn, err := net.DialTimeout("tcp", address, time.Second) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	secured := tls.Client(conn, config)
	if err := secured.Handshake(); err != nil {
		return nil, err
	}
	return secured, nil
}

// Reachable is a probe that forgets what it opened
func reachable(address string) bool {
	conn, err := net.DialTimeout("tcp", address, time.Second) // want conn-not-closed warning high
	return err == nil && conn != nil
}

func second(first, other string) (net.Conn, net.Conn, error) {
	a, err := net.Dial("tcp", first) // want conn-not-closed warning high
	if err != nil {
		return nil, nil, err
	}
	b, err := net.Dial("tcp", other)
	if err != nil {
		return nil, nil, err
	}
	return a, b, nil
}

func retried(address string) (net.Conn, error) {
	var conn net.Conn
	var err error
	for range 3 {
		conn, err = net.Dial("tcp", address)
		if err == nil {
			return conn, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}

func closer(address string) (func() error, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return conn.Close, nil
}

func protocol(address string) (*textproto.Conn, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return textproto.NewConn(conn), nil
}

func onlyReads(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	return greet(conn)
}

func greet(conn net.Conn) error {
	_, err := conn.Write([]byte("hello"))
	return err
}

type session struct{ conn net.Conn }

// who gives back an error has likely not taken it
func upgraded(address string, upgrade func(net.Conn) (*session, error)) (*session, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info medium
	if err != nil {
		return nil, err
	}
	s, err := upgrade(conn)
	if err != nil {
		return nil, err
	}
	return s, nil
}

func upgradedRight(address string, upgrade func(net.Conn) (*session, error)) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	s, err := upgrade(conn)
	if err != nil {
		conn.Close()
		return err
	}
	return run(s)
}

func run(*session) error { return nil }

type dialling struct {
	address string
	mode    string
}

// the second test does not contradict the first
func dialledUnless(to dialling) (net.Conn, error) {
	var conn net.Conn
	var err error
	if to.mode != "plain" {
		conn, err = tls.Dial("tcp", to.address, nil) // want conn-not-closed warning high
		if err != nil {
			return nil, err
		}
	}
	if to.mode == "upgraded" {
		return nil, net.ErrClosed
	}
	return conn, nil
}

// the field is set in between
func dialledAgain(to *dialling) (net.Conn, error) {
	var conn net.Conn
	var err error
	if to.mode == "plain" {
		conn, err = tls.Dial("tcp", to.address, nil) // want conn-not-closed warning high
		if err != nil {
			return nil, err
		}
		to.mode = "upgraded"
	}
	if to.mode == "upgraded" {
		return nil, net.ErrClosed
	}
	return conn, nil
}

const (
	direct    = "direct"
	immediate = "direct"
)

// two names of one value
func dialledByAnotherName(mode, address string) (net.Conn, error) {
	var conn net.Conn
	var err error
	if mode == direct {
		conn, err = tls.Dial("tcp", address, nil) // want conn-not-closed warning high
		if err != nil {
			return nil, err
		}
	}
	if mode == immediate {
		return nil, net.ErrClosed
	}
	return conn, nil
}
