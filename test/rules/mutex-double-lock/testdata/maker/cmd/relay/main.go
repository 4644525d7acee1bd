package main

import (
	"log"
	"net"

	"example.com/maker/relay"
)

func main() {
	parts := make(chan *relay.Hub, 1)
	go func() { parts <- build() }()
	hub := <-parts
	board := relay.NewBoard()
	go func() { board.Use(report) }()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(hub, board, conn.RemoteAddr().String())
	}
}

func build() *relay.Hub {
	hub, err := relay.New()
	if err != nil {
		log.Fatal(err)
	}
	hub.Use(report)
	connect(hub)
	queue := relay.NewQueue()
	queue.Use(report)
	return hub
}

func connect(hub *relay.Hub) {
	for _, hook := range []relay.Hook{report, report} {
		hub.Use(hook)
	}
}

func serve(hub *relay.Hub, board *relay.Board, name string) {
	hub.Join(name)
	board.Join(name)
	desk := relay.Find("main")
	desk.Use(report)
	desk.Join(name)
}

func report(name string) error {
	_, err := net.LookupHost(name)
	return err
}
