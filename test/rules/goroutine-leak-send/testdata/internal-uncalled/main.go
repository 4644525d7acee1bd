package main

import (
	"fmt"
	"net"
	"os"

	"example.com/relay/internal/gauge"
	"example.com/relay/internal/relay"
)

func main() {
	gauge.Register(os.Stdin)
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			continue
		}
		station, err := relay.Open(os.Args[2], relay.Named("main"))
		if err != nil {
			_ = conn.Close()
			continue
		}
		station.Serve(conn)
	}
}
