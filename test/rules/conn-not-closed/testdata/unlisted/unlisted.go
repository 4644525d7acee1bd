package unlisted

import (
	"errors"
	"io"
	"net"
	"strings"
)

const (
	networkTCP = "tcp"
	networkUDP = "udp"
)

var errUnknown = errors.New("unknown network")

type stream struct{ net.Conn }

type packets struct{ net.Conn }

func base(network string) string {
	return strings.TrimRight(network, "46")
}

// Only a network that no clause lists leaves the connection open.
func dial(network, address string) (io.Closer, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info high
	if err != nil {
		return nil, err
	}
	switch base(network) {
	case networkTCP:
		return &stream{conn}, nil
	case networkUDP:
		return &packets{conn}, nil
	default:
		return nil, errUnknown
	}
}

type options struct {
	network string
	address string
}

func dialOptions(options *options) (io.Closer, error) {
	conn, err := net.Dial("tcp", options.address) // want conn-not-closed info high
	if err != nil {
		return nil, err
	}
	switch options.network {
	case networkTCP:
		return &stream{conn}, nil
	default:
		return nil, errUnknown
	}
}

// Another path leaves it open for every network.
func ask(network, address string) (io.Closer, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write([]byte(network)); err != nil {
		return nil, err
	}
	switch network {
	case networkTCP:
		return &stream{conn}, nil
	default:
		return nil, errUnknown
	}
}

// What has come over the connection is not what the caller gave.
func reply(address string) (io.Closer, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	answer := make([]byte, 1)
	conn.Read(answer)
	switch string(answer) {
	case "+":
		return &stream{conn}, nil
	default:
		return nil, errUnknown
	}
}

// The default is how it goes in general.
func general(network, address string) (int, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return 0, err
	}
	switch network {
	case networkUDP:
		return 1, conn.Close()
	default:
		return 2, nil
	}
}

// The parameter is another one by then.
func changed(network, address string) (io.Closer, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	network = conn.LocalAddr().Network()
	switch network {
	case networkTCP:
		return &stream{conn}, nil
	default:
		return nil, errUnknown
	}
}
