package main

import (
	"bufio"
	"net"
	"os"

	"example.com/once/parts"
)

func main() {
	parts.Reserve()
	go func() {
		for _, part := range parts.All() {
			if err := part.Open(); err != nil {
				os.Exit(1)
			}
		}
	}()
	parts.WhenLeading(func(term string) { parts.NewCounter(term) })
	parts.WhenLeading(func(term string) {
		left := parts.NewSide("left " + term)
		right := parts.NewSide("right " + term)
		left.Pair(right)
	})
	if os.Getenv("KIND") == "a" {
		parts.NewChoice("a")
	} else {
		parts.NewChoice("b")
	}
	listener, err := net.Listen("tcp", "localhost:7070")
	if err != nil {
		os.Exit(1)
	}
	for {
		peer, err := listener.Accept()
		if err != nil {
			continue
		}
		parts.NewSession(bufio.NewReader(peer))
	}
}
