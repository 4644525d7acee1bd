// Package api is served by two programs.
package api

import (
	"net"
	"net/http"

	"golang.org/x/sync/errgroup"
)

// Server is made anew for each configuration.
type Server struct {
	http      http.Server
	cert, key string
	group     errgroup.Group
}

// New takes the names of the files.
func New(cert, key string) *Server { return &Server{cert: cert, key: key} }

// Run serves until it is told to stop.
func (s *Server) Run(ready chan<- bool) error {
	s.group.Go(func() error { return s.listen(ready) })
	return s.group.Wait()
}

func (s *Server) listen(ready chan<- bool) error {
	failed := make(chan error, 1)
	start := func(listener net.Listener) {
		failed <- s.http.ServeTLS(listener, s.cert, s.key)
	}
	go func(address string) {
		listener, err := net.Listen("tcp", address)
		if err != nil {
			failed <- err
			return
		}
		ready <- true
		start(listener)
	}(":8443")
	return <-failed
}

// Fixed keeps its certificate.
type Fixed struct {
	http  http.Server
	group errgroup.Group
}

// Run serves as long as the process lives.
func (s *Fixed) Run(cert, key string) error {
	s.group.Go(func() error {
		return s.http.ListenAndServeTLS(cert, key) // want tls-cert-loaded-once
	})
	return s.group.Wait()
}
