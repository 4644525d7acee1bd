// Package fetch is a program of its own, which a real main runs by its name.
package fetch

import (
	"net"

	"example.com/tool/registry"
)

func init() {
	registry.Add("fetch", run)
	registry.AddJob("again", again)
	registry.Lend("lent", lent)
}

// run is looked up and called by main, and the process ends behind it.
func run() {
	conn, err := net.Dial("tcp", "127.0.0.1:1") // want conn-not-closed hint low
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write(nil)
}

// again runs for each name that comes.
func again() {
	conn, err := net.Dial("tcp", "127.0.0.1:2") // want conn-not-closed warning high
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write(nil)
}

// lent may be called by whoever gets the map.
func lent() {
	conn, err := net.Dial("tcp", "127.0.0.1:3") // want conn-not-closed warning high
	if err != nil {
		panic(err)
	}
	_, _ = conn.Write(nil)
}
