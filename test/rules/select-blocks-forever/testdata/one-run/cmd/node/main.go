package main

import (
	"net"

	"example.com/node/node"
)

func main() {
	listener, err := net.Listen("tcp", "localhost:7074")
	if err != nil {
		return
	}
	go node.Run(func() error { return nil }, func() error { return nil })
	for {
		peer, err := listener.Accept()
		if err != nil {
			return
		}
		node.Join(peer.Close, func() error { return nil })
	}
}
