package main

import (
	"log"

	"example.com/passed/control"
	"example.com/passed/node"
)

func main() {
	var server control.Server = &node.Node{}
	if err := server.Start(nil); err != nil {
		log.Fatal(err)
	}
	node.Reload(nil)
	select {}
}
