// Package quiet stops servers when they are idle.
package quiet

import (
	"net"
	"net/http"
	"time"
)

// Options of a server; nobody in this module serves TLS with them.
type Options struct {
	Wait              time.Duration
	CertFile, KeyFile string
}

// Server serves until it is stopped.
type Server struct {
	server    *http.Server
	listener  net.Listener
	cert, key string
}

// Serve starts a server.
func (o Options) Serve(server *http.Server, listener net.Listener) *Server {
	s := &Server{server: server, listener: listener, cert: o.CertFile, key: o.KeyFile}
	go s.serve()
	return s
}

// Default serves with no options.
func Default(server *http.Server, listener net.Listener, options *Options) *Server {
	if options == nil {
		options = &Options{}
	}
	return options.Serve(server, listener)
}

func (s *Server) serve() {
	if s.cert != "" {
		_ = s.server.ServeTLS(s.listener, s.cert, s.key)
		return
	}
	_ = s.server.Serve(s.listener)
}

// Config is read from a file.
type Config struct{ CertPath, KeyPath string }

// Run serves what the file says.
func (c *Config) Run(server *http.Server, listener net.Listener) error {
	return server.ServeTLS(listener, c.CertPath, c.KeyPath) // want tls-cert-loaded-once
}

// Fixed gets its files from the program.
type Fixed struct{ Chain, Key string }

// Run serves with them.
func (f *Fixed) Run(server *http.Server, listener net.Listener) error {
	return server.ServeTLS(listener, f.Chain, f.Key) // want tls-cert-loaded-once
}
