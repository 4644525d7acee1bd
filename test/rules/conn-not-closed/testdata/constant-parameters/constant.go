package constant

import (
	"io"
	"net"
)

// drained is told by its only caller to close.
func drained(l net.Listener, keep bool) error {
	conn, err := l.Accept()
	if err != nil {
		return err
	}
	if !keep {
		defer conn.Close()
		_, err = io.Copy(io.Discard, conn)
	}
	return err
}

func Drain(l net.Listener) error { return drained(l, false) }

// read is told both.
func read(l net.Listener, keep bool) error {
	conn, err := l.Accept() // want conn-not-closed
	if err != nil {
		return err
	}
	if !keep {
		defer conn.Close()
		_, err = io.Copy(io.Discard, conn)
	}
	return err
}

func Read(l net.Listener) error { return read(l, false) }

func Keep(l net.Listener) error { return read(l, true) }

// Skimmed can be told by other packages.
func Skimmed(l net.Listener, keep bool) error {
	conn, err := l.Accept() // want conn-not-closed
	if err != nil {
		return err
	}
	if !keep {
		defer conn.Close()
		_, err = io.Copy(io.Discard, conn)
	}
	return err
}

func Skim(l net.Listener) error { return Skimmed(l, false) }

// turned is given one and changes it.
func turned(l net.Listener, keep bool) error {
	conn, err := l.Accept() // want conn-not-closed
	if err != nil {
		return err
	}
	keep = keep || l.Addr() == nil
	if !keep {
		defer conn.Close()
		_, err = io.Copy(io.Discard, conn)
	}
	return err
}

func Turn(l net.Listener) error { return turned(l, false) }
