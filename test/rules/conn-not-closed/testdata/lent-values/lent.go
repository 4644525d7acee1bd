package lent

import (
	"errors"
	"net"
)

var errShort = errors.New("short write")

type session struct{ conn net.Conn }

func (s *session) Conn() net.Conn { return s.conn }

type asker struct {
	connect func() (net.Conn, error)
}

func newAsker(connect func() (net.Conn, error)) *asker { return &asker{connect: connect} }

// ask gets the connection of whoever made the asker, who closes it.
func (a *asker) ask(question []byte) error {
	conn, err := a.connect()
	if err != nil {
		return err
	}
	if n, err := conn.Write(question); err != nil || n < len(question) {
		return errShort
	}
	return nil
}

func askOnce(address string, question []byte) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	s := &session{conn: conn}
	a := newAsker(func() (net.Conn, error) { return s.Conn(), nil })
	return a.ask(question)
}

type dialler struct {
	connect func() (net.Conn, error)
}

func newDialler(connect func() (net.Conn, error)) *dialler { return &dialler{connect: connect} }

// greet gets a connection of its own from the same kind of function.
func (d *dialler) greet() error {
	conn, err := d.connect() // want conn-not-closed
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("hello")); err != nil {
		return errShort
	}
	return nil
}

func greetOnce(address string) error {
	d := newDialler(func() (net.Conn, error) { return net.Dial("tcp", address) })
	return d.greet()
}
