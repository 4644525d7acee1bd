package main

import (
	"log"
	"net"
)

func main() {
	l, err := net.Listen("tcp", ":0") // want conn-not-closed hint low
	if err != nil {
		log.Fatal(err)
	}
	for range 3 {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		conn.Close()
	}
}
