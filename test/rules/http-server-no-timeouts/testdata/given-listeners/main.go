package main

import (
	"log"
	"net"
	"net/http"

	"example.com/given/plugins"
	"example.com/given/sockets"
)

func main() {
	ended := make(chan error, 3)
	if err := start("/run/given/driver.sock", ended); err != nil {
		log.Fatal(err)
	}
	log.Fatal(<-ended)
}

func start(path string, ended chan<- error) error {
	listener, err := sockets.Unix(path)
	if err != nil {
		return err
	}
	go func() {
		ended <- plugins.Answer(listener, http.NewServeMux())
	}()
	other, err := sockets.Unix(path + ".other")
	if err != nil {
		return err
	}
	go func() {
		ended <- plugins.AnswerWith(&http.Server{Handler: http.NewServeMux()}, other) // want http-server-no-timeouts info low
	}()
	port, err := net.Listen("tcp", ":8080")
	if err != nil {
		return err
	}
	go func() { ended <- plugins.Both(port, http.NewServeMux()) }()
	return plugins.Both(other, http.NewServeMux())
}
