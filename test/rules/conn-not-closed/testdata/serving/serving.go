package serving

import (
	"fmt"
	"net"
	"os"
)

type severity int

const (
	infoLog severity = iota
	fatalLog
)

func print(s severity, text string) {
	fmt.Println(text)
	write(s, text)
}

func write(s severity, text string) {
	fmt.Fprintln(os.Stderr, text)
	if s == fatalLog {
		os.Exit(1)
	}
}

func fatal(text string) {
	print(fatalLog, text)
}

func info(text string) {
	print(infoLog, text)
}

// serve comes back only with an error.
func serve(listener net.Listener) error {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return fmt.Errorf("accept: %w", err)
		}
		conn.Close()
	}
}

func serveOnce(listener net.Listener) error {
	conn, err := listener.Accept()
	if err != nil {
		return fmt.Errorf("accept: %w", err)
	}
	return conn.Close()
}

func untilItFails(address string) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fatal(err.Error())
	}
	if err := serve(listener); err != nil {
		fatal(err.Error())
	}
}

func onlyTold(address string) {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		fatal(err.Error())
	}
	if err := serve(listener); err != nil {
		info(err.Error())
	}
}

func once(address string) {
	listener, err := net.Listen("tcp", address) // want conn-not-closed
	if err != nil {
		fatal(err.Error())
	}
	if err := serveOnce(listener); err != nil {
		fatal(err.Error())
	}
}
