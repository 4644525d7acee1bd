package shared

import (
	"errors"
	"net"
)

// Listen is called by main alone, but other modules may call it.
func Listen(ready bool) error {
	listener, err := net.Listen("tcp", ":0") // want conn-not-closed info high
	if err != nil {
		return err
	}
	if !ready {
		return errors.New("not ready")
	}
	defer listener.Close()
	return nil
}
