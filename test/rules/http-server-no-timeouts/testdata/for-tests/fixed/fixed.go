// Package fixed serves at a port that others know.
package fixed

import (
	"net"
	"net/http"
)

// ServeFixed serves for good.
func ServeFixed() error {
	listener, err := net.Listen("tcp", ":8090")
	if err != nil {
		return err
	}
	return http.Serve(listener, http.NewServeMux()) // want http-server-no-timeouts warning high
}
