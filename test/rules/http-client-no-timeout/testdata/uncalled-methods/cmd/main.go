package main

import (
	"log"
	"net/rpc"
	"os"

	"example.com/uncalled/status"
)

type printer struct {
	client *status.Client
}

func main() {
	p := &printer{status.NewClient(os.Args[1])}
	names, err := p.client.Names()
	if err != nil {
		log.Fatal(err)
	}
	log.Print(names, status.IsUp(os.Args[1]))
	if err := rpc.Register(&status.Remote{Base: os.Args[1]}); err != nil {
		log.Fatal(err)
	}
	select {}
}
