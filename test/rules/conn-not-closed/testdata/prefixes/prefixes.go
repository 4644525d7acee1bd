package prefixes

import (
	"errors"
	"net"
	"os"
	"strings"
)

type address struct{ network, host string }

func isUnix(network string) bool { return strings.HasPrefix(network, "unix") }

func (a address) isFile() bool { return isUnix(a.network) }

func (a *address) normalize() { a.network = "unix" }

func openElsewhere(a address) (net.Listener, error) { return nil, errors.New(a.host) }

// No network begins with tcp and with unix.
func exclusive(a address) (net.Listener, error) {
	var l net.Listener
	var err error
	if a.isFile() {
		a = address{a.network, "/run/" + a.host}
	}
	if strings.HasPrefix(a.network, "tcp") {
		l, err = net.Listen(a.network, a.host)
	} else {
		l, err = openElsewhere(a)
	}
	if err != nil {
		return nil, err
	}
	if isUnix(a.network) {
		if err := os.Chmod(a.host, 0o600); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// What begins with unixgram begins with unix: the way around is none.
func implied(network, host string) (net.Listener, error) {
	var l net.Listener
	if strings.HasPrefix(network, "unixgram") {
		var err error
		if l, err = net.Listen(network, host); err != nil {
			return nil, err
		}
	}
	if !isUnix(network) {
		return nil, errors.New("no network of files")
	}
	return l, nil
}

// A network may begin with both.
func both(network, host string) (net.Listener, error) {
	var l net.Listener
	var err error
	if isUnix(network) {
		l, err = net.Listen(network, host) // want conn-not-closed
	}
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(network, "unixpacket") {
		if err := os.Chmod(host, 0o600); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// Another network than the one that was asked for.
func changed(network, host, other string) (net.Listener, error) {
	var l net.Listener
	var err error
	if strings.HasPrefix(network, "tcp") {
		l, err = net.Listen(network, host) // want conn-not-closed
		network = other
	}
	if err != nil {
		return nil, err
	}
	if isUnix(network) {
		if err := os.Chmod(host, 0o600); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// The method gets at the field.
func normalized(a address) (net.Listener, error) {
	var l net.Listener
	var err error
	if strings.HasPrefix(a.network, "tcp") {
		l, err = net.Listen(a.network, a.host) // want conn-not-closed
		a.normalize()
	}
	if err != nil {
		return nil, err
	}
	if isUnix(a.network) {
		if err := os.Chmod(a.host, 0o600); err != nil {
			return nil, err
		}
	}
	return l, nil
}
