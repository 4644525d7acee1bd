package client

import (
	"errors"
	"net"
)

var errNotSet = errors.New("not set")

type client struct {
	conn net.Conn
	name *string
}

// dial has nothing to close: check closes the connection with its own error.
func dial(address string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	c := &client{conn: conn}
	if err := c.check(); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *client) check() error {
	if c.name == nil {
		c.Close()
		return errNotSet
	}
	return nil
}

// dialOpen gets an error of what closes nothing.
func dialOpen(address string) (*client, error) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	c := &client{conn: conn}
	if c.name == nil {
		return nil, errNotSet
	}
	return c, nil
}

func (c *client) Close() error {
	if c.conn == nil {
		return nil
	}
	return c.conn.Close()
}
