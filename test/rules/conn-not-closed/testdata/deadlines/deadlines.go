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

// accepted: an option of the socket can be set as well.
func accepted(l net.Listener) (*client, error) {
	c, err := l.Accept()
	if err != nil {
		return nil, err
	}
	if tcp, ok := c.(*net.TCPConn); ok {
		if err := tcp.SetLinger(0); err != nil {
			return nil, err
		}
		if err := tcp.SetKeepAlive(true); err != nil {
			return nil, err
		}
		err = tcp.SetKeepAlivePeriod(time.Minute)
		if err != nil {
			return nil, err
		}
		err = tcp.SetNoDelay(false)
		if err != nil {
			return nil, err
		}
	}
	return &client{c}, nil
}

func buffered(l *net.TCPListener, size int) (*client, error) {
	c, err := l.AcceptTCP() // want conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := c.SetNoDelay(true); err != nil {
		return nil, err
	}
	if err := c.SetReadBuffer(size); err != nil {
		return nil, err
	}
	return &client{c}, nil
}

// patient: Linux refuses a period of more than 32767 seconds.
func patient(addr *net.TCPAddr) (*client, error) {
	c, err := net.DialTCP("tcp", nil, addr) // want conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := c.SetKeepAlivePeriod(24 * time.Hour); err != nil {
		return nil, err
	}
	return &client{c}, nil
}

// asked: it is not known how long.
func asked(addr *net.TCPAddr, period time.Duration) (*client, error) {
	c, err := net.DialTCP("tcp", nil, addr) // want conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := c.SetKeepAlivePeriod(period); err != nil {
		return nil, err
	}
	return &client{c}, nil
}
