// Package picked fakes a service.
package picked

import (
	"net"
	"net/http"
)

// Fake answers at a port that the system picks.
type Fake struct {
	server   *http.Server
	listener net.Listener
}

// NewFake makes one.
func NewFake() *Fake {
	return &Fake{server: &http.Server{Handler: http.NewServeMux()}} // want http-server-no-timeouts info low
}

// Start serves until Close.
func (f *Fake) Start() (err error) {
	f.listener, err = net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	return f.server.Serve(f.listener)
}

// Open serves on every interface.
func (f *Fake) Open() error {
	listener, err := net.Listen("tcp", "")
	if err != nil {
		return err
	}
	return f.server.Serve(listener)
}

// Close ends it.
func (f *Fake) Close() error { return f.server.Close() }
