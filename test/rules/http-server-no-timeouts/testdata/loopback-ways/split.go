package main

import (
	"log"
	"net"
	"net/http"
	"strconv"
)

const own = "localhost:6060"
const open = "0.0.0.0:6070"

// nextPorts tries some ports of this machine.
func nextPorts(mux http.Handler) {
	for i := range 3 {
		host, text, _ := net.SplitHostPort(own)
		port, _ := strconv.Atoi(text)
		log.Print(http.ListenAndServe(net.JoinHostPort(host, strconv.Itoa(port+i)), mux))
	}
}

// openPorts tries some that anybody reaches.
func openPorts(mux http.Handler) {
	for i := range 3 {
		host, text, _ := net.SplitHostPort(open)
		port, _ := strconv.Atoi(text)
		log.Print(http.ListenAndServe(net.JoinHostPort(host, strconv.Itoa(port+i)), mux)) // want http-server-no-timeouts
	}
}
