// Package told fakes a service at the address that a test gives.
package told

import (
	"net"
	"net/http"
)

// Start serves until the listener is closed.
func Start(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	go http.Serve(listener, http.NewServeMux()) // want http-server-no-timeouts info low
	return listener, nil
}
