package probe

import (
	"net"
	"time"
)

// Link is a connection that can say how old it is.
type Link interface {
	net.Conn
	Age() time.Duration
}

// Prober opens what it is told to.
type Prober struct {
	open func(network, address string) (Link, error)
	Dial func(network, address string) (net.Conn, error)
}

// New gives a prober whose dialer counts.
func New(open func(network, address string) (Link, error)) *Prober {
	p := &Prober{open: open}
	p.Dial = func(network, address string) (net.Conn, error) { return p.open(network, address) }
	return p
}
