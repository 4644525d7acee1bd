package empty

import (
	"errors"
	"net"
	"time"
)

type client struct {
	conn    net.Conn
	local   func() string
	timeout time.Duration
}

func (c *client) Close() error {
	if c.conn != nil {
		return c.conn.Close()
	}
	return nil
}

func (c *client) name() string { return c.local() }

// newClient dials only where there is an address.
func newClient(address string, local func() string) (*client, error) {
	c := &client{local: local, timeout: time.Second}
	if address != "" {
		conn, err := net.DialTimeout("tcp", address, c.timeout)
		if err != nil {
			return nil, err
		}
		c.conn = conn
	}
	if c.conn == nil && local == nil {
		return nil, errors.New("neither address nor function")
	}
	return c, nil
}

func inside(check func() error) (string, error) {
	c, err := newClient("", func() string { return "inside" })
	if err != nil {
		return "", err
	}
	if err := check(); err != nil {
		return "", err
	}
	return c.name(), nil
}

func outside(check func() error) (string, error) {
	c, err := newClient("10.0.0.1:80", nil) // want conn-not-closed
	if err != nil {
		return "", err
	}
	if err := check(); err != nil {
		return "", err
	}
	return c.name(), nil
}

func anywhere(address string, check func() error) (string, error) {
	c, err := newClient(address, nil) // want conn-not-closed
	if err != nil {
		return "", err
	}
	if err := check(); err != nil {
		return "", err
	}
	return c.name(), nil
}

// newDefault has an address of its own where it is given none.
func newDefault(address string) (*client, error) {
	if address == "" {
		address = "127.0.0.1:80"
	}
	return newClient(address, nil)
}

func standard(check func() error) (string, error) {
	c, err := newDefault("") // want conn-not-closed
	if err != nil {
		return "", err
	}
	if err := check(); err != nil {
		return "", err
	}
	return c.name(), nil
}
