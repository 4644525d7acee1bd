package guards

import (
	"net"
	"os"
)

// The parameter of the literal is the value, and it is looked at.
func given(address string) error {
	conn, err := net.Dial("tcp", address)
	defer func(c net.Conn) {
		if c == nil {
			return
		}
		conn.Close()
	}(conn)
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// Nothing looks at the parameter.
func unguarded(address string) error {
	conn, err := net.Dial("tcp", address)
	defer func(c net.Conn) {
		println(c)
		conn.Close() // want close-before-err-check
	}(conn)
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}

// What is looked at is something else.
func other(address string, name string) error {
	conn, err := net.Dial("tcp", address)
	defer func(f *os.File, c net.Conn) {
		if f == nil {
			return
		}
		conn.Close() // want close-before-err-check
		c.Close()
	}(os.Stdout, conn)
	if err != nil {
		return err
	}
	_, err = conn.Write(nil)
	return err
}
