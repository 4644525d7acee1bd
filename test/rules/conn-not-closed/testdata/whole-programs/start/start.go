// Package start is what the program begins with.
package start

import (
	"errors"
	"net"
)

// New is called by the program and by a fuzzer alone.
func New(address string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return nil, err
	}
	if conn.LocalAddr().Network() == "" {
		return nil, errors.New("no network")
	}
	return conn, nil
}
