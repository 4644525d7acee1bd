package main

import (
	"net"
	"os"
	"os/signal"
)

// Each program of the board puts its handler into the table; main runs the one that takes the name.
var handlers []func(name string) bool

func init() {
	handlers = append(handlers, func(name string) bool {
		if name != "ask" {
			return false
		}
		guard(ask)
		return true
	})
	handlers = append(handlers, func(name string) bool {
		if name == "wait" {
			guard(wait)
		}
		return name == "wait"
	})
}

func guard(run func() error) {
	if err := run(); err != nil {
		os.Exit(1)
	}
}

// The table runs it once, and main is over then.
func ask() error {
	conn, err := net.Dial("tcp", "localhost:7000") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("?"))
	return err
}

// It waits for a signal behind what it has opened.
func wait() error {
	open()
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	<-signals
	return nil
}

func open() {
	conn, err := net.Dial("tcp", "localhost:7001") // want conn-not-closed hint low
	if err != nil {
		return
	}
	if _, err := conn.Write([]byte("!")); err != nil {
		return
	}
}

// A variable holds what main calls in the end.
var last = finish

func finish() {
	conn, err := net.Dial("tcp", "localhost:7002") // want conn-not-closed hint low
	if err != nil {
		return
	}
	if _, err := conn.Write([]byte(".")); err != nil {
		return
	}
}

func main() {
	for _, handler := range handlers {
		if handler(os.Args[1]) {
			break
		}
	}
	last()
}
