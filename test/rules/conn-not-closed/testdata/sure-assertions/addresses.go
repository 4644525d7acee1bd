package assertions

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
)

// freePort: the address of a UDP socket is a *net.UDPAddr.
func freePort() (int, error) {
	conn, err := net.ListenUDP("udp", &net.UDPAddr{})
	if err != nil {
		return 0, err
	}
	address, ok := conn.LocalAddr().(*net.UDPAddr)
	if !ok {
		return 0, errors.New("no UDP address")
	}
	return address.Port, conn.Close()
}

// freeTCPPort: what listens on tcp has a *net.TCPAddr.
func freeTCPPort() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	if address, ok := listener.Addr().(*net.TCPAddr); ok {
		defer listener.Close()
		return strconv.Itoa(address.Port), nil
	}
	return "", errors.New("no TCP address")
}

// socket: a packet listener of udp is a *net.UDPConn.
func socket(ctx context.Context, address string) (*net.UDPConn, error) {
	packets, err := new(net.ListenConfig).ListenPacket(ctx, "udp", address)
	if err != nil {
		return nil, err
	}
	conn, ok := packets.(*net.UDPConn)
	if !ok {
		return nil, errors.New("no UDP connection")
	}
	return conn, nil
}

// unsure: the network is not known.
func unsure(network string) (int, error) {
	listener, err := net.Listen(network, "127.0.0.1:0") // want conn-not-closed warning high
	if err != nil {
		return 0, err
	}
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return 0, errors.New("no TCP address")
	}
	return address.Port, listener.Close()
}

// other asks for the address of another network.
func other() (string, error) {
	listener, err := net.Listen("unix", "/run/other") // want conn-not-closed warning high
	if err != nil {
		return "", err
	}
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return "", errors.New("no TCP address")
	}
	return address.String(), listener.Close()
}

// byBranch: where the address is asked for, the listener is one of tcp.
func byBranch(path string) (net.Listener, string, error) {
	var listener net.Listener
	var err error
	var text string
	if path != "" {
		listener, err = net.Listen("unix", path)
		if err != nil {
			return nil, "", err
		}
		text = path
	} else {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, "", err
		}
		address, ok := listener.Addr().(*net.TCPAddr)
		if !ok {
			return nil, "", errors.New("no port")
		}
		text = fmt.Sprint(address.Port)
	}
	return listener, text, nil
}

// behindBranches: it may be either.
func behindBranches(path string) (net.Listener, int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0") // want conn-not-closed
	if path != "" {
		listener, err = net.Listen("unix", path) // want conn-not-closed
	}
	if err != nil {
		return nil, 0, err
	}
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return nil, 0, errors.New("no port")
	}
	return listener, address.Port, nil
}
