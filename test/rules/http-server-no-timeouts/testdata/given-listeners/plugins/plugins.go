// Package plugins answers what is asked over a listener.
package plugins

import (
	"net"
	"net/http"
)

// Answer is only called with a socket of this machine.
func Answer(socket net.Listener, handler http.Handler) error {
	return http.Serve(socket, handler) // want http-server-no-timeouts info low
}

// AnswerWith hands it on; so far a socket of this machine.
func AnswerWith(server *http.Server, socket net.Listener) error {
	return answer(server, socket)
}

func answer(server *http.Server, socket net.Listener) error {
	return server.Serve(socket)
}

// Both is called with a socket of this machine and with a port.
func Both(socket net.Listener, handler http.Handler) error {
	return http.Serve(socket, handler) // want http-server-no-timeouts info medium
}

// Uncalled is there for other modules.
func Uncalled(socket net.Listener, handler http.Handler) error {
	return http.Serve(socket, handler) // want http-server-no-timeouts info medium
}
