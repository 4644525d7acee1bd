package reason

import (
	"context"
	"log"
	"net"
	"strings"
)

// Nobody is seen who may give up, and nothing that comes by again.
func Connect(address string) (net.Conn, error) {
	return net.Dial("tcp", address) // want net-dial-without-context hint low
}

// Who gives no function that connects takes what is left.
type Pool struct {
	Dial func(network, address string) (net.Conn, error)
}

func (p *Pool) Get(ctx context.Context, network, address string) (net.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.Dial != nil {
		return p.Dial(network, address)
	}
	return net.Dial(network, address) // want net-dial-without-context info low
}

// Something else than a function is no choice of how to connect.
type Cache struct{ Last net.Conn }

func (c *Cache) Get(ctx context.Context, address string) (net.Conn, error) {
	if c.Last != nil {
		return c.Last, nil
	}
	return net.Dial("tcp", address) // want net-dial-without-context warning high
}

// Without a host the code takes this machine.
func Forward(ctx context.Context, address string) (net.Conn, error) {
	if strings.HasPrefix(address, ":") {
		address = "127.0.0.1" + address
	}
	return net.Dial("tcp", address) // want net-dial-without-context info low
}

type end struct{ network, address string }

// The pair of it is UDP, and so this one may be.
func Pair(ctx context.Context, from, to *end) (net.Conn, error) {
	if from.network == "udp" {
		return net.Dial(to.network, to.address) // want net-dial-without-context info low
	}
	return net.Dial(to.network, to.address) // want net-dial-without-context info medium
}

// The process does not go on without it.
func Attach(ctx context.Context, address string) net.Conn {
	conn, err := net.Dial("tcp", address) // want net-dial-without-context info low
	if err != nil {
		log.Fatalf("cannot reach %s: %v", address, err)
	}
	return conn
}
