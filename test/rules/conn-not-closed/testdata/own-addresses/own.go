package own

import (
	"context"
	"errors"
	"net"
	"os"
	"strconv"
)

type member struct {
	listener net.Listener
	port     string
}

// The address of a TCP listener is host and port.
func listening(m *member) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	_, m.port, err = net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	m.listener = l
	return nil
}

// What was joined can be split, on whichever network.
func joined(m *member, network, host, port string) error {
	address := net.JoinHostPort(host, port)
	l, err := net.Listen(network, address)
	if err != nil {
		return err
	}
	own := l.Addr().String()
	_, port, err = net.SplitHostPort(own)
	if err != nil {
		return err
	}
	m.port = port
	m.listener = l
	return nil
}

func dialled(address string) (net.Conn, string, error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return nil, "", err
	}
	own := c.LocalAddr()
	host, _, err := net.SplitHostPort(own.String())
	if err != nil {
		return nil, "", err
	}
	return c, host, nil
}

// The network may be one of files.
func anywhere(m *member, network, address string) error {
	l, err := net.Listen(network, address) // want conn-not-closed
	if err != nil {
		return err
	}
	_, m.port, err = net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	m.listener = l
	return nil
}

func socket(m *member) error {
	l, err := net.Listen("unix", "/run/member") // want conn-not-closed
	if err != nil {
		return err
	}
	_, m.port, err = net.SplitHostPort(l.Addr().String())
	if err != nil {
		return err
	}
	m.listener = l
	return nil
}

// Another address than its own.
func advertised(m *member) error {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed
	if err != nil {
		return err
	}
	address := l.Addr().String()
	if other := os.Getenv("ADVERTISE"); other != "" {
		address = other
	}
	_, m.port, err = net.SplitHostPort(address)
	if err != nil {
		return err
	}
	m.listener = l
	return nil
}

// The port of an open socket is a number of sixteen bits.
func numbered(network, host, port string) (net.Listener, uint16, error) {
	l, err := net.Listen(network, net.JoinHostPort(host, port))
	if err != nil {
		return nil, 0, err
	}
	_, own, _ := net.SplitHostPort(l.Addr().String())
	number, err := strconv.ParseUint(own, 10, 16)
	if err != nil {
		return nil, 0, err
	}
	return l, uint16(number), nil
}

func counted() (net.Listener, int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, 0, err
	}
	_, own, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return nil, 0, err
	}
	number, err := strconv.Atoi(own)
	if err != nil {
		return nil, 0, err
	}
	return l, number, nil
}

// A port above 32767 does not fit.
func narrow() (net.Listener, int16, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed
	if err != nil {
		return nil, 0, err
	}
	_, own, _ := net.SplitHostPort(l.Addr().String())
	number, err := strconv.ParseInt(own, 10, 16)
	if err != nil {
		return nil, 0, err
	}
	return l, int16(number), nil
}

// What somebody else has written may be a name.
func given(address string) (net.Listener, int, error) {
	l, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		return nil, 0, err
	}
	_, port, _ := net.SplitHostPort(address)
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, 0, err
	}
	return l, number, nil
}

// The port is the number that was written, or chosen by the system, behind whichever method gives it.
func freePort(ctx context.Context, kind string) (int, error) {
	var (
		where func() net.Addr
		done  func() error
	)
	config := net.ListenConfig{}
	switch kind {
	case "stream", "stream6":
		l, err := config.Listen(ctx, networkOf(kind), "localhost:0")
		if err != nil {
			return 0, err
		}
		where, done = l.Addr, l.Close
	case "packets":
		p, err := net.ListenPacket("udp", "localhost:0")
		if err != nil {
			return 0, err
		}
		where, done = p.LocalAddr, p.Close
	default:
		return 0, errors.New("kind of socket")
	}
	_, own, err := net.SplitHostPort(where().String())
	if err != nil {
		return 0, err
	}
	number, err := strconv.Atoi(own)
	if err != nil {
		return 0, err
	}
	return number, done()
}

// One of the sockets may be a file.
func portOfEither(isLocal bool) (int, error) {
	var where func() net.Addr
	var done func() error
	if isLocal {
		l, err := net.Listen("unix", "/run/own") // want conn-not-closed
		if err != nil {
			return 0, err
		}
		where, done = l.Addr, l.Close
	} else {
		l, err := net.Listen("tcp", "localhost:0") // want conn-not-closed
		if err != nil {
			return 0, err
		}
		where, done = l.Addr, l.Close
	}
	_, own, err := net.SplitHostPort(where().String())
	if err != nil {
		return 0, err
	}
	number, err := strconv.Atoi(own)
	if err != nil {
		return 0, err
	}
	return number, done()
}

func networkOf(kind string) string {
	if kind == "stream6" {
		return "tcp6"
	}
	return os.Getenv("NETWORK")
}
