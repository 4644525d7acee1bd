package shared

import (
	"errors"
	"net"
)

// Listen is called by main alone, for which the module is written, whoever else may import it.
func Listen(ready bool) error {
	listener, err := net.Listen("tcp", ":0") // want conn-not-closed info low
	if err != nil {
		return err
	}
	if !ready {
		return errors.New("not ready")
	}
	defer listener.Close()
	return nil
}
