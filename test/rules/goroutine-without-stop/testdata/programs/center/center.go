// Package center is what one of the programs consists of.
package center

import (
	"net"

	"example.com/programs/idents"
)

func Start() *idents.Set {
	go accept()
	go acceptOthers()
	return idents.New([]string{"center"})
}

func accept() {
	listener, err := net.Listen("tcp", ":7000")
	if err != nil {
		return
	}
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_ = idents.NewSession(conn.RemoteAddr().String())
		_ = conn.Close()
	}
}

func acceptOthers() {
	listener, err := net.Listen("tcp", ":7001")
	if err != nil {
		return
	}
	defer listener.Close()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		_ = idents.NewSession(conn.LocalAddr().String())
		_ = conn.Close()
	}
}
