package values

import (
	"context"
	"net"
)

type client struct {
	dial func(ctx context.Context, address string) (net.Conn, error)
	wrap func(conn net.Conn) (net.Conn, error)
	pick func() net.Conn
	lend func(address string) (net.Conn, func(), error)
}

type dialer interface {
	Dial(network, address string) (net.Conn, error)
	Existing(address string) (net.Conn, error)
	DialFor(address string) (net.Conn, teardown, error)
}

// teardown gives a connection back.
type teardown func(destroy bool)

// byValue calls a function that nobody here knows: what it gives beside an error it has made.
func (c *client) byValue(ctx context.Context, address string) error {
	conn, err := c.dial(ctx, address) // want conn-not-closed info medium
	if err != nil {
		return err
	}
	if _, err := conn.Write(nil); err != nil {
		return err
	}
	return conn.Close()
}

// lent comes with the function that gives it back.
func (c *client) lent(address string) error {
	conn, giveBack, err := c.lend(address)
	if err != nil {
		return err
	}
	defer giveBack()
	_, err = conn.Write(nil)
	return err
}

func dialled(d dialer, address string) error {
	conn, done, err := d.DialFor(address)
	if err != nil {
		return err
	}
	defer done(false)
	_, err = conn.Write(nil)
	return err
}

// picked is somebody else's.
func (c *client) picked() error {
	conn := c.pick()
	_, err := conn.Write(nil)
	return err
}

func byInterface(d dialer, address string) error {
	conn, err := d.Dial("tcp", address) // want conn-not-closed
	if err != nil {
		return err
	}
	if _, err := conn.Write(nil); err != nil {
		return err
	}
	return conn.Close()
}

func existing(d dialer, address string) error {
	conn, err := d.Existing(address)
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}
