package main

import (
	"log"
	"net"
	"os"

	"example.com/registered/kinds"
)

func main() {
	for _, name := range os.Args[1:] {
		if kinds.Make("small", name) == nil {
			log.Fatal(name)
		}
	}
	listener, err := net.Listen("tcp", "localhost:7072")
	if err != nil {
		log.Fatal(err)
	}
	for {
		peer, err := listener.Accept()
		if err != nil {
			continue
		}
		if peer.RemoteAddr() == nil {
			kinds.Long("unknown")
		}
		kinds.Short(peer.RemoteAddr().String())
	}
}
