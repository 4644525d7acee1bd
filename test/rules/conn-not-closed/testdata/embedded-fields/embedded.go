package embedded

import (
	"errors"
	"net"
)

var errWrongKind = errors.New("wrong kind of connection")

// packetConn has the Close of the connection which it embeds.
type packetConn struct {
	net.PacketConn
	remote net.Addr
}

func (c *packetConn) Read(p []byte) (int, error) {
	n, _, err := c.ReadFrom(p)
	return n, err
}

func (c *packetConn) Write(p []byte) (int, error) {
	return c.WriteTo(p, c.remote)
}

func (c *packetConn) RemoteAddr() net.Addr {
	return c.remote
}

// listen returns the connection inside the wrapper: to close it is to close the wrapper.
func listen(dialer *net.Dialer, address string) (net.PacketConn, error) {
	conn, err := dialer.Dial("udp", address)
	if err != nil {
		return nil, err
	}
	var packets net.PacketConn
	switch c := conn.(type) {
	case *packetConn:
		packets = c.PacketConn
	case *net.UDPConn:
		packets = c
	default:
		panic("unknown connection")
	}
	return packets, nil
}

// closeInner closes the connection through the field.
func closeInner(dialer *net.Dialer, address string) error {
	conn, err := dialer.Dial("udp", address)
	if err != nil {
		return err
	}
	return conn.(*packetConn).PacketConn.Close()
}

// rewrap puts the inner connection into another wrapper.
func rewrap(dialer *net.Dialer, address string, remote net.Addr) (net.Conn, error) {
	conn, err := dialer.Dial("udp", address)
	if err != nil {
		return nil, err
	}
	if c, ok := conn.(*packetConn); ok {
		conn = &packetConn{PacketConn: c.PacketConn, remote: remote}
	}
	return conn, nil
}

// dropsInner has the inner connection, and leaves it open.
func dropsInner(dialer *net.Dialer, address string) (net.Addr, error) {
	conn, err := dialer.Dial("udp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	var packets net.PacketConn
	switch c := conn.(type) {
	case *packetConn:
		packets = c.PacketConn
	case *net.UDPConn:
		packets = c
	}
	if packets == nil {
		return nil, errWrongKind
	}
	return packets.LocalAddr(), nil
}

// returnsAddress returns another field of the wrapper.
func returnsAddress(dialer *net.Dialer, address string) (net.Addr, error) {
	conn, err := dialer.Dial("udp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	if c, ok := conn.(*packetConn); ok {
		return c.remote, nil
	}
	return nil, conn.Close()
}

// countedConn closes more than the connection which it embeds.
type countedConn struct {
	net.Conn
	closed chan struct{}
}

func (c *countedConn) Close() error {
	close(c.closed)
	return c.Conn.Close()
}

// unwrapped goes around the wrapper's own Close.
func unwrapped(dialer *net.Dialer, address string) (net.Addr, error) {
	conn, err := dialer.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	counted, ok := conn.(*countedConn)
	if !ok {
		return nil, conn.Close()
	}
	inner := counted.Conn
	return inner.LocalAddr(), inner.Close()
}
