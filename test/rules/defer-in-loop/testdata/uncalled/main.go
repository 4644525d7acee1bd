package main

import (
	"io"
	"net"
	"os"
	"time"

	"example.com/uncalled/sums"
)

func main() {
	for {
		if err := tail(os.Stdout, os.Args[1]); err != nil {
			os.Exit(1)
		}
	}
}

func tail(w io.Writer, address string) error {
	for {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return err
		}
		defer conn.Close() // want defer-in-loop
		if _, err := io.Copy(w, conn); err != nil {
			return err
		}
	}
}

// Nothing calls these: the first only the second, and that only itself.
func follow(w io.Writer, address string) error {
	for {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return err
		}
		defer conn.Close()
		if _, err := io.Copy(w, conn); err != nil {
			return err
		}
	}
}

func console(depth int) {
	go func() { _ = follow(os.Stdout, "localhost:1") }()
	if depth > 0 {
		console(depth - 1)
	}
}

// It is called over one that is.
func read(w io.Writer, address string) error {
	for {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err != nil {
			return err
		}
		defer conn.Close() // want defer-in-loop
		if _, err := io.Copy(w, conn); err != nil {
			return err
		}
	}
}

func start(address string) { go func() { _ = read(os.Stderr, address) }() }

func init() { start("localhost:2") }

func sum(names []string) ([]byte, error) { return sums.New(names...) }

func init() {
	for {
		if _, err := sum(os.Args[1:]); err != nil {
			return
		}
	}
}
