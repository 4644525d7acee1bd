package deadlines

import (
	"net"
	"time"
)

type client struct{ c net.Conn }

// dialled: a deadline can be set on a connection that is open.
func dialled(addr string) (*client, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return nil, err
	}
	return &client{c}, nil
}

func dialledTCP(addr *net.TCPAddr) (*client, error) {
	c, err := net.DialTCP("tcp", nil, addr)
	if err != nil {
		return nil, err
	}
	err = c.SetReadDeadline(time.Now().Add(time.Second))
	if err != nil {
		return nil, err
	}
	return &client{c}, nil
}

func greeted(addr string) (*client, error) {
	c, err := net.Dial("tcp", addr) // want conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := c.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return nil, err
	}
	if _, err := c.Write([]byte("x")); err != nil {
		return nil, err
	}
	return &client{c}, nil
}
