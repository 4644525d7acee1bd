// Package tunnel may be imported by other modules.
package tunnel

import (
	"io"
	"net"
)

// Join is called by who imports it.
func Join(here, there net.Conn) {
	done := make(chan error)
	go func() {
		_, err := io.Copy(here, there)
		done <- err // want goroutine-leak-send
	}()
	go func() {
		_, err := io.Copy(there, here)
		done <- err // want goroutine-leak-send
	}()
	<-done
}
