// Package dialers says what opens connections.
package dialers

import "net"

// Dialer opens connections.
type Dialer interface {
	Open(address string) (net.Conn, error)
}

// System opens those of the system.
type System struct{}

// Open opens one.
func (System) Open(address string) (net.Conn, error) { return net.Dial("tcp", address) }
