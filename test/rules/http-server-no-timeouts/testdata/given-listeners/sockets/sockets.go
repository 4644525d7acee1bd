// Package sockets makes the listeners of the program.
package sockets

import (
	"fmt"
	"net"
)

// Unix listens where only programs of the machine connect.
func Unix(path string) (net.Listener, error) {
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	return listener, nil
}
