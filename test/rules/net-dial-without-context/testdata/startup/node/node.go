// Package node is set up once, when the program starts.
package node

import (
	"context"
	"net"
)

// Settings says where the node finds its peer.
type Settings struct{ Host string }

// Chain keeps the address.
type Chain struct{ Host string }

// New asks once which of two ports is taken.
func New(settings *Settings) *Chain {
	host := net.JoinHostPort(settings.Host, "7000")
	conn, err := net.Dial("tcp", host)
	if err != nil || conn == nil {
		host = net.JoinHostPort(settings.Host, "7001")
	} else {
		conn.Close()
	}
	return &Chain{Host: host}
}

// Health asks whenever somebody wants to know.
func (c *Chain) Health(ctx context.Context) error {
	conn, err := net.Dial("tcp", c.Host) // want net-dial-without-context warning high
	if err != nil {
		return err
	}
	return conn.Close()
}

// Peer keeps the connection.
func (c *Chain) Peer() (net.Conn, error) {
	return net.Dial("tcp", c.Host) // want net-dial-without-context info high
}
