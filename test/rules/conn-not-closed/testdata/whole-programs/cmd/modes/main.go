// A program of several modes, one of which the environment chooses.
package main

import (
	"log"
	"net"
	"net/http"
	"os"
)

// Mode is one of them.
type Mode interface {
	Name() string
	Run(args []string) error
}

var modes = map[string]Mode{}

func add(mode Mode) { modes[mode.Name()] = mode }

func init() {
	add(echo{})
	add(probe{})
}

func main() {
	mode, ok := modes[os.Getenv("MODE")]
	if !ok {
		log.Fatal("no such mode")
	}
	if err := mode.Run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

type echo struct{}

func (echo) Name() string { return "echo" }

// Run is called once, through the interface, and its error ends the process.
func (echo) Run(args []string) error {
	packets, err := net.ListenPacket("udp", ":7") // want conn-not-closed hint low
	if err != nil {
		return err
	}
	go answer(packets)
	listener, err := net.Listen("tcp", ":7")
	if err != nil {
		return err
	}
	return http.Serve(listener, nil)
}

func answer(packets net.PacketConn) {
	buffer := make([]byte, 512)
	for {
		n, from, err := packets.ReadFrom(buffer)
		if err != nil {
			return
		}
		_, _ = packets.WriteTo(buffer[:n], from)
	}
}

type probe struct{}

func (probe) Name() string { return "probe" }

// Run starts a server whose handler asks a checker.
func (probe) Run(args []string) error {
	var checker Checker = dialer{}
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := checker.Check(r.URL.Path); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
		}
	})
	return http.ListenAndServe("127.0.0.1:8080", nil)
}

// Checker is called for each request.
type Checker interface {
	Check(address string) error
}

type dialer struct{}

func (dialer) Check(address string) error {
	conn, err := net.Dial("tcp", address) // want conn-not-closed warning high
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("?"))
	return err
}
