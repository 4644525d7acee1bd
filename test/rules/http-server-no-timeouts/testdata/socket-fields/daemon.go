package main

import (
	"log"
	"net"
	"net/http"
)

// daemon has its listeners open before it serves on them.
type daemon struct {
	socket, port net.Listener
}

func (d *daemon) open(path string) error {
	socket, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	d.socket = socket
	port, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	d.port = port
	return nil
}

func (d *daemon) run() {
	control := new(http.Server)
	control.Handler = http.NotFoundHandler()
	go func(l net.Listener) {
		log.Print(control.Serve(l))
	}(d.socket)

	public := new(http.Server) // want http-server-no-timeouts warning high
	public.Handler = http.NotFoundHandler()
	func(l net.Listener) {
		log.Print(public.Serve(l))
	}(d.port)
}

func main() {
	d := new(daemon)
	if err := d.open("/run/daemon.sock"); err != nil {
		log.Fatal(err)
	}
	d.run()
}
