package library

import (
	"errors"
	"log"
	"net"
)

// Greet is called by a function that ends the process, but no program of the module runs either: other modules may call it.
func Greet(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info high
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errors.New("no network")
	}
	return conn.Close()
}

func MustGreet(address string) {
	if err := Greet(address); err != nil {
		log.Fatal(err)
	}
}
