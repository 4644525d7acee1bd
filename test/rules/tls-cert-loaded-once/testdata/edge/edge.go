package edge

import "net/http"

// Server is started by whoever imports the package.
type Server struct {
	CertFile, KeyFile string
	srv               *http.Server
}

// Start serves until it is stopped; nobody here says how often.
func (s *Server) Start() error {
	return s.srv.ListenAndServeTLS(s.CertFile, s.KeyFile) // want tls-cert-loaded-once hint medium
}
