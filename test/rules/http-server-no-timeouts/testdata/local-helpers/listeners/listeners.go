package listeners

import (
	"errors"
	"net"
)

// Own listens on this machine only.
func Own() (net.Listener, error) {
	ip, err := own()
	if err != nil {
		return nil, err
	}
	return net.ListenTCP("tcp", &net.TCPAddr{IP: ip})
}

func own() (net.IP, error) {
	if ip := named(); ip != nil {
		return ip, nil
	}
	return nil, errors.New("no address")
}

func named() net.IP {
	ips, err := net.LookupIP("localhost")
	if err != nil || len(ips) == 0 {
		return nil
	}
	return ips[0]
}

// Outer listens on the address that the machine has for others.
func Outer() (net.Listener, error) {
	ip, err := outer()
	if err != nil {
		return nil, err
	}
	return net.ListenTCP("tcp", &net.TCPAddr{IP: ip})
}

func outer() (net.IP, error) {
	ips, err := net.LookupIP("example.com")
	if err != nil || len(ips) == 0 {
		return nil, errors.New("no address")
	}
	return ips[0], nil
}
