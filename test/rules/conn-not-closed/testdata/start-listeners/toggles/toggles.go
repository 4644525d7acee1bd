// Package toggles turns things on and off while the program runs.
package toggles

import (
	"log"
	"net"
	"os"
	"time"
)

// Watch looks at both in a while.
func Watch() {
	time.AfterFunc(time.Second, first)
	time.AfterFunc(time.Minute, second)
}

func first() {
	listener, err := listenLocally("first")
	if err != nil {
		log.Print(err)
		return
	}
	go accept(listener)
}

func second() {
	listener, err := listenLocally("second")
	if err != nil {
		log.Print(err)
		return
	}
	go accept(listener)
}

// Two callers only tell of its error, and go on.
func listenLocally(path string) (net.Listener, error) {
	listener, err := net.Listen("unix", path) // want conn-not-closed warning high
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, err
	}
	return listener, nil
}

func accept(listener net.Listener) {
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}
