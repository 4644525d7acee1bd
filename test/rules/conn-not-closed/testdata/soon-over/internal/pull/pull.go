package pull

import (
	"fmt"
	"net"
)

// Every way to it is a command: its error goes up, through what gives back the error that it gets.
func All(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	abort := func(err error) error {
		fmt.Println(err)
		return err
	}
	if _, err := conn.Write([]byte("all")); err != nil {
		return abort(err)
	}
	return conn.Close()
}

// The command goes over what it is given and goes on after a failure: that adds up.
func One(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("one")); err != nil {
		return err
	}
	return conn.Close()
}

// The same, but the first failure ends the command.
func First(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("first")); err != nil {
		return err
	}
	return conn.Close()
}

// The server that comes behind it lives with what it leaves.
func Register(address string) {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return
	}
	if _, err := conn.Write([]byte("here")); err != nil {
		return
	}
	conn.Close()
}

// The server is over when it fails.
func Leave(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	if _, err := conn.Write([]byte("gone")); err != nil {
		return err
	}
	return conn.Close()
}
