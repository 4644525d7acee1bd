package unasked

import (
	"net"
	"testing"
)

type connector struct {
	addresses []string
	current   int
}

func (c *connector) connect() (net.Conn, error) {
	address := c.addresses[c.current%len(c.addresses)]
	c.current++
	return net.Dial("tcp", address)
}

// Whether it connects does not matter here, and without a server it does not.
func TestRoundRobin(t *testing.T) {
	c := &connector{addresses: []string{"10.0.0.1:1", "10.0.0.2:1"}}
	_, _ = c.connect() // want conn-not-closed low
	if c.current != 1 {
		t.Error(c.current)
	}
	_, err := c.connect() // want conn-not-closed info high
	if err != nil {
		t.Error(err)
	}
}
