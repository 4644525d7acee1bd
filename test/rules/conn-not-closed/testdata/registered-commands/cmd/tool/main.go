package main

import (
	"net"
	"os"

	_ "example.com/tool/fetch"
	"example.com/tool/registry"
)

var commands = map[string]func(){
	"check": check,
	"help":  func() { println(len(registry.Names())) },
}

// handlers are looked up for each line that comes.
var handlers = map[string]func(){"line": line}

func main() {
	if len(os.Args) > 3 {
		go registry.Run(make(chan string))
		serve(make(chan string))
	}
	if command, ok := commands[os.Args[1]]; ok {
		command()
		return
	}
	entry := registry.Find(os.Args[1])
	if entry == nil {
		os.Exit(1)
	}
	entry()
}

func serve(lines <-chan string) {
	for each := range lines {
		handlers[each]()
	}
}

func check() {
	conn, err := net.Dial("tcp", "127.0.0.1:4") // want conn-not-closed hint low
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write(nil)
}

func line() {
	conn, err := net.Dial("tcp", "127.0.0.1:5") // want conn-not-closed warning high
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write(nil)
}
