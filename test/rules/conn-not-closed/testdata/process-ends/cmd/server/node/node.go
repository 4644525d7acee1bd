package node

import (
	"errors"
	"net"
)

var errNotReady = errors.New("not ready")

type Driver struct{ ready bool }

// Prepare is called by main alone, which ends the process for its error.
func (d *Driver) Prepare() error {
	return d.listen()
}

func (d *Driver) listen() error {
	listener, err := net.Listen("tcp", ":0") // want conn-not-closed info low
	if err != nil {
		return err
	}
	if !d.ready {
		return errNotReady
	}
	go serve(listener)
	return nil
}

// Named hands the error on by its name.
func (d *Driver) Named() (err error) {
	if err = d.listenAgain(); err != nil {
		return
	}
	return nil
}

func (d *Driver) listenAgain() error {
	listener, err := net.Listen("tcp", ":0") // want conn-not-closed info low
	if err != nil {
		return err
	}
	if !d.ready {
		return errNotReady
	}
	go serve(listener)
	return nil
}

type Other struct{ ready bool }

// Setup is called through an interface as well.
func (d *Other) Setup() error {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if !d.ready {
		return errNotReady
	}
	go greet(conn)
	return nil
}

type setter interface{ Setup() error }

func All(list []setter) {
	for _, each := range list {
		_ = each.Setup()
	}
}

// preparer gives an address, which a Driver does not take.
type preparer interface {
	Prepare(address string) error
}

func AllAt(list []preparer) {
	for _, each := range list {
		_ = each.Prepare("127.0.0.1:1")
	}
}

// Told fails, and main goes on.
func Told() error {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errNotReady
	}
	go greet(conn)
	return nil
}

func serve(listener net.Listener) {
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}

func greet(conn net.Conn) {
	defer conn.Close()
	_, _ = conn.Write([]byte("hello"))
}
