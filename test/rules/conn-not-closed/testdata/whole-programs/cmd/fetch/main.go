// A tool that works in goroutines and ends at the first error.
package main

import (
	"errors"
	"log"
	"net"
	"os"

	"golang.org/x/sync/errgroup"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
	for {
		poll(os.Args[1:])
	}
}

func run(addresses []string) error {
	var group errgroup.Group
	for _, address := range addresses {
		group.Go(func() error {
			if err := greet(address); err != nil {
				return err
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return locked(func() error { return greetAll(addresses) })
}

// greet fails the group, whose error ends the process.
func greet(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed info low
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errors.New("no network")
	}
	return conn.Close()
}

// greetAll runs in a literal whose error comes back from the function that gets it.
func greetAll(addresses []string) error {
	conn, err := net.Dial("tcp", addresses[0]) // want conn-not-closed hint low
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errors.New("no network")
	}
	return conn.Close()
}

func locked(work func() error) error {
	if err := os.Mkdir("lock", 0o700); err != nil {
		return err
	}
	defer os.Remove("lock")
	return work()
}

// poll goes on after an error of its group.
func poll(addresses []string) {
	var group errgroup.Group
	for _, address := range addresses {
		group.Go(func() error { return ask(address) })
	}
	if err := group.Wait(); err != nil {
		log.Print(err)
	}
}

func ask(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	if conn.LocalAddr().Network() == "" {
		return errors.New("no network")
	}
	return conn.Close()
}
