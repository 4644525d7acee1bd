package splitters

import (
	"net"

	"github.com/go-openapi/swag"
)

type gate struct {
	open []net.Listener
	port int
}

// What a socket that listens at host and port says of itself can be taken apart.
func (g *gate) listen(host, port string) error {
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return err
	}
	if g.port == 0 {
		_, number, err := swag.SplitHostPort(l.Addr().String())
		if err != nil {
			return err
		}
		g.port = number
	}
	g.open = append(g.open, l)
	return nil
}

// The text of somebody else may be anything.
func (g *gate) join(network, address, peer string) error {
	c, err := net.Dial(network, address) // want conn-not-closed
	if err != nil {
		return err
	}
	_, number, err := swag.SplitHostPort(peer)
	if err != nil {
		return err
	}
	g.port = number
	return c.Close()
}
