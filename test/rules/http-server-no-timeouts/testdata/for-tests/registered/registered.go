// Package registered serves at a port that it makes known to others.
package registered

import (
	"net"
	"net/http"
)

// ServeRegistered serves for good.
func ServeRegistered(register func(address string)) error {
	listener, err := net.Listen("tcp", ":0")
	if err != nil {
		return err
	}
	register(listener.Addr().String())
	return http.Serve(listener, http.NewServeMux()) // want http-server-no-timeouts warning high
}
